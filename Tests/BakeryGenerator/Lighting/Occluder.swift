/// An ellipsoid that stands in the light's way; a cheap stand-in for a bread or a prop.
struct Occluder {
  /// Which bread it stands for; -1 for a prop.
  var owner: Int
  var centre: Vector
  /// World directions divided by the half axes: maps the ellipsoid to the unit ball.
  var toUnitX: Vector
  var toUnitY: Vector
  var toUnitZ: Vector
  /// The ball that shades its surroundings about as much.
  var ballRadius: Float
  /// The colour it reflects onto its neighbours.
  var color: Vector

  /// A vector of the world in the space where this is the unit ball.
  @inline(__always)
  func unit(_ v: Vector) -> Vector {
    Vector(dot(v, toUnitX), dot(v, toUnitY), dot(v, toUnitZ))
  }

  /// How much of a light of angular radius `size` it hides from `point`, 0...1.
  @inline(__always)
  func cover(from point: Vector, towards direction: Vector, size: Float) -> Float {
    let start = unit(point - centre)
    let heading = unit(direction)
    let speed = length(heading)
    let unitHeading = heading * (1 / speed)
    let along = dot(start, unitHeading)
    guard along < 0 else { return 0 }
    let nearest = max(dot(start, start) - along * along, 0).squareRoot()
    let blur = 0.03 + size * -along
    return 1 - smoothstep(1 - blur, 1 + blur, nearest)
  }

  /// How much of the sky over a surface it hides, 0...1.
  @inline(__always)
  func shade(at point: Vector, normal: Vector) -> Float {
    let offset = centre - point
    let squared = max(dot(offset, offset), ballRadius * ballRadius * 0.6)
    // Beyond about eight radii nothing is to be seen of it.
    guard squared < 64 * ballRadius * ballRadius else { return 0 }
    let facing = dot(normal, offset) / squared.squareRoot()
    return clamp(facing * 0.85 + 0.15) * ballRadius * ballRadius / squared
  }
}

extension Bread {
  /// Ellipsoids for shadows and for shading the neighbours: one, or three for a long bread.
  func occluders(owner: Int) -> [Occluder] {
    let middle = origin + axisZ * (waist * radius)
    let places: [Float] = kind == .yakisobapan ? [-halfLength, 0, halfLength] : [0]
    return places.map { place in
      Occluder(
        owner: owner, centre: middle + axisX * (place * radius),
        toUnitX: axisX * (1 / (radius * (kind == .yakisobapan ? 1.15 : 1))),
        toUnitY: axisY * (1 / radius),
        toUnitZ: axisZ * (1 / (radius * (crown + 0.1))),
        ballRadius: radius * 0.86, color: kind.bounceColor)
    }
  }

  /// How closely the underside touches a floor point: 0 when far, 1 under the bread.
  @inline(__always)
  func contact(at point: Vector) -> Float {
    let offset = point - origin
    let reach = radius * (halfLength + 1.7)
    guard dot(offset, offset) < reach * reach else { return 0 }
    let p = local(point)
    guard p.z > -0.25 && p.z < 0.3 else { return 0 }
    let across = max(abs(p.x) - halfLength, 0)
    let from = (across * across + p.y * p.y).squareRoot()
    return power(2.718, -max(from - 0.74, 0) / 0.13)
  }
}
