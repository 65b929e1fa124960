/// The ordered-dither matrix of Bayer (1973).
package enum BayerMatrix {
  /// Eight rows of eight thresholds, evenly spaced in -1..<1 with mean 0.
  package static let eight: [Float] = (0..<64).map { place in
    let (x, y) = (place & 7, place >> 3)
    let crossed = x ^ y
    // The bits of x^y and y interleaved, the lowest bit first in rank.
    let rank = (0..<3).reduce(0) { rank, bit in
      rank << 2 | (crossed >> bit & 1) << 1 | (y >> bit & 1)
    }
    return (Float(rank) + 0.5) / 32 - 1
  }
}
