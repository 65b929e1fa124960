#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The natural logarithm; -infinity for 0.
func naturalLog(_ value: Double) -> Double { log(value) }

/// The natural logarithm of each lane; -infinity for 0.
func naturalLog(_ lanes: SIMD4<Double>) -> SIMD4<Double> {
  SIMD4(log(lanes.x), log(lanes.y), log(lanes.z), log(lanes.w))
}

/// The exponential of each lane; 0 for -infinity.
func exponential(_ lanes: SIMD4<Double>) -> SIMD4<Double> {
  SIMD4(exp(lanes.x), exp(lanes.y), exp(lanes.z), exp(lanes.w))
}
