/// Maps pixels to a palette through a table of six bits per component that fills as colours appear.
///
/// The answer depends on a colour alone, never on what was mapped before, so that a part of a
/// picture maps as the whole does.
package struct PaletteMap: Sendable {
  /// Whether pixels are nudged before they are mapped.
  package enum Dither: Hashable, Sendable {
    /// Each pixel becomes the nearest colour: sharpest by measure, and smallest when sent.
    case none
    /// A regular pattern of a quarter of the palette's spacing breaks up bands in smooth areas.
    case weak
  }

  /// What indices mean.
  package let palette: Palette
  private let nearest: NearestColor
  private let offsets: [Int16]
  private var table: [Int16]

  /// Prepares for mapping to the first `usable` colours of a palette, which has at least one.
  package init(_ palette: Palette, usable: Int, dither: Dither = .none) {
    precondition((1...palette.colors.count).contains(usable), "a map needs a colour to map to")
    self.palette = palette
    let points = palette.colors.prefix(usable).map {
      SIMD4(Float($0.r), Float($0.g), Float($0.b), 0)
    }
    nearest = NearestColor(points)
    table = [Int16](repeating: -1, count: 1 << 18)
    let amplitude = dither == .none ? 0 : Self.spacing(points) / 4
    offsets = BayerMatrix.eight.map { Int16(($0 * amplitude).rounded()) }
  }

  /// Maps a picture; `origin` is its place in the larger picture that it is a part of.
  package mutating func indices(
    of bitmap: Bitmap, origin: (x: Int, y: Int) = (0, 0)
  ) -> IndexedBitmap {
    var indices = [UInt8](repeating: 0, count: bitmap.size.area)
    for y in 0..<bitmap.height {
      mapRow(
        bitmap.pixels.span.extracting(y * bitmap.width..<(y + 1) * bitmap.width),
        into: &indices, at: y * bitmap.width, x: origin.x, y: origin.y + y)
    }
    return IndexedBitmap(size: bitmap.size, indices: indices, palette: palette)
  }

  private mutating func mapRow(
    _ row: Span<RGB8>, into indices: inout [UInt8], at start: Int, x: Int, y: Int
  ) {
    var target = indices.mutableSpan
    for column in row.indices {
      let offset = offsets[(y & 7) << 3 | (x + column) & 7]
      let pixel = row[column]
      let key =
        Self.level(pixel.r, offset) << 12 | Self.level(pixel.g, offset) << 6
        | Self.level(pixel.b, offset)
      let known = table[key]
      target[start + column] = known >= 0 ? UInt8(truncatingIfNeeded: known) : fill(key)
    }
  }

  @inline(__always)
  private static func level(_ component: UInt8, _ offset: Int16) -> Int {
    Int(min(255, max(0, Int16(component) + offset))) >> 2
  }

  @inline(never)
  private mutating func fill(_ key: Int) -> UInt8 {
    let point = SIMD4<Float>(Float(key >> 12), Float(key >> 6 & 63), Float(key & 63), 0) * 4
    let index = nearest.index(point + SIMD4(1.5, 1.5, 1.5, 0))
    table[key] = Int16(index)
    return UInt8(index)
  }

  // The mean distance, per component, from a colour to its nearest neighbour.
  private static func spacing(_ points: [SIMD4<Float>]) -> Float {
    guard points.count > 1 else { return 0 }
    var sum: Float = 0
    for (index, point) in points.enumerated() {
      var least = Float.infinity
      for (other, neighbour) in points.enumerated() where other != index {
        let difference = neighbour - point
        least = min(least, (difference * difference).sum())
      }
      sum += (least / 3).squareRoot()
    }
    return sum / Float(points.count)
  }
}

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
