package import Screen

/// How many colours the terminal shows.
package enum ColorDepth: Hashable, Sendable, CaseIterable {
  /// None, or `NO_COLOR` is set: weight and reverse carry everything.
  case mono
  case eight, sixteen
  /// The xterm palette: 16 colours of the user's, a 6x6x6 cube and 24 greys.
  case palette256

  /// The depth for a number of colours as terminfo tells it.
  package init(colors: Int) {
    switch colors {
    case 256...: self = .palette256
    case 16...: self = .sixteen
    case 8...: self = .eight
    default: self = .mono
    }
  }

  /// The palette entry that shows a colour best; nil for the terminal's own colour.
  ///
  /// Exact colours use the cube and the greys where there are any, because the first 16 entries are
  /// the user's and may look like anything.
  package func index(of color: Color) -> UInt8? {
    switch (self, color) {
    case (.mono, _), (_, .standard): nil
    case (.palette256, .indexed(let index)): index
    case (.sixteen, .indexed(let index)) where index < 16: index
    case (.eight, .indexed(let index)) where index < 8: index
    case (_, .indexed(let index)): nearest(to: XtermPalette.color(index))
    case (_, .rgb(let value)): nearest(to: value)
    }
  }

  private func nearest(to color: UInt32) -> UInt8 {
    let candidates: Range<Int> =
      switch self {
      case .palette256: 16..<256
      case .sixteen: 0..<16
      case .eight, .mono: 0..<8
      }
    var best = (index: candidates.lowerBound, distance: Int.max)
    for index in candidates {
      let distance = XtermPalette.distance(color, XtermPalette.colors[index])
      if distance < best.distance { best = (index, distance) }
    }
    return UInt8(best.index)
  }
}

/// The 256 colours of xterm, `0xRRGGBB`.
enum XtermPalette {
  /// All entries, by number.
  static let colors: [UInt32] = user + cube + greys

  /// One entry.
  static func color(_ index: UInt8) -> UInt32 { colors[Int(index)] }

  /// Squared distance with green counted most and blue least among equals of brightness.
  ///
  /// The weights 2:4:3 are the usual integer stand-in for the eye's sensitivity ("redmean").
  static func distance(_ left: UInt32, _ right: UInt32) -> Int {
    func channel(_ color: UInt32, _ shift: UInt32) -> Int { Int((color >> shift) & 0xFF) }
    let red = channel(left, 16) - channel(right, 16)
    let green = channel(left, 8) - channel(right, 8)
    let blue = channel(left, 0) - channel(right, 0)
    return 2 * red * red + 4 * green * green + 3 * blue * blue
  }

  /// Xterm's defaults for the colours that users redefine.
  private static let user: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  private static let cube: [UInt32] = (0..<216).map { index in
    let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6]
  }

  private static let greys: [UInt32] = (0..<24).map { step in
    let level = UInt32(8 + 10 * step)
    return level << 16 | level << 8 | level
  }
}
