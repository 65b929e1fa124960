import AnnotatorSimulation
import Testing

@Suite("Simulated annotators")
struct AnnotatorProfileTests {
  private func answers(
    of profile: AnnotatorProfile, to gold: [[GoldBox]], seed: UInt64
  ) -> [[SimulatedBox]] {
    var generator = SeededGenerator(seed: seed)
    return gold.map {
      profile.annotate(gold: $0, imageSize: SimulatedBread.size, using: &generator)
    }
  }

  @Test("Equal seeds give equal answers, other seeds others")
  func determinism() {
    let gold = SimulatedBread.gold(seed: 1)
    for profile in AnnotatorProfile.bakery {
      let first = answers(of: profile, to: gold, seed: 7)
      #expect(first == answers(of: profile, to: gold, seed: 7))
      #expect(first != answers(of: profile, to: gold, seed: 8))
    }
  }

  @Test("Boxes lie inside the image and are not empty")
  func boxesLieInside() {
    let gold = SimulatedBread.gold(seed: 2)
    for profile in AnnotatorProfile.bakery {
      for box in answers(of: profile, to: gold, seed: 3).joined() {
        #expect(box.left >= 0 && box.top >= 0)
        #expect(box.right <= SimulatedBread.size.width)
        #expect(box.bottom <= SimulatedBread.size.height)
        #expect(box.width >= 2 && box.height >= 2)
        #expect((0...2).contains(box.classIndex))
      }
    }
  }

  @Test("Four annotators are fair to good, the careless one is clearly worse, on every seed")
  func qualityDiffers() {
    for seed in 1...8 as ClosedRange<UInt64> {
      let gold = SimulatedBread.gold(seed: seed)
      let scores = AnnotatorProfile.bakery.map {
        SimulatedBread.f1(answers(of: $0, to: gold, seed: seed + 100), against: gold)
      }
      #expect(scores.dropLast().allSatisfy { (0.75...0.95).contains($0) }, "\(scores)")
      #expect(scores.last.map { (0.48...0.66).contains($0) } == true, "\(scores)")
    }
  }

  @Test("Hidden and small objects are overlooked more often")
  func missesDependOnTheObject() throws {
    let careful = try #require(AnnotatorProfile.bakery.first)
    let free = GoldBox(classIndex: 0, left: 100, top: 100, right: 500, bottom: 500)
    var hidden = free
    hidden.occlusion = 0.7
    let small = GoldBox(classIndex: 0, left: 100, top: 100, right: 140, bottom: 140)
    let size = SimulatedBread.size
    #expect(careful.missProbability(of: free, in: size) == careful.missRate)
    #expect(careful.missProbability(of: hidden, in: size) > careful.missRate + 0.1)
    #expect(careful.missProbability(of: small, in: size) > careful.missRate + 0.05)
  }

  @Test("The confusion matrix shows in the answers")
  func confusionShows() {
    let swapped = AnnotatorProfile(
      name: "swaps", missRate: 0, occlusionMissRate: 0, smallMissRate: 0, jitter: 0,
      confusion: [[0, 1, 0], [1, 0, 0], [0, 0, 1]], falsePositives: 0)
    let gold = (0...2).map {
      GoldBox(
        classIndex: $0, left: 100 * Double($0), top: 0, right: 100 * Double($0) + 300, bottom: 300)
    }
    var generator = SeededGenerator(seed: 5)
    let answer = swapped.annotate(gold: gold, imageSize: SimulatedBread.size, using: &generator)
    #expect(answer.sorted { $0.left < $1.left }.map(\.classIndex) == [1, 0, 2])
    #expect(answer.map(\.left).sorted() == [0, 100, 200])
  }

  @Test("An empty image gets only false positives")
  func emptyImage() throws {
    let careless = try #require(AnnotatorProfile.bakery.last)
    var generator = SeededGenerator(seed: 6)
    let counts = (0..<200).map { _ in
      careless.annotate(gold: [], imageSize: SimulatedBread.size, using: &generator).count
    }
    let mean = Double(counts.reduce(0, +)) / 200
    #expect(abs(mean - careless.falsePositives) < 0.1)
  }
}
