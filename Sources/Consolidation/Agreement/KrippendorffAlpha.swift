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
    let totals = totals(counts, times)
    let scale = Scale(metric, totals: totals, values: values)
    var observed = 0.0
    for (index, unit) in counts.units.enumerated() where unit.count > 1 {
      let weight = Double(times?[index] ?? 1)
      guard weight > 0 else { continue }
      let size = unit.reduce(0) { $0 + $1.count }
      for (place, first) in unit.enumerated() {
        for second in unit.dropFirst(place + 1) {
          observed +=
            2 * weight * first.count * second.count / (size - 1)
            * scale.difference(first.label, second.label)
        }
      }
    }
    let expected = scale.expected(totals)
    return expected > 0 ? 1 - (totals.reduce(0, +) - 1) * observed / expected : nil
  }

  /// How often each class was chosen for items with two answers or more.
  private static func totals(_ counts: AnswerCounts, _ times: [Int]?) -> [Double] {
    var totals = [Double](repeating: 0, count: counts.classCount)
    for (index, unit) in counts.units.enumerated() {
      let weight = Double(times?[index] ?? 1)
      guard weight > 0, unit.reduce(0, { $0 + $1.count }) > 1 else { continue }
      for entry in unit { totals[entry.label] += weight * entry.count }
    }
    return totals
  }
}

/// Where classes lie, and how far from each other.
private struct Scale {
  private let metric: KrippendorffAlpha.Metric
  private let places: [Double]

  init(_ metric: KrippendorffAlpha.Metric, totals: [Double], values: [Double]?) {
    self.metric = metric
    guard metric == .ordinal else {
      places = values ?? totals.indices.map(Double.init)
      return
    }
    // Where the middle of each class lies when all answers are lined up in order.
    var places: [Double] = []
    var passed = 0.0
    for total in totals {
      places.append(passed + total / 2)
      passed += total
    }
    self.places = places
  }

  /// The squared difference of two classes.
  func difference(_ first: Int, _ second: Int) -> Double {
    let (left, right) = (places[first], places[second])
    let root =
      switch metric {
      case .nominal: first == second ? 0.0 : 1.0
      case .ordinal, .interval: left - right
      case .ratio: left + right == 0 ? 0 : (left - right) / (left + right)
      }
    return root * root
  }

  /// The sum of the squared differences of all ordered pairs of answers.
  ///
  /// Without a table of pairs, whose size is the square of the classes: sums of squares give it for
  /// all metrics but ratios.
  func expected(_ totals: [Double]) -> Double {
    let all = totals.reduce(0, +)
    switch metric {
    case .nominal: return all * all - totals.reduce(0) { $0 + $1 * $1 }
    case .ordinal, .interval:
      // Around the mean, so that large values do not cancel.
      guard all > 0 else { return 0 }
      let mean = zip(totals, places).reduce(0) { $0 + $1.0 * $1.1 } / all
      return 2 * all
        * zip(totals, places).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    case .ratio:
      let chosen = totals.indices.filter { totals[$0] > 0 }
      return chosen.reduce(0) { sum, first in
        chosen.reduce(sum) { $0 + totals[first] * totals[$1] * difference(first, $1) }
      }
    }
  }
}
