extension Bitmap {
  /// A region of this picture at another size, in a fraction of the time that `resampled` takes.
  ///
  /// Each pixel is the mean of four of those under it, whatever their number; fine patterns become noise.
  /// The region may reach past the edges; pixels whose centre lies there are `backdrop`.
  package func sampled(
    region: PixelRegion, to target: PixelSize, backdrop: RGB8 = .black
  ) -> Bitmap {
    var output = Bitmap(size: target, filledWith: backdrop)
    let columns = Self.places(region.x, region.width, count: target.width, length: width)
    let rows = Self.places(region.y, region.height, count: target.height, length: height)
    for y in 0..<target.height {
      guard let (upper, lower) = rows[y] else { continue }
      for x in 0..<target.width {
        guard let (left, right) = columns[x] else { continue }
        let four = (
          pixels[upper * width + left], pixels[upper * width + right],
          pixels[lower * width + left], pixels[lower * width + right]
        )
        output[x, y] = RGB8(
          r: Self.mean(four.0.r, four.1.r, four.2.r, four.3.r),
          g: Self.mean(four.0.g, four.1.g, four.2.g, four.3.g),
          b: Self.mean(four.0.b, four.1.b, four.2.b, four.3.b))
      }
    }
    return output
  }

  private static func mean(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt8 {
    UInt8((UInt16(a) + UInt16(b) + UInt16(c) + UInt16(d) + 2) / 4)
  }

  /// For each of `count` parts of an extent the places at its first and third quarter; nil for those whose
  /// middle lies outside of `0..<length`.
  private static func places(
    _ offset: Double, _ extent: Double, count: Int, length: Int
  ) -> [(first: Int, last: Int)?] {
    let step = extent / Double(max(1, count))
    return (0..<count).map { index in
      let middle = offset + (Double(index) + 0.5) * step
      guard middle >= 0, middle < Double(length) else { return nil }
      let inside = { (place: Double) in Int(min(max(place, 0), Double(length - 1))) }
      return (inside(middle - step / 4), inside(middle + step / 4))
    }
  }
}
