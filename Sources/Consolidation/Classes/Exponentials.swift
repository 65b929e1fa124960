#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The natural logarithm; -infinity for 0.
@inline(__always)
func naturalLog(_ value: Double) -> Double { log(value) }

/// The exponential of one number.
func exponential(_ value: Double) -> Double { exp(value) }

/// The logistic function `1 / (1 + e^-x)`.
func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

/// The logarithm of the logistic function, exact for large negative numbers too.
func logLogistic(_ value: Double) -> Double {
  value >= 0 ? -log1p(exp(-value)) : value - log1p(exp(value))
}

/// The logarithm of the gamma function, for positive numbers.
func logGamma(_ value: Double) -> Double { lgamma(value) }

/// The exponential of both lanes, each at most 0, to about one unit in the last place.
///
/// 0 below -708, where the result would no longer be a normal number. The argument is split into a
/// multiple of ln 2 and a rest within ln 2 / 2, whose exponential is a rational function: the
/// coefficients are those of S. L. Moshier's Cephes library, `exp.c`. Plain arithmetic, so the
/// bits are the same on every machine.
@inline(__always)
package func exponential(_ lanes: SIMD2<Double>) -> SIMD2<Double> {
  // Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits of the sum.
  let magic = SIMD2(repeating: 0x1.8p52)
  let clamped = lanes.replacing(with: -708, where: lanes .< -708)
  let shifted = clamped * 1.442_695_040_888_963_4 + magic
  let count = shifted - magic
  // ln 2 in two parts, so that the product with a whole number is exact.
  let rest =
    clamped - count * 6.931_457_519_531_25e-1 - count * 1.428_606_820_309_417_2e-6
  let square = rest * rest
  let odd =
    rest
    * ((1.261_771_930_748_105_9e-4 * square + 3.029_944_077_074_419_6e-2) * square
      + 0.999_999_999_999_999_999_99)
  let even =
    ((3.001_985_051_386_644_6e-6 * square + 2.524_483_403_496_841e-3) * square
      + 2.272_655_482_081_550_3e-1) * square + 2
  let fraction = 1 + 2 * odd / (even - odd)
  let power = SIMD2(powerOfTwo(shifted.x), powerOfTwo(shifted.y))
  return (fraction * power).replacing(with: 0, where: lanes .< -708)
}

/// Two to the whole number in the low bits of a shifted sum.
@inline(__always)
private func powerOfTwo(_ shifted: Double) -> Double {
  Double(bitPattern: (shifted.bitPattern &+ 1023) << 52)
}
