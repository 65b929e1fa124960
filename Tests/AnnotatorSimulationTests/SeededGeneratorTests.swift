import AnnotatorSimulation
import Testing

@Suite("Seeded random numbers")
struct SeededGeneratorTests {
  @Test("The sequence is SplitMix64's")
  func referenceSequence() {
    // The first outputs for seed 1234567, as listed for Java's SplittableRandom algorithm.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test("Distributions have the moments they should")
  func moments() {
    var generator = SeededGenerator(seed: 9)
    let normals = (0..<20_000).map { _ in generator.normal() }
    let mean = normals.reduce(0, +) / 20_000
    let variance = normals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.04)
    let picks = (0..<10_000).map { _ in generator.index(weights: [1, 0, 3]) }
    #expect(picks.count { $0 == 1 } == 0)
    #expect(abs(Double(picks.count { $0 == 2 }) / 10_000 - 0.75) < 0.02)
    #expect((0..<1_000).allSatisfy { _ in (2...4).contains(generator.integer(2...4)) })
  }
}
