package import Consolidation

/// Scores of one way of getting boxes, one per seed of a simulation.
package struct SeedStudy {
  /// One per seed.
  package private(set) var f1: [Double] = []
  package private(set) var labelAccuracy: [Double] = []
  package private(set) var meanOverlap: [Double] = []

  /// A study without seeds.
  package init() {}

  /// Adds a seed; a score without boxes counts as nothing found.
  package mutating func add(_ score: DetectionScore) {
    f1.append(score.f1 ?? 0)
    labelAccuracy.append(score.labelAccuracy ?? 0)
    meanOverlap.append(score.meanOverlap ?? 0)
  }

  /// The mean of some values and the half-width of its normal 95 % interval.
  package static func interval(_ values: [Double]) -> (mean: Double, half: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let variance = squares / Double(max(1, values.count - 1))
    return (mean, 1.96 * (variance / Double(values.count)).squareRoot())
  }

  /// A row for people: means with their intervals.
  package func row(_ name: String) -> String {
    let columns = [f1, labelAccuracy, meanOverlap].map { values in
      let (mean, half) = Self.interval(values)
      return "\(Self.rounded(mean)) ± \(Self.rounded(half))"
    }
    return "\(name): F1 \(columns[0]), labels \(columns[1]), overlap \(columns[2])"
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
