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
}
