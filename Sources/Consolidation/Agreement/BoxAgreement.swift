/// How far annotators agree about boxes: F1 and mean intersection over union of each pair.
package struct BoxAgreement: Hashable, Sendable {
  /// What two sets of boxes have in common.
  package struct Figures: Hashable, Sendable {
    /// The harmonic mean of precision and recall at an overlap of 0.5, labels included.
    package let f1: Estimate
    /// The mean overlap of the boxes that were matched.
    package let meanOverlap: Estimate
    /// Images that both answered, counted once per pair.
    package let comparisons: Int
  }

  /// Two annotators on the images that both answered.
  package struct PairFigures: Hashable, Sendable {
    /// Index of the annotator, the lower one.
    package let first: Int
    /// Index of the other annotator.
    package let second: Int
    /// What they have in common.
    package let figures: Figures
  }

  /// Over all pairs of annotators.
  package let overall: Figures
  /// One per label index.
  package let labels: [Figures]
  /// One per pair with images in common, in the order of the annotators.
  package let pairs: [PairFigures]
  /// One per annotator, against all others.
  package let annotators: [Figures]

  /// Measures the agreement of all answers.
  ///
  /// Images are the units that the intervals draw. Two empty answers to one image agree and add
  /// nothing to F1. Boxes that count as accepted suggestions are in neither set.
  package init(
    _ images: [BoxTask], annotatorCount: Int, classCount: Int,
    bootstrap: Bootstrap = Bootstrap()
  ) {
    var all: [[DetectionScore]] = []
    var byLabel = [[DetectionScore]](repeating: [], count: classCount)
    var byPair: [Pair: [DetectionScore]] = [:]
    var byAnnotator = [[DetectionScore]](repeating: [], count: annotatorCount)
    for image in images {
      var scores: [DetectionScore] = []
      for (first, second) in Self.pairs(of: image) {
        let score = DetectionScore(predicted: second.independent, gold: first.independent)
        scores.append(score)
        byPair[Pair(first.annotator, second.annotator), default: []].append(score)
        byAnnotator[first.annotator].append(score)
        byAnnotator[second.annotator].append(score)
        for label in byLabel.indices {
          byLabel[label].append(
            DetectionScore(
              predicted: second.independent.filter { $0.classIndex == label },
              gold: first.independent.filter { $0.classIndex == label }))
        }
      }
      all.append(scores)
    }
    overall = Self.figures(all, bootstrap)
    labels = byLabel.map { Self.figures($0.map { [$0] }, bootstrap) }
    pairs = byPair.sorted { $0.key < $1.key }.map {
      PairFigures(
        first: $0.key.first, second: $0.key.second,
        figures: Self.figures($0.value.map { [$0] }, bootstrap))
    }
    annotators = byAnnotator.map { Self.figures($0.map { [$0] }, bootstrap) }
  }

  private struct Pair: Hashable, Comparable {
    let first: Int
    let second: Int
    init(_ first: Int, _ second: Int) { (self.first, self.second) = (first, second) }
    static func < (left: Pair, right: Pair) -> Bool {
      (left.first, left.second) < (right.first, right.second)
    }
  }

  private static func pairs(of image: BoxTask) -> [(BoxAnswer, BoxAnswer)] {
    let answers = image.answers.sorted { $0.annotator < $1.annotator }
    return answers.enumerated().flatMap { index, first in
      answers.dropFirst(index + 1).map { (first, $0) }
    }
  }

  /// The figures of units that hold some scores each.
  private static func figures(_ units: [[DetectionScore]], _ bootstrap: Bootstrap) -> Figures {
    let sums = units.map { scores in scores.reduce(into: DetectionScore()) { $0 += $1 } }
    func total(_ times: [Int]) -> DetectionScore {
      var total = DetectionScore()
      for (score, count) in zip(sums, times) where count > 0 { total.add(score, times: count) }
      return total
    }
    let plan = bootstrap.limited(toUnits: units.count)
    return Figures(
      f1: Estimate(units: units.count, bootstrap: plan) { total($0).f1 },
      meanOverlap: Estimate(units: units.count, bootstrap: plan) { total($0).meanOverlap },
      comparisons: units.reduce(0) { $0 + $1.count })
  }
}
