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

  /// The middle 95 % of some figures over the same samples of `count` units; nil for a figure that
  /// fewer than half of the samples have, and when there are not two units.
  ///
  /// `statistic` gets how often each unit was drawn.
  func intervals(
    units count: Int, figures: Int, _ statistic: ([Int]) -> [Double?]
  ) -> [ClosedRange<Double>?] {
    guard count > 1 else { return Array(repeating: nil, count: figures) }
    var random = SeededRandom(seed: seed)
    var times = [Int](repeating: 0, count: count)
    var values = [[Double]](repeating: [], count: figures)
    for _ in 0..<samples {
      for index in times.indices { times[index] = 0 }
      for _ in 0..<count { times[random.below(count)] += 1 }
      for (index, value) in statistic(times).enumerated() {
        if let value, !value.isNaN { values[index].append(value) }
      }
    }
    return values.map { values in
      guard 2 * values.count > samples else { return nil }
      let sorted = values.sorted()
      return Self.quantile(0.025, of: sorted)...Self.quantile(0.975, of: sorted)
    }
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

  private init(_ value: Double?, _ interval: ClosedRange<Double>?) {
    (self.value, self.interval) = (value, value == nil ? nil : interval)
  }

  /// Computes a figure over all units, and its interval over samples of them.
  package init(units: Int, bootstrap: Bootstrap?, _ statistic: ([Int]) -> Double?) {
    self = Self.several(units: units, bootstrap: bootstrap) { [statistic($0)] }[0]
  }

  /// Computes some figures over all units, and their intervals over the same samples of them.
  static func several(
    units: Int, bootstrap: Bootstrap?, _ statistic: ([Int]) -> [Double?]
  ) -> [Estimate] {
    let values = statistic([Int](repeating: 1, count: units))
    let isDefined = values.contains { $0 != nil }
    let intervals =
      isDefined
      ? bootstrap?.intervals(
        units: units, figures: values.count, statistic) : nil
    return values.enumerated().map { Estimate($1, intervals?[$0]) }
  }
}
