import AnnotationModel

/// How well boxes match known truth, counted over any number of images.
package struct DetectionScore: Hashable, Sendable {
  /// Boxes that overlap a gold box of the same class.
  package private(set) var matched = 0
  /// Boxes that were judged.
  package private(set) var predicted = 0
  /// Gold boxes.
  package private(set) var expected = 0
  /// Boxes that overlap a gold box, whatever the class.
  package private(set) var located = 0
  /// Boxes that overlap a gold box, class ignored in the matching, and have its class.
  package private(set) var rightlyLabeled = 0
  private var overlapSum = 0.0

  /// Makes an empty score.
  package init() {}

  /// Scores the boxes of one image by greedy one-to-one matching, best overlap first.
  ///
  /// `threshold` is the least intersection over union of a match.
  package init(predicted: [LabeledBox], gold: [LabeledBox], threshold: Double = 0.5) {
    let boxes = (predicted.map(\.box), gold.map(\.box))
    let sameClass = BoxMatching.greedy(boxes.0, boxes.1, threshold: threshold) {
      predicted[$0].classIndex == gold[$1].classIndex
    }
    let anyClass = BoxMatching.greedy(boxes.0, boxes.1, threshold: threshold)
    self.predicted = predicted.count
    expected = gold.count
    matched = sameClass.count
    overlapSum = sameClass.map(\.overlap).reduce(0, +)
    located = anyClass.count
    rightlyLabeled = anyClass.count {
      predicted[$0.first].classIndex == gold[$0.second].classIndex
    }
  }

  /// Adds the counts of other images.
  package static func += (total: inout DetectionScore, other: DetectionScore) {
    total.add(other, times: 1)
  }

  /// Adds the counts of other images as if they were there several times.
  mutating func add(_ other: DetectionScore, times: Int) {
    matched += times * other.matched
    predicted += times * other.predicted
    expected += times * other.expected
    located += times * other.located
    rightlyLabeled += times * other.rightlyLabeled
    overlapSum += Double(times) * other.overlapSum
  }

  /// The share of the boxes that are right; nil when there are none.
  package var precision: Double? { Self.ratio(Double(matched), predicted) }
  /// The share of the gold boxes that were found; nil when there are none.
  package var recall: Double? { Self.ratio(Double(matched), expected) }
  /// The harmonic mean of precision and recall; nil when there is no box on either side.
  package var f1: Double? { Self.ratio(2 * Double(matched), predicted + expected) }
  /// The share of right classes among the boxes that overlap a gold box; nil without any.
  package var labelAccuracy: Double? { Self.ratio(Double(rightlyLabeled), located) }
  /// The mean intersection over union of the matches with the right class; nil without any.
  package var meanOverlap: Double? { Self.ratio(overlapSum, matched) }

  private static func ratio(_ numerator: Double, _ denominator: Int) -> Double? {
    denominator == 0 ? nil : numerator / Double(denominator)
  }
}
