#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Distributions written out here, because the standard library may change how it draws numbers
/// and the sample project has to come out the same with every Swift.
extension RandomNumberGenerator {
  /// A number spread evenly over `[0, 1)`, from 53 random bits.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number spread evenly between `range`'s bounds.
  package mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// An integer of `range`, each equally likely (up to a bias below 2^-40 for small ranges).
  package mutating func integer(_ range: ClosedRange<Int>) -> Int {
    let count = range.upperBound - range.lowerBound + 1
    return range.lowerBound + Int(unit() * Double(count))
  }

  /// Whether an event of this probability happens.
  package mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// A standard normal number, by the Box-Muller transform.
  package mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * .pi * unit())
  }

  /// The index of an entry of `weights`, drawn in proportion to the weights.
  ///
  /// Weights need not sum to one; the last index stands for what rounding leaves over.
  package mutating func index(weights: [Double]) -> Int {
    var rest = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}
