/// The beta distribution: what is known of a probability after counting.
package struct BetaDistribution: Hashable, Sendable {
  /// Successes, real and pseudo, above 0.
  package let successes: Double
  /// Failures, real and pseudo, above 0.
  package let failures: Double

  /// The mean.
  package var mean: Double { successes / (successes + failures) }
  /// The variance.
  package var variance: Double { mean * (1 - mean) / (successes + failures + 1) }

  /// Takes counts, both above 0.
  package init(successes: Double, failures: Double) {
    self.successes = successes
    self.failures = failures
  }

  /// The distribution with this mean and variance; nil where there is none.
  package init?(mean: Double, variance: Double) {
    let total = mean * (1 - mean) / variance - 1
    guard total.isFinite, total > 0, mean > 0, mean < 1 else { return nil }
    self.init(successes: mean * total, failures: (1 - mean) * total)
  }

  /// The middle 95 %.
  ///
  /// Of many counts that of the normal distribution, which is the same to four digits, and which
  /// the continued fraction would take long to reach.
  package var interval: ClosedRange<Double> {
    if successes + failures > 20_000 {
      let half = 1.959_963_985 * variance.squareRoot()
      return max(0, mean - half)...min(1, mean + half)
    }
    let low = quantile(0.025)
    return low...max(low, quantile(0.975))
  }

  /// The value below which the share `probability` of the distribution lies, by bisection.
  package func quantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    // 60 halvings of [0, 1] reach the spacing of numbers near 1.
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The share of the distribution below a value: the regularised incomplete beta function.
  package func cumulative(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    guard value < 1 else { return 1 }
    let front = exponential(
      logGamma(successes + failures) - logGamma(successes) - logGamma(failures)
        + successes * naturalLog(value) + failures * naturalLog(1 - value))
    // The fraction converges fast on this side of the mean.
    if value < (successes + 1) / (successes + failures + 2) {
      return front * Self.fraction(successes, failures, value) / successes
    }
    return 1 - front * Self.fraction(failures, successes, 1 - value) / failures
  }

  /// The continued fraction 26.5.8 of Abramowitz and Stegun, by Lentz's method.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func apart(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var numerator = 1.0
    var denominator = 1 / apart(1 - (a + b) * x / (a + 1))
    var result = denominator
    for step in 1...500 {
      let m = Double(step)
      for coefficient in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        denominator = 1 / apart(1 + coefficient * denominator)
        numerator = apart(1 + coefficient / numerator)
        result *= numerator * denominator
      }
      if abs(numerator * denominator - 1) < 1e-15 { break }
    }
    return result
  }
}
