package import AnnotationModel

/// What is believed about the class of each item, and how firmly.
package struct ClassConsensus: Hashable, Sendable {
  /// Posteriors closer than this count as equal: well above rounding, far below any evidence.
  static let tieTolerance = 1e-9

  /// How many classes there are.
  package let classCount: Int
  /// Probability of each class, item by item: `posteriors[item * classCount + class]`.
  package let posteriors: [Double]
  /// The most probable class of each item among those that somebody gave it, or its known class; the
  /// lowest index among equals.
  ///
  /// A model that has seen little takes what is frequent for likelier than what was answered. Over 21
  /// public sets a class that nobody gave was the right one so seldom that never choosing it raised the
  /// mean accuracy, by 0.2 points with all answers and by 2 with two answers per item.
  package private(set) var labels: [Int]
  /// Whether the model found a class likelier that nobody gave the item.
  package private(set) var leansElsewhere: [Bool]
  /// Whether another class was as probable as the label.
  package private(set) var isTied: [Bool]
  /// How many annotators answered each item; with 0 the posterior is only the prior.
  package let support: [Int]

  /// Which classes an item can get.
  enum Candidates {
    /// Those that were given, or the known one.
    case given
    /// All, as the textbook has it.
    case all
  }

  /// Finds the label of each item from its posterior; `gold[item]` is its known class or -1.
  init(
    table: AnswerTable, posteriors: [Double], gold: [Int32], candidates: Candidates = .given
  ) {
    classCount = table.classCount
    self.posteriors = posteriors
    labels = []
    isTied = []
    leansElsewhere = []
    support = (0..<table.itemCount).map(table.support)
    let all = [Bool](repeating: true, count: classCount)
    for item in 0..<table.itemCount {
      let given = gold[item] >= 0 || support[item] == 0 ? all : table.given(item)
      let best = likeliest(of: item, among: given)
      let label = candidates == .all ? likeliest(of: item, among: all) : best
      labels.append(label.index)
      isTied.append(label.isTied)
      leansElsewhere.append(
        (posterior(of: item).max() ?? 0) > best.probability + Self.tieTolerance)
    }
  }

  /// The most probable class of an item among some; the lowest index among equals.
  private func likeliest(
    of item: Int, among candidates: [Bool]
  ) -> (index: Int, probability: Double, isTied: Bool) {
    let start = item * classCount
    var best = -1.0
    for index in candidates.indices where candidates[index] {
      best = max(best, posteriors[start + index])
    }
    var (label, found) = (0, 0)
    for index in candidates.indices.reversed()
    where candidates[index] && posteriors[start + index] >= best - Self.tieTolerance {
      label = index
      found += 1
    }
    return (label, max(best, 0), found > 1)
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
