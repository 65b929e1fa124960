/// Repeatable random textures: lattice noise and sums of it.
enum Noise {
  /// A well mixed 32-bit number for a lattice point.
  @inline(__always)
  static func hash(_ x: Int32, _ y: Int32, _ z: Int32) -> UInt32 {
    var h = UInt32(bitPattern: x) &* 0x8DA6_B343
    h ^= UInt32(bitPattern: y) &* 0xD816_3841
    h ^= UInt32(bitPattern: z) &* 0xCB1A_B31F
    h = (h ^ (h >> 15)) &* 0x2C1B_3C6D
    h = (h ^ (h >> 12)) &* 0x297A_2D39
    return h ^ (h >> 15)
  }

  /// A number in 0..<1 for a lattice point.
  @inline(__always)
  static func cell(_ x: Int32, _ y: Int32, _ z: Int32) -> Float {
    Float(hash(x, y, z) >> 8) * 0x1p-24
  }

  /// Smooth noise in -1...1 whose features are about one unit wide.
  @inline(__always)
  static func value(_ p: Vector) -> Float {
    let base = p.rounded(.down)
    let f = p - base
    let u = f * f * (3 - 2 * f)
    let (x, y, z) = (Int32(base.x), Int32(base.y), Int32(base.z))
    let near = plane(x, y, z, u)
    let far = plane(x, y, z &+ 1, u)
    return 2 * mix(near, far, u.z) - 1
  }

  @inline(__always)
  private static func plane(_ x: Int32, _ y: Int32, _ z: Int32, _ u: Vector) -> Float {
    let top = mix(cell(x, y, z), cell(x &+ 1, y, z), u.x)
    let bottom = mix(cell(x, y &+ 1, z), cell(x &+ 1, y &+ 1, z), u.x)
    return mix(top, bottom, u.y)
  }

  /// Fractal noise: `octaves` layers of `value`, each half as strong and twice as fine.
  @inline(__always)
  static func fractal(_ p: Vector, octaves: Int) -> Float {
    var sum: Float = 0
    var amplitude: Float = 0.5
    var q = p
    for _ in 0..<octaves {
      sum += amplitude * value(q)
      amplitude *= 0.5
      // A step that is not exactly 2 keeps the octaves' lattices from lining up.
      q = q * 2.03 + Vector(17.1, 9.3, 5.7)
    }
    return sum
  }
}
