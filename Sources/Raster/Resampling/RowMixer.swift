/// Mixes neighbouring source rows into one, keeping the last ones in wide form.
///
/// Arithmetic is 16-bit fixed point with the high half of each product, for which every x86-64
/// processor has a vector instruction: a lane group holds two pixels, each with an idle lane.
/// Source values are held times 128, mixed rows times 32; the negative lobes and the overshoot of
/// the cubics stay far from overflow. Each truncated product is half a unit too small on average;
/// the sums start with what that adds up to.
struct RowMixer {
  private let columns: Range<Int>
  private let pairs: Int
  private let capacity: Int
  /// The last source rows, pair by pair: `capacity` values for each, the row's number modulo
  /// `capacity` saying which.
  private var rows: [SIMD8<Int16>]
  private var nextRow = 0

  /// Prepares for mixing `capacity` source rows at a time, of which only some columns are needed.
  init(columns: Range<Int>, capacity: Int) {
    self.columns = columns
    self.capacity = capacity
    pairs = Self.pairs(for: columns)
    rows = [SIMD8<Int16>](repeating: .zero, count: pairs * capacity)
  }

  /// How many pairs of pixels a mixed row has; an even number of spare pixels is behind the last.
  static func pairs(for columns: Range<Int>) -> Int { columns.count / 2 + 2 }

  /// Mixes the rows from `firstRow` on, with as many weights as the capacity, into `mixed`.
  ///
  /// From call to call `firstRow` never goes back.
  mutating func mix(
    _ pixels: Span<RGB8>, width: Int, firstRow: Int, weights: ArraySlice<Int16>,
    into mixed: inout [SIMD8<Int16>]
  ) {
    nextRow = max(nextRow, firstRow)
    while nextRow < firstRow + weights.count {
      let start = nextRow * width
      widen(pixels.extracting(start + columns.lowerBound..<start + columns.upperBound))
      nextRow += 1
    }
    var factors = [SIMD8<Int16>](repeating: .zero, count: capacity)
    for (tap, weight) in weights.enumerated() {
      factors[(firstRow + tap) % capacity] = SIMD8(repeating: weight)
    }
    mix(factors, into: &mixed)
  }

  private func mix(_ factors: [SIMD8<Int16>], into mixed: inout [SIMD8<Int16>]) {
    let (rows, factors) = (rows.span, factors.span)
    var target = mixed.mutableSpan
    let start = SIMD8<Int16>(repeating: Int16(capacity / 2))
    for pair in target.indices {
      let values = rows.extracting(pair * capacity..<(pair + 1) * capacity)
      var sum = start
      for tap in values.indices { sum = sum &+ values[tap].highHalf(times: factors[tap]) }
      target[pair] = sum
    }
  }

  private mutating func widen(_ row: Span<RGB8>) {
    let place = nextRow % capacity
    let capacity = capacity
    var target = rows.mutableSpan
    for pair in 0..<row.count / 2 {
      target[place + pair * capacity] = Self.wide(row[pair * 2], row[pair * 2 + 1])
    }
    if !row.count.isMultiple(of: 2) {
      target[place + row.count / 2 * capacity] = Self.wide(row[row.count - 1], row[row.count - 1])
    }
  }

  @inline(__always)
  private static func wide(_ a: RGB8, _ b: RGB8) -> SIMD8<Int16> {
    SIMD8(
      Int16(a.r), Int16(a.g), Int16(a.b), 0, Int16(b.r), Int16(b.g), Int16(b.b), 0) &<< 7
  }
}

extension SIMD8<Int16> {
  /// The upper 16 bits of each lane's product.
  @inline(__always)
  func highHalf(times other: Self) -> Self {
    let product = SIMD8<Int32>(truncatingIfNeeded: self) &* SIMD8<Int32>(truncatingIfNeeded: other)
    return Self(truncatingIfNeeded: product &>> 16)
  }
}
