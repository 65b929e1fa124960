import AnnotatorSimulation
import Consolidation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Exponential of two lanes")
struct ExponentialTests {
  @Test("It is the library's to the last digits over its whole range", arguments: [1, 30, 708])
  func accuracy(reach: Double) {
    var random = SeededGenerator(seed: 4)
    var worst = 0.0
    for _ in 0..<20_000 {
      let lanes = SIMD2(-reach * random.unit(), -reach * random.unit())
      let found = exponential(lanes)
      worst = max(worst, abs(found.x / exp(lanes.x) - 1), abs(found.y / exp(lanes.y) - 1))
    }
    #expect(worst < 1e-15)
  }

  @Test("0 gives 1, and what is out of range gives 0")
  func edges() {
    #expect(exponential(SIMD2(0, -0.0)) == SIMD2(1, 1))
    #expect(exponential(SIMD2(-.infinity, -1e9)) == SIMD2(0, 0))
    #expect(exponential(SIMD2(-708.5, -707.9)).x == 0)
    #expect(exponential(SIMD2(-708.5, -707.9)).y > 0)
  }
}
