/// Krippendorff's alpha: agreement of any number of annotators, with answers missing.
///
/// K. Krippendorff, "Computing Krippendorff's alpha-reliability", 2011.
package enum KrippendorffAlpha {
  /// What the difference of two answers is.
  package enum Metric: String, Hashable, Sendable, CaseIterable {
    /// Classes are equal or not.
    case nominal
    /// Classes have an order; what lies between two of them counts.
    case ordinal
    /// Differences of values mean something.
    case interval
    /// Ratios of values mean something.
    case ratio
  }

  /// Alpha over items drawn some times each (`times` per item, all once by default).
  ///
  /// `values` are what classes stand for under the interval and ratio metrics, by class index;
  /// without them a class stands for its index. Nil without an item with two answers, and where
  /// nothing was ever chosen but one class.
  package static func of(
    _ counts: AnswerCounts, metric: Metric = .nominal, values: [Double]? = nil,
    times: [Int]? = nil
  ) -> Double? {
    let classes = counts.classCount
    var totals = [Double](repeating: 0, count: classes)
    var pairs = [Double](repeating: 0, count: classes * classes)
    for (index, unit) in counts.units.enumerated() {
      let weight = Double(times?[index] ?? 1)
      let size = unit.reduce(0) { $0 + $1.count }
      guard size > 1, weight > 0 else { continue }
      for entry in unit {
        totals[entry.label] += weight * entry.count
        for other in unit where other.label != entry.label {
          pairs[entry.label * classes + other.label] +=
            weight * entry.count * other.count / (size - 1)
        }
      }
    }
    let differences = differences(totals, metric, values ?? totals.indices.map(Double.init))
    let answers = totals.reduce(0, +)
    var (observed, expected) = (0.0, 0.0)
    for first in totals.indices {
      for second in totals.indices where first != second {
        let difference = differences[first * classes + second]
        observed += pairs[first * classes + second] * difference
        expected += totals[first] * totals[second] * difference
      }
    }
    return expected > 0 ? 1 - (answers - 1) * observed / expected : nil
  }

  /// The squared difference of every pair of classes.
  private static func differences(
    _ totals: [Double], _ metric: Metric, _ values: [Double]
  ) -> [Double] {
    // Where the middle of each class lies when all answers are lined up in order.
    var ranks: [Double] = []
    var passed = 0.0
    for total in totals {
      ranks.append(passed + total / 2)
      passed += total
    }
    return totals.indices.flatMap { first in
      totals.indices.map { second in
        let root =
          switch metric {
          case .nominal: first == second ? 0.0 : 1.0
          case .ordinal: ranks[first] - ranks[second]
          case .interval: values[first] - values[second]
          case .ratio: ratio(values[first], values[second])
          }
        return root * root
      }
    }
  }

  private static func ratio(_ first: Double, _ second: Double) -> Double {
    first + second == 0 ? 0 : (first - second) / (first + second)
  }
}
