package import AnnotationModel

/// How answers compare with gold: counts, from which the usual figures follow.
///
/// Boxes are matched one to one, whatever their labels, best overlap first, at an overlap
/// (intersection over union) of at least 0.5 as in Pascal VOC (Everingham et al. 2010).
package struct GoldScore: Hashable, Sendable {
  /// Answers that were scored.
  package private(set) var objects = 0
  /// Boxes of the gold.
  package private(set) var expected = 0
  /// Boxes of the answers.
  package private(set) var given = 0
  /// Boxes of the answers that match one of the gold.
  package private(set) var matched = 0
  /// Matched boxes with the label of the gold.
  package private(set) var agreed = 0
  /// The overlaps of matched boxes, added up in millionths so that sums are exact.
  private(set) var overlapMillionths = 0

  /// The overlap from which two boxes are the same thing.
  package static let threshold = 0.5

  init(
    objects: Int = 0, expected: Int = 0, given: Int = 0, matched: Int = 0, agreed: Int = 0,
    overlapMillionths: Int = 0
  ) {
    self.objects = objects
    self.expected = expected
    self.given = given
    self.matched = matched
    self.agreed = agreed
    self.overlapMillionths = overlapMillionths
  }

  /// Scores one answer.
  package init(of answer: [Shape], against gold: [Shape]) {
    let pairs = BoxMatching.greedy(
      answer.map(\.geometry.bounds), gold.map(\.geometry.bounds), threshold: Self.threshold)
    self.init(
      objects: 1, expected: gold.count, given: answer.count, matched: pairs.count,
      agreed: pairs.count { answer[$0.first].label == gold[$0.second].label },
      overlapMillionths: pairs.map { Int(($0.overlap * 1e6).rounded()) }.reduce(0, +))
  }

  mutating func add(_ other: GoldScore) {
    objects += other.objects
    expected += other.expected
    given += other.given
    matched += other.matched
    agreed += other.agreed
    overlapMillionths += other.overlapMillionths
  }

  /// The harmonic mean of precision and recall, 0...1; 1 where gold and answers are both empty.
  package var f1: Double {
    expected + given == 0 ? 1 : 2 * Double(matched) / Double(expected + given)
  }

  /// The mean overlap of matched boxes, 0.5...1; nil when none matched.
  package var meanOverlap: Double? {
    matched == 0 ? nil : Double(overlapMillionths) / 1e6 / Double(matched)
  }

  /// The share of matched boxes that have the right label, 0...1; nil when none matched.
  package var labelAccuracy: Double? {
    matched == 0 ? nil : Double(agreed) / Double(matched)
  }
}
