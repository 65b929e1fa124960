/// Where the camera stands, and the rays of its pixels, in the upright frame.
struct Viewpoint {
  var position: Vector
  var right: Vector
  var up: Vector
  var forward: Vector
  var width: Int
  var height: Int
  /// Half the longer side of the picture at distance 1.
  var spread: Float
  /// The distance that is in focus.
  var focus: Float
  /// Barrel distortion; 0 for none.
  var barrel: Float

  /// Looks from `position` at `target`, turned by `roll` radians about the line of sight.
  init(
    position: Vector, target: Vector, roll: Float, width: Int, height: Int, spread: Float,
    barrel: Float
  ) {
    self.position = position
    forward = normalized(target - position)
    let level = normalized(cross(forward, Vector(0, 0, 1)))
    let above = cross(level, forward)
    right = level * cosine(roll) + above * sine(roll)
    up = above * cosine(roll) - level * sine(roll)
    self.width = width
    self.height = height
    self.spread = spread
    self.barrel = barrel
    focus = length(target - position)
  }

  /// The line of sight through a place in pixels; the middle of the first pixel is (0.5, 0.5).
  @inline(__always)
  func ray(x: Float, y: Float) -> Ray {
    let scale = 2 * spread / Float(max(width, height))
    let u = (x - Float(width) / 2) * scale
    let v = (y - Float(height) / 2) * scale
    let bend = 1 + barrel * (u * u + v * v)
    return Ray(
      origin: position, direction: normalized(forward + right * (u * bend) - up * (v * bend)))
  }
}
