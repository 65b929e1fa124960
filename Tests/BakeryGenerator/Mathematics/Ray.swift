/// A line of sight.
struct Ray {
  var origin: Vector
  /// Unit length.
  var direction: Vector

  /// The point at this distance.
  @inline(__always)
  func point(at distance: Float) -> Vector {
    origin + direction * distance
  }

  /// Where the ray is inside the box from `low` to `high`, as near and far distance.
  ///
  /// nil when it misses, or when the box lies behind the origin.
  @inline(__always)
  func crossing(low: Vector, high: Vector) -> (near: Float, far: Float)? {
    let a = (low - origin) / direction
    let b = (high - origin) / direction
    let nearest = pointwiseMin(a, b)
    let farthest = pointwiseMax(a, b)
    let near = max(nearest.x, nearest.y, nearest.z, 0)
    let far = min(farthest.x, farthest.y, farthest.z)
    return near < far ? (near, far) : nil
  }

  /// The distance to a rod from `start` to `end` with round ends; nil when the ray misses it.
  func distanceToRod(from start: Vector, to end: Vector, radius: Float) -> Float? {
    let axis = end - start
    let offset = origin - start
    let axisSquared = dot(axis, axis)
    let along = dot(axis, direction)
    let across = dot(axis, offset)
    let a = axisSquared - along * along
    let b = axisSquared * dot(direction, offset) - across * along
    let c = axisSquared * (dot(offset, offset) - radius * radius) - across * across
    let root = b * b - a * c
    guard root >= 0 else { return nil }
    let distance = (-b - root.squareRoot()) / a
    let height = across + distance * along
    if height > 0 && height < axisSquared { return distance > 0 ? distance : nil }
    return distanceToBall(at: height <= 0 ? start : end, radius: radius)
  }

  /// The distance to an upright cylinder that stands on `foot` and is closed at the top.
  func distanceToTin(foot: Vector, radius: Float, height: Float) -> Float? {
    let offset = origin - foot
    let a = direction.x * direction.x + direction.y * direction.y
    let b = offset.x * direction.x + offset.y * direction.y
    let c = offset.x * offset.x + offset.y * offset.y - radius * radius
    let root = b * b - a * c
    guard root >= 0, a > 0 else { return nil }
    let side = (-b - root.squareRoot()) / a
    let rise = offset.z + direction.z * side
    if side > 0 && rise >= 0 && rise <= height { return side }
    guard rise > height, direction.z < 0 else { return nil }
    let lid = (height - offset.z) / direction.z
    return lid > side && lid < (-b + root.squareRoot()) / a ? lid : nil
  }

  /// The distance to a ball; nil when the ray misses it.
  @inline(__always)
  func distanceToBall(at centre: Vector, radius: Float) -> Float? {
    let offset = origin - centre
    let b = dot(direction, offset)
    let root = b * b - dot(offset, offset) + radius * radius
    guard root >= 0 else { return nil }
    let distance = -b - root.squareRoot()
    return distance > 0 ? distance : nil
  }
}
