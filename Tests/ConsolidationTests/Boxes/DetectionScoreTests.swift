import Consolidation
import Testing

@Suite("Detection score")
struct DetectionScoreTests {
  @Test("Right, mislabelled, invented and missed boxes are counted apart")
  func counts() throws {
    let gold = [
      try labeled(0, 0, 10, 10, 0), try labeled(20, 0, 30, 10, 1), try labeled(40, 0, 50, 10, 2),
    ]
    let score = DetectionScore(
      predicted: [
        try labeled(0, 0, 10, 8, 0), try labeled(20, 0, 30, 10, 0), try labeled(80, 0, 90, 10, 2),
        try labeled(0, 0, 10, 9, 1),
      ], gold: gold)
    #expect((score.matched, score.predicted, score.expected) == (1, 4, 3))
    #expect(score.precision == 0.25)
    #expect(score.recall == 1.0 / 3)
    #expect(score.f1 == 2.0 / 7)
    // Class ignored, the box of class 1 is the better match of the first gold box.
    #expect((score.located, score.rightlyLabeled) == (2, 0))
    #expect(score.labelAccuracy == 0)
    #expect(score.meanOverlap == 0.8)
  }

  @Test("The threshold is the least overlap that counts")
  func threshold() throws {
    let gold = [try labeled(0, 0, 10, 10, 0)]
    let half = [try labeled(0, 0, 10, 5, 0)]
    #expect(DetectionScore(predicted: half, gold: gold, threshold: 0.5).matched == 1)
    #expect(DetectionScore(predicted: half, gold: gold, threshold: 0.51).matched == 0)
  }

  @Test("Scores of images add up, and what cannot be divided is unknown")
  func sums() throws {
    var total = DetectionScore()
    #expect(total.f1 == nil)
    #expect(total.precision == nil)
    #expect(total.recall == nil)
    #expect(total.labelAccuracy == nil)
    #expect(total.meanOverlap == nil)
    let box = try labeled(0, 0, 10, 10, 0)
    total += DetectionScore(predicted: [box], gold: [box])
    total += DetectionScore(predicted: [], gold: [box])
    #expect(total.precision == 1)
    #expect(total.recall == 0.5)
    #expect(total.f1 == 2.0 / 3)
    #expect(total.meanOverlap == 1)
  }
}
