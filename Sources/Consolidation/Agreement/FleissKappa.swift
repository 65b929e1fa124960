/// Fleiss' kappa: agreement of many annotators, whoever they were.
///
/// J. L. Fleiss, "Measuring nominal scale agreement among many raters", 1971. Items may have
/// different numbers of answers; those with fewer than two say nothing and are left out.
package enum FleissKappa {
  /// Kappa over items drawn some times each (`times` per item, all once by default).
  ///
  /// Nil without an item with two answers, and where only one class was ever chosen.
  package static func of(_ counts: AnswerCounts, times: [Int]? = nil) -> Double? {
    guard let sums = sums(counts, times) else { return nil }
    let chance = sums.classes.reduce(0) { $0 + ($1 / sums.answers) * ($1 / sums.answers) }
    let observed = sums.agreement / sums.items
    return chance < 1 ? (observed - chance) / (1 - chance) : nil
  }

  /// Randolph's free-marginal kappa: chance is one class in K, whatever was chosen.
  package static func freeMarginal(_ counts: AnswerCounts) -> Double? {
    guard let sums = sums(counts, nil), counts.classCount > 1 else { return nil }
    let chance = 1 / Double(counts.classCount)
    return (sums.agreement / sums.items - chance) / (1 - chance)
  }

  private static func sums(
    _ counts: AnswerCounts, _ times: [Int]?
  ) -> (items: Double, answers: Double, agreement: Double, classes: [Double])? {
    var (items, answers, agreement) = (0.0, 0.0, 0.0)
    var classes = [Double](repeating: 0, count: counts.classCount)
    for (index, unit) in counts.units.enumerated() {
      let weight = Double(times?[index] ?? 1)
      let size = unit.reduce(0) { $0 + $1.count }
      guard size > 1, weight > 0 else { continue }
      items += weight
      answers += weight * size
      for entry in unit {
        agreement += weight * entry.count * (entry.count - 1) / (size * (size - 1))
        classes[entry.label] += weight * entry.count
      }
    }
    return items > 0 ? (items, answers, agreement, classes) : nil
  }
}
