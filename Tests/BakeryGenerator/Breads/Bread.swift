/// One bread: where it lies, and the individual traits of its class.
///
/// Its shape is a field in local coordinates: unit = `radius`, origin at the middle of the
/// underside, z up. The field is negative inside and nearly the distance outside.
struct Bread {
  var kind: BreadKind
  /// The middle of the underside, in centimetres.
  var origin: Vector
  /// Local directions in the world: unit length, at right angles.
  var axisX: Vector
  var axisY: Vector
  var axisZ: Vector
  /// Half the short width, in centimetres.
  var radius: Float
  /// Moves the noise, so that no two breads are alike.
  var seed: Vector
  /// Height of the dome above the waist, in radii.
  var crown: Float
  /// How dark it was baked, from 0 for pale to 1 for dark.
  var browning: Float
  /// A class-specific choice: 0...1.
  var variety: Float
  /// Noodles and garnish; only yakisobapan have them.
  var filling: NoodleField?

  /// Half the length of the straight part, in radii: 0 for round breads.
  var halfLength: Float { kind == .yakisobapan ? 1.15 : 0 }
  /// Height of the widest place, in radii.
  var waist: Float { kind == .yakisobapan ? 0.42 : 0.26 }
  /// Depth of the underside below the waist; more than `waist` makes a flat bottom.
  var foot: Float { waist * 1.3 }

  /// More than the relief and the filling ever stand out from the smooth body, in radii.
  private var reliefReach: Float { kind == .yakisobapan ? 0.48 : 0.13 }

  /// A corner of the local box that holds the whole bread; the other is `low`.
  var high: Vector {
    let reach: Float = 1.1
    return Vector(halfLength + reach, reach, waist + crown * 1.1 + (filling == nil ? 0 : 0.35))
  }
  /// The opposite corner of the local box.
  var low: Vector { Vector(-halfLength - 1.1, -1.1, -0.1) }

  /// A point of the world in local coordinates.
  @inline(__always)
  func local(_ world: Vector) -> Vector {
    let offset = (world - origin) * (1 / radius)
    return Vector(dot(offset, axisX), dot(offset, axisY), dot(offset, axisZ))
  }

  /// A local direction in the world, same length.
  @inline(__always)
  func world(direction: Vector) -> Vector {
    axisX * direction.x + axisY * direction.y + axisZ * direction.z
  }

  /// The middle of the bread in the world, and the radius of a ball around all of it.
  var ball: (centre: Vector, radius: Float) {
    let centre = origin + axisZ * (high.z * 0.5 * radius)
    return (centre, radius * length(Vector(high.x, high.y, high.z * 0.5)))
  }

  /// Signed distance to the smooth body, in radii, by the usual first-order bound for ellipsoids.
  @inline(__always)
  func body(_ p: Vector, swelling: Float, height: Float) -> Float {
    let across = max(abs(p.x) - halfLength, 0)
    let q = Vector(across, p.y, (p.z - waist) / height)
    let k = length(q)
    let slope = length(Vector(q.x, q.y, q.z / height))
    let size = 1 + swelling
    return (k - size) * k / max(slope, 0.05)
  }

  /// The unit direction from the waist's centre line, with height stretched to a sphere.
  @inline(__always)
  func bearing(_ p: Vector) -> Vector {
    let x = p.x > 0 ? max(p.x - halfLength, 0) : min(p.x + halfLength, 0)
    let height = p.z > waist ? crown : foot
    return normalized(Vector(x, p.y, (p.z - waist) / height) + Vector(0, 0, 1e-6))
  }

  /// The field at `p`; `fine` adds the relief that only shading sees.
  @inline(__always)
  func field(_ p: Vector, fine: Bool) -> Float {
    switch kind {
    case .anpan: anpanField(p, fine: fine)
    case .melonpan: melonpanField(p, fine: fine)
    case .yakisobapan: yakisobapanField(p, fine: fine)
    }
  }

  /// Where a world ray first meets the bread, as distance in centimetres; nil when it misses.
  func distance(along ray: Ray) -> Float? {
    let direction = Vector(
      dot(ray.direction, axisX), dot(ray.direction, axisY), dot(ray.direction, axisZ))
    let inside = Ray(origin: local(ray.origin), direction: direction)
    guard let (near, far) = inside.crossing(low: low, high: high) else { return nil }
    var travelled = near
    for _ in 0..<56 {
      let p = inside.point(at: travelled)
      // Noise is dear: it is left out until the ray is close.
      let coarse = body(p, swelling: reliefReach, height: p.z > waist ? crown : foot)
      let step = coarse > 0.04 ? coarse : field(p, fine: false)
      if step < 0.0015 { return travelled * radius }
      travelled += step * 0.8
      if travelled > far { return nil }
    }
    return nil
  }

  /// The surface at a world point that `distance(along:)` found.
  func surface(at point: Vector) -> SurfaceSample {
    let p = local(point)
    let normal = world(direction: gradient(p))
    var sample: SurfaceSample
    switch kind {
    case .anpan: sample = anpanSurface(p)
    case .melonpan: sample = melonpanSurface(p)
    case .yakisobapan: sample = yakisobapanSurface(p)
    }
    sample.normal = normal
    return sample
  }

  /// The outward unit normal in local directions, from four samples of the fine field.
  private func gradient(_ p: Vector) -> Vector {
    let step: Float = 0.0035
    let a = Vector(1, -1, -1)
    let b = Vector(-1, -1, 1)
    let c = Vector(-1, 1, -1)
    let d = Vector(1, 1, 1)
    let sum =
      a * field(p + a * step, fine: true) + b * field(p + b * step, fine: true)
      + c * field(p + c * step, fine: true) + d * field(p + d * step, fine: true)
    return normalized(sum + Vector(0, 0, 1e-7))
  }
}
