/// How far a figure would move with other images of the same kind: the percentile bootstrap.
///
/// B. Efron and R. Tibshirani, "An introduction to the bootstrap", 1993, chapter 13. Units are
/// drawn with replacement, always the same ones for the same seed and number of units.
package struct Bootstrap: Hashable, Sendable {
  /// How often units are drawn anew.
  package var samples: Int
  /// Where the random numbers begin.
  package var seed: UInt64

  /// Makes a plan.
  package init(samples: Int = 1000, seed: UInt64 = 1) {
    self.samples = samples
    self.seed = seed
  }

  /// The same plan with as many samples as stay below about 10^8 visits of units, at least 100.
  ///
  /// The interval of a figure over that many units is narrow, and 100 samples show it well enough.
  func limited(toUnits units: Int) -> Bootstrap {
    Bootstrap(samples: max(100, min(samples, 100_000_000 / max(1, units))), seed: seed)
  }

  /// The middle 95 % of a figure over samples of `count` units; nil when fewer than half of the
  /// samples have the figure, or there are not two units.
  ///
  /// `statistic` gets how often each unit was drawn.
  package func interval(
    units count: Int, _ statistic: ([Int]) -> Double?
  ) -> ClosedRange<Double>? {
    guard count > 1 else { return nil }
    var random = SeededRandom(seed: seed)
    var times = [Int](repeating: 0, count: count)
    var values: [Double] = []
    for _ in 0..<samples {
      for index in times.indices { times[index] = 0 }
      for _ in 0..<count { times[random.below(count)] += 1 }
      if let value = statistic(times), !value.isNaN { values.append(value) }
    }
    guard 2 * values.count > samples else { return nil }
    values.sort()
    return Self.quantile(0.025, of: values)...Self.quantile(0.975, of: values)
  }

  /// A quantile of ascending values, between two of them in proportion.
  private static func quantile(_ share: Double, of values: [Double]) -> Double {
    let place = share * Double(values.count - 1)
    let low = Int(place)
    let high = min(low + 1, values.count - 1)
    return values[low] + (place - Double(low)) * (values[high] - values[low])
  }
}

/// A figure with its uncertainty.
package struct Estimate: Hashable, Sendable {
  /// The figure over all units; nil where it is not defined.
  package let value: Double?
  /// Its 95 % bootstrap interval; nil where there is none.
  package let interval: ClosedRange<Double>?

  /// Computes a figure over all units, and its interval over samples of them.
  package init(units: Int, bootstrap: Bootstrap?, _ statistic: ([Int]) -> Double?) {
    value = statistic([Int](repeating: 1, count: units))
    interval = value == nil ? nil : bootstrap?.interval(units: units, statistic)
  }
}
