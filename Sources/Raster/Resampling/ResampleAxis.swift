/// The weights with which source pixels make the output pixels along one axis.
///
/// Every output pixel has the same number of taps; weights are fixed-point with 14 fractional bits
/// and add up to exactly 1, so that flat areas keep their value.
struct ResampleAxis {
  /// The fixed-point one.
  static let one = 1 << 14

  /// Which outputs lie on the picture; the others see only what is beyond its edges.
  let outputs: Range<Int>
  /// How many neighbouring source pixels each output mixes.
  let taps: Int
  /// The first source pixel of each output in `outputs`.
  let starts: [Int]
  /// `taps` weights for each output in `outputs`.
  let weights: [Int16]

  /// Computes the weights.
  ///
  /// `length` is the size of the source, `offset` and `extent` the part of it that fills `count`
  /// outputs. Making smaller uses the Catmull-Rom cubic widened to the ratio, which keeps edges
  /// crisp; making larger the Mitchell cubic, which does not ring (Mitchell and Netravali,
  /// "Reconstruction filters in computer graphics", SIGGRAPH 1988).
  init(length: Int, offset: Double, extent: Double, count: Int) {
    let step = extent / Double(max(1, count))
    let center = { (output: Int) in offset + (Double(output) + 0.5) * step }
    let inside = (0..<count).filter { center($0) >= 0 && center($0) < Double(length) }
    outputs = inside.isEmpty ? 0..<0 : inside[0]..<inside[inside.count - 1] + 1
    let width = max(1, step)
    let cubic = step < 1 ? Cubic.mitchell : Cubic.catmullRom
    taps = min(length, Int((4 * width).rounded(.up)))
    var starts: [Int] = []
    var weights: [Int16] = []
    for output in outputs {
      let middle = center(output) - 0.5
      let first = Int((middle - 2 * width).rounded(.up))
      let start = max(0, min(length - taps, first))
      starts.append(start)
      weights += Self.fixed(
        (start..<start + taps).map { cubic.weight((Double($0) - middle) / width) })
    }
    self.starts = starts
    self.weights = weights
  }

  /// All source pixels that any output needs.
  var sources: Range<Int> {
    guard let low = starts.min(), let high = starts.max() else { return 0..<0 }
    return low..<high + taps
  }

  // The rounding left over goes to the largest weight, where it matters least.
  private static func fixed(_ weights: [Double]) -> [Int16] {
    let sum = weights.reduce(0, +)
    var rounded = weights.map { Int16(($0 / sum * Double(one)).rounded()) }
    let rest = one - rounded.reduce(0) { $0 + Int($1) }
    if let largest = rounded.indices.max(by: { rounded[$0] < rounded[$1] }) {
      rounded[largest] += Int16(rest)
    }
    return rounded
  }
}

/// A piecewise cubic filter with support 2, by Mitchell's parameters.
private struct Cubic {
  let b: Double
  let c: Double

  static let catmullRom = Cubic(b: 0, c: 0.5)
  static let mitchell = Cubic(b: 1.0 / 3, c: 1.0 / 3)

  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    if x < 1 {
      return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + 6 - 2 * b) / 6
    }
    guard x < 2 else { return 0 }
    return
      ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + 8 * b
      + 24 * c) / 6
  }
}
