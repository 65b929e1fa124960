/// Mixes the columns of a mixed row (see `RowMixer` for the arithmetic) into output pixels.
struct ColumnMixer {
  private let firstOutput: Int
  /// The pair of pixels with which each output begins.
  private let starts: [Int]
  /// `taps` weights for each output, the first four lanes for the first pixel of a pair.
  private let weights: [SIMD8<Int16>]
  /// How many pairs each output mixes.
  private let taps: Int

  /// Lays the weights of an axis out for pairs of pixels.
  init(_ axis: ResampleAxis) {
    firstOutput = axis.outputs.lowerBound
    let origin = axis.sources.lowerBound
    let taps = axis.taps / 2 + 1
    self.taps = taps
    starts = axis.starts.map { ($0 - origin) / 2 }
    weights = axis.starts.indices.flatMap { output -> [SIMD8<Int16>] in
      // A start in the middle of a pair leaves the pair's first pixel without weight.
      let lead = (axis.starts[output] - origin) % 2
      let weight = { (tap: Int) -> SIMD4<Int16> in
        let isOutside = tap < 0 || tap >= axis.taps
        return SIMD4(repeating: isOutside ? 0 : axis.weights[output * axis.taps + tap])
      }
      return (0..<taps).map {
        SIMD8(lowHalf: weight($0 * 2 - lead), highHalf: weight($0 * 2 + 1 - lead))
      }
    }
  }

  /// Makes the output row that begins at `rowStart`.
  func mix(_ mixed: [SIMD8<Int16>], into output: inout [RGB8], rowStart: Int) {
    let (source, weights, starts) = (mixed.span, weights.span, starts.span)
    var target = output.mutableSpan
    let half = SIMD4<Int16>(repeating: Int16(8 + taps))
    let start = SIMD8(lowHalf: half, highHalf: .zero)
    for x in starts.indices {
      let values = source.extracting(starts[x]..<starts[x] + taps)
      let factors = weights.extracting(x * taps..<(x + 1) * taps)
      var sum = start
      for pair in values.indices {
        sum = sum &+ (values[pair] &<< 1).highHalf(times: factors[pair])
      }
      let color = ((sum.lowHalf &+ sum.highHalf) &>> 4)
        .clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
      target[rowStart + firstOutput + x] = RGB8(
        r: UInt8(truncatingIfNeeded: color.x), g: UInt8(truncatingIfNeeded: color.y),
        b: UInt8(truncatingIfNeeded: color.z))
    }
  }
}
