/// Anything in the picture that is not a bread.
struct Prop {
  enum Form {
    /// A rod with round ends: tray rims, tongs, bottles.
    case rod(from: Vector, to: Vector, radius: Float)
    /// An upright cylinder, closed at the top: jars and tins.
    case tin(foot: Vector, radius: Float, height: Float)
    /// An upright box, turned about the vertical.
    case box(centre: Vector, half: Vector, turn: Float)
    case card(PriceCard)
  }

  var form: Form
  var material: Material

  /// A ball around the whole prop.
  var ball: (centre: Vector, radius: Float) {
    switch form {
    case .rod(let start, let end, let radius):
      ((start + end) * 0.5, length(end - start) / 2 + radius)
    case .tin(let foot, let radius, let height):
      (foot + Vector(0, 0, height / 2), length(Vector(radius, height / 2, 0)))
    case .box(let centre, let half, _): (centre, length(half))
    case .card(let card): (card.centre, length(Vector(card.width, card.height, 0)) / 2)
    }
  }

  /// The distance along `ray`; nil when it misses.
  func distance(along ray: Ray) -> Float? {
    switch form {
    case .rod(let start, let end, let radius):
      return ray.distanceToRod(from: start, to: end, radius: radius)
    case .tin(let foot, let radius, let height):
      return ray.distanceToTin(foot: foot, radius: radius, height: height)
    case .box(let centre, let half, let turn):
      let turned = Ray(
        origin: Self.turn(ray.origin - centre, by: -turn),
        direction: Self.turn(ray.direction, by: -turn))
      return turned.crossing(low: -half, high: half).map(\.near)
    case .card(let card):
      return card.distance(along: ray)
    }
  }

  /// The surface at a point that `distance(along:)` found.
  func surface(at point: Vector) -> SurfaceSample {
    switch form {
    case .rod(let start, let end, _):
      return rodSurface(at: point, start: start, end: end)
    case .tin(let foot, let radius, let height):
      return tinSurface(point - foot, radius: radius, height: height)
    case .box(let centre, let half, let turn):
      return boxSurface(Self.turn(point - centre, by: -turn), half: half, turn: turn)
    case .card(let card):
      return card.surface(at: point)
    }
  }

  private func rodSurface(at point: Vector, start: Vector, end: Vector) -> SurfaceSample {
    let axis = normalized(end - start)
    let along = min(max(dot(point - start, axis), 0), length(end - start))
    let outward = normalized(point - start - axis * along)
    let side = normalized(cross(axis, Vector(0.02, 0.01, 1)))
    let around = arcCosine(dot(outward, side))
    var sample = material.surface(at: Vector(along, around * 1.6, 0))
    let relief = sample.normal
    let third = cross(outward, axis)
    sample.normal = normalized(axis * relief.x + third * relief.y + outward * relief.z)
    return sample
  }

  private func tinSurface(_ p: Vector, radius: Float, height: Float) -> SurfaceSample {
    var sample = material.surface(at: p)
    let isTop = p.z > height - 0.01
    sample.normal = isTop ? Vector(0, 0, 1) : normalized(Vector(p.x, p.y, 0))
    let share = p.z / height
    if isTop || share > 0.86 {
      // The lid.
      sample.albedo = mix(sample.albedo, Vector(0.42, 0.40, 0.37), 0.8)
      sample.gloss = 0.12
    } else if share > 0.22 && share < 0.66 && p.x > -radius * 0.75 {
      // The paper label.
      sample.albedo = mix(Vector(0.66, 0.60, 0.48), sample.albedo, share > 0.56 ? 0.7 : 0.1)
    }
    return sample
  }

  private func boxSurface(_ p: Vector, half: Vector, turn: Float) -> SurfaceSample {
    let reach = (p / half)
    var normal = Vector(0, 0, 1)
    var place = Vector(p.x, p.y, 0)
    if abs(reach.x) > max(abs(reach.y), abs(reach.z)) {
      normal = Vector(reach.x > 0 ? 1 : -1, 0, 0)
      place = Vector(p.y, p.z, 4)
    } else if abs(reach.y) > abs(reach.z) {
      normal = Vector(0, reach.y > 0 ? 1 : -1, 0)
      place = Vector(p.x, p.z, 8)
    }
    var sample = material.surface(at: place)
    let isPrinted =
      normal.z < 0.5 && reach.z > -0.5 && reach.z < 0.35 && abs(place.x) < half.x * 0.7
    if isPrinted { sample.albedo = mix(sample.albedo, Vector(0.62, 0.56, 0.46), 0.8) }
    sample.normal = Self.turn(normal, by: turn)
    return sample
  }

  /// `v` turned about the vertical by an angle in radians.
  private static func turn(_ v: Vector, by angle: Float) -> Vector {
    let (c, s) = (cosine(angle), sine(angle))
    return Vector(v.x * c - v.y * s, v.x * s + v.y * c, v.z)
  }
}
