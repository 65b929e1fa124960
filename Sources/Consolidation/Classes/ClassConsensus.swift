package import AnnotationModel

/// What is believed about the class of each item, and how firmly.
package struct ClassConsensus: Hashable, Sendable {
  /// Posteriors closer than this count as equal: well above rounding, far below any evidence.
  static let tieTolerance = 1e-9

  /// How many classes there are.
  package let classCount: Int
  /// Probability of each class, item by item: `posteriors[item * classCount + class]`.
  package let posteriors: [Double]
  /// The most probable class of each item; the lowest index among equals.
  package let labels: [Int]
  /// Whether another class was as probable as the label.
  package let isTied: [Bool]
  /// How many annotators answered each item; with 0 the posterior is only the prior.
  package let support: [Int]

  /// Finds the label of each item from its posterior.
  init(table: AnswerTable, posteriors: [Double]) {
    classCount = table.classCount
    self.posteriors = posteriors
    var labels = [Int](repeating: 0, count: table.itemCount)
    var isTied = [Bool](repeating: false, count: table.itemCount)
    for item in 0..<table.itemCount {
      let start = item * classCount
      var best = 0.0
      for index in start..<start + classCount { best = max(best, posteriors[index]) }
      var found = 0
      for index in (start..<start + classCount).reversed()
      where posteriors[index] >= best - Self.tieTolerance {
        labels[item] = index - start
        found += 1
      }
      isTied[item] = found > 1
    }
    self.labels = labels
    self.isTied = isTied
    support = (0..<table.itemCount).map(table.support)
  }

  /// The probabilities of the classes of one item; they sum to 1.
  package func posterior(of item: Int) -> ArraySlice<Double> {
    posteriors[item * classCount..<(item + 1) * classCount]
  }

  /// How sure the label of an item is; nil when fewer than two annotators answered.
  ///
  /// Kept below what two decimals print as 1.00, because annotators err together and the models
  /// here take them for independent.
  package func confidence(of item: Int) -> Confidence? {
    guard support[item] >= 2 else { return nil }
    return .belowCertainty(posteriors[item * classCount + labels[item]])
  }
}

extension Confidence {
  /// A probability as a confidence of at most 0.99, so that no printout claims certainty.
  static func belowCertainty(_ probability: Double) -> Confidence? {
    Confidence(min(max(probability, 0), 0.99))
  }
}
