#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A point, direction or linear-light colour; lengths are centimetres in the world.
typealias Vector = SIMD3<Float>

/// The scalar product.
@inline(__always)
func dot(_ a: Vector, _ b: Vector) -> Float {
  a.x * b.x + a.y * b.y + a.z * b.z
}

/// The vector product, right-handed.
@inline(__always)
func cross(_ a: Vector, _ b: Vector) -> Vector {
  Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// The Euclidean length.
@inline(__always)
func length(_ a: Vector) -> Float {
  dot(a, a).squareRoot()
}

/// The unit vector along `a`, which must not be zero.
@inline(__always)
func normalized(_ a: Vector) -> Vector {
  a * (1 / dot(a, a).squareRoot())
}

/// The mirror image of a travelling `direction` at a surface with this unit `normal`.
@inline(__always)
func reflect(_ direction: Vector, _ normal: Vector) -> Vector {
  direction - normal * (2 * dot(direction, normal))
}

/// `a` where `share` is 0, `b` where it is 1.
@inline(__always)
func mix(_ a: Vector, _ b: Vector, _ share: Float) -> Vector {
  a + (b - a) * share
}

/// `a` where `share` is 0, `b` where it is 1.
@inline(__always)
func mix(_ a: Float, _ b: Float, _ share: Float) -> Float {
  a + (b - a) * share
}

/// `x` limited to 0...1.
@inline(__always)
func clamp(_ x: Float) -> Float {
  min(max(x, 0), 1)
}

/// The smooth step from 0 at `low` to 1 at `high`; `high` below `low` steps downwards.
@inline(__always)
func smoothstep(_ low: Float, _ high: Float, _ x: Float) -> Float {
  let t = clamp((x - low) / (high - low))
  return t * t * (3 - 2 * t)
}

/// A bell of height 1 at 0 that has fallen to 1/e at `width`.
@inline(__always)
func bell(_ x: Float, _ width: Float) -> Float {
  exp(-(x / width) * (x / width))
}

/// `base` raised to `exponent`, for a base that is not negative.
@inline(__always)
func power(_ base: Float, _ exponent: Float) -> Float {
  pow(base, exponent)
}

/// The sine of an angle in radians.
@inline(__always)
func sine(_ angle: Float) -> Float {
  sin(angle)
}

/// The cosine of an angle in radians.
@inline(__always)
func cosine(_ angle: Float) -> Float {
  cos(angle)
}

/// The angle, in radians, whose cosine is `x`.
@inline(__always)
func arcCosine(_ x: Float) -> Float {
  acos(min(max(x, -1), 1))
}
