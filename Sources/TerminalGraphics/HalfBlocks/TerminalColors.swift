import Raster

extension ColorDepth {
  /// The number by which a colour is sent: `0xRRGGBB`, a place in the palette, or 1 for light.
  func code(_ color: RGB8) -> UInt32 {
    switch self {
    case .truecolor: color.hex
    case .palette256: UInt32(XTermPalette.nearest256(color))
    case .palette16: UInt32(XTermPalette.nearest(color, among: 16))
    case .palette8: UInt32(XTermPalette.nearest(color, among: 8))
    // Rec. 601 luma, times 1000, against its middle.
    case .mono: 299 * Int(color.r) + 587 * Int(color.g) + 114 * Int(color.b) >= 127_500 ? 1 : 0
    }
  }

  /// The colour that a number shows as.
  func color(_ code: UInt32) -> RGB8 {
    switch self {
    case .truecolor: RGB8(hex: code)
    case .palette256, .palette16, .palette8: XTermPalette.all[Int(code & 0xFF)]
    case .mono: code == 0 ? .black : .white
    }
  }

  /// The numbers for a whole picture, row after row.
  ///
  /// Where colours are few the error of each pixel is handed on to its neighbours (Floyd and
  /// Steinberg 1976, every other row from the right), once for the whole picture: a part of it is
  /// later sent as it was in the whole.
  func codes(_ bitmap: Bitmap) -> [UInt32] {
    guard self != .truecolor else { return bitmap.pixels.map(\.hex) }
    let width = bitmap.width
    var codes = [UInt32](repeating: 0, count: bitmap.size.area)
    var here = [SIMD4<Float>](repeating: .zero, count: width + 2)
    var below = here
    for y in 0..<bitmap.height {
      let ahead = y.isMultiple(of: 2) ? 1 : -1
      for step in 0..<width {
        let x = ahead > 0 ? step : width - 1 - step
        let pixel = bitmap[x, y]
        let wanted = pixel.vector + here[x + 1]
        let code = code(RGB8(clamping: wanted))
        codes[y * width + x] = code
        let error = self.error(of: code, against: wanted)
        here[x + 1 + ahead] += error * (7.0 / 16)
        below[x + 1 - ahead] += error * (3.0 / 16)
        below[x + 1] += error * (5.0 / 16)
        below[x + 1 + ahead] += error * (1.0 / 16)
      }
      (here, below) = (below, [SIMD4<Float>](repeating: .zero, count: width + 2))
    }
    return codes
  }

  // Colours outside of what the palette spans would pile up error without end, so it is bounded.
  private func error(of code: UInt32, against wanted: SIMD4<Float>) -> SIMD4<Float> {
    (wanted - color(code).vector).clamped(
      lowerBound: SIMD4(repeating: -96), upperBound: SIMD4(repeating: 96))
  }
}

extension RGB8 {
  fileprivate var vector: SIMD4<Float> { SIMD4(Float(r), Float(g), Float(b), 0) }

  fileprivate init(clamping vector: SIMD4<Float>) {
    let bounded = vector.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
    self.init(
      r: UInt8(bounded.x.rounded()), g: UInt8(bounded.y.rounded()), b: UInt8(bounded.z.rounded()))
  }
}
