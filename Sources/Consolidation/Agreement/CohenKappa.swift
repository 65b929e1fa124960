/// Cohen's kappa of two annotators, plain or weighted.
///
/// J. Cohen, "A coefficient of agreement for nominal scales", 1960, and "Weighted kappa", 1968.
package enum CohenKappa {
  /// How much a disagreement counts.
  package enum Weights: String, Hashable, Sendable, CaseIterable {
    /// All disagreements alike.
    case none
    /// By the distance of the classes.
    case linear
    /// By the square of the distance.
    case quadratic

    func penalty(_ first: Int, _ second: Int) -> Double {
      let distance = Double(abs(first - second))
      return switch self {
      case .none: first == second ? 0 : 1
      case .linear: distance
      case .quadratic: distance * distance
      }
    }
  }

  /// Kappa of a square table: `table[i][j]` items got class i from one and j from the other.
  ///
  /// `classes` says which class each row and column is, for a table without those that neither gave.
  /// Nil for an empty table, and where chance alone already agrees on everything.
  package static func of(
    _ table: [[Double]], weights: Weights = .none, classes: [Int]? = nil
  ) -> Double? {
    let total = table.joined().reduce(0, +)
    guard total > 0 else { return nil }
    let rows = table.map { $0.reduce(0, +) }
    let columns = table.indices.map { column in table.reduce(0) { $0 + $1[column] } }
    var (observed, expected) = (0.0, 0.0)
    for first in table.indices {
      for second in table.indices {
        let penalty = weights.penalty(classes?[first] ?? first, classes?[second] ?? second)
        observed += penalty * table[first][second]
        expected += penalty * rows[first] * columns[second] / total
      }
    }
    return expected > 0 ? 1 - observed / expected : nil
  }
}
