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

  /// Over all pairs of annotators.
  package let overall: Figures
  /// One per label index.
  package let labels: [Figures]
  /// One per pair with images in common, in the order of the annotators.
  package let pairs: [PairFigures<Figures>]
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
    let comparisons = PairwiseComparisons(images.map(\.answers), annotator: \.annotator) {
      Score(of: $1.independent, against: $0.independent, classCount: classCount)
    }
    let figures = { (units: [[DetectionScore]]) in Self.figures(units, bootstrap) }
    overall = figures(comparisons.all(\.total))
    labels = (0..<classCount).map { label in figures(comparisons.all { $0.labels[label] }) }
    pairs = comparisons.pairs { figures($0.map { $0.map(\.total) }) }
    annotators = comparisons.annotators(count: annotatorCount) {
      figures($0.map { $0.map(\.total) })
    }
  }

  /// One annotator's boxes of an image against another's.
  private struct Score {
    let total: DetectionScore
    let labels: [DetectionScore]

    init(of boxes: [LabeledBox], against others: [LabeledBox], classCount: Int) {
      total = DetectionScore(predicted: boxes, gold: others)
      labels = (0..<classCount).map { label in
        DetectionScore(
          predicted: boxes.filter { $0.classIndex == label },
          gold: others.filter { $0.classIndex == label })
      }
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
