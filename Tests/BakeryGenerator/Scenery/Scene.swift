/// Everything in front of the camera.
struct Scene {
  var breads: [Bread]
  var props: [Prop]
  var stage: Stage
  var illumination: Illumination

  /// What a ray meets first.
  enum Target: Equatable {
    case bread(Int)
    case prop(Int)
    case floor(Stage.Floor)
  }

  /// The nearest thing along `ray` among the candidates, and its distance in centimetres.
  func target(along ray: Ray, breads candidates: [Int], props near: [Int]) -> (Target, Float) {
    let (floor, limit) = stage.floor(along: ray)
    var nearest = limit
    var target = Target.floor(floor)
    for index in near {
      if let distance = props[index].distance(along: ray), distance < nearest {
        nearest = distance
        target = .prop(index)
      }
    }
    for index in candidates {
      if let distance = breads[index].distance(along: ray), distance < nearest {
        nearest = distance
        target = .bread(index)
      }
    }
    return (target, nearest)
  }

  /// The light that reaches the camera from a target along `ray`.
  func radiance(_ target: Target, at distance: Float, along ray: Ray, shader: Shader) -> Vector {
    let point = ray.point(at: distance)
    switch target {
    case .bread(let index):
      let sample = breads[index].surface(at: point)
      return shader.radiance(sample, at: point, along: ray, owner: index)
    case .prop(let index):
      let sample = props[index].surface(at: point)
      return shader.radiance(sample, at: point, along: ray, owner: -1)
    case .floor(let floor):
      let sample = stage.surface(of: floor, at: point, along: ray)
      if floor == .shop { return sample.emission * illumination.skyColor }
      return shader.radiance(sample, at: point, along: ray, owner: -1)
    }
  }

  /// The shader for this scene's light and things.
  func makeShader() -> Shader {
    var occluders = breads.indices.flatMap { breads[$0].occluders(owner: $0) }
    occluders += props.compactMap(\.occluder)
    return Shader(
      illumination: illumination, breads: breads, occluders: occluders,
      floorColor: stage.liner.bounceColor)
  }
}

extension Prop {
  /// The ellipsoid that stands for this prop in shadows; rims and far clutter need none.
  fileprivate var occluder: Occluder? {
    switch form {
    case .card(let card):
      Occluder(
        owner: -1, centre: card.centre, toUnitX: card.right * (1.8 / card.width),
        toUnitY: card.normal * 2.5, toUnitZ: card.up * (1.8 / card.height),
        ballRadius: 0.9, color: Vector(0.6, 0.58, 0.52))
    case .box(let centre, let half, _):
      Occluder(
        owner: -1, centre: centre, toUnitX: Vector(0.85 / half.x, 0, 0),
        toUnitY: Vector(0, 0.85 / half.y, 0), toUnitZ: Vector(0, 0, 0.85 / half.z),
        ballRadius: min(half.x, half.y), color: material.bounceColor)
    case .tin(let foot, let radius, let height):
      Occluder(
        owner: -1, centre: foot + Vector(0, 0, height / 2), toUnitX: Vector(0.9 / radius, 0, 0),
        toUnitY: Vector(0, 0.9 / radius, 0), toUnitZ: Vector(0, 0, 1.6 / height),
        ballRadius: radius, color: material.bounceColor)
    case .rod: nil
    }
  }
}
