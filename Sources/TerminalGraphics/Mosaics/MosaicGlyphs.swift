package import Raster

/// Characters that divide a cell into parts of two colours.
///
/// A pattern has a bit for each part that has the foreground's colour: the top-left part is bit 0, the
/// one to its right bit 1, and so on row after row.
package enum MosaicGlyphs: Hashable, Sendable, CaseIterable {
  /// Two across and two down: Block Elements, U+2580 to U+259F.
  case quadrants
  /// Two across and three down: Symbols for Legacy Computing, U+1FB00 to U+1FB3B.
  case sextants

  /// Parts of a cell.
  package var parts: PixelSize {
    switch self {
    case .quadrants: PixelSize(width: 2, height: 2)
    case .sextants: PixelSize(width: 2, height: 3)
    }
  }

  /// The pattern in which every part has the foreground's colour.
  package var full: Int { (1 << parts.area) - 1 }

  /// The character of a pattern from 0 to `full`.
  package func character(_ pattern: Int) -> Unicode.Scalar {
    switch self {
    case .quadrants: Self.quadrantCharacters[pattern]
    case .sextants: Self.sextantCharacters[pattern]
    }
  }

  private static let quadrantCharacters = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)

  // The block has the patterns in order, without those that Unicode had before: none, all, and the
  // left and the right half.
  private static let sextantCharacters: [Unicode.Scalar] = (0..<64).map { pattern in
    let (left, right) = (0b01_0101, 0b10_1010)
    switch pattern {
    case 0: return " "
    case left: return "▌"
    case right: return "▐"
    case 63: return "█"
    default:
      let skipped = 1 + (pattern > left ? 1 : 0) + (pattern > right ? 1 : 0)
      return Unicode.Scalar(UInt32(0x1FB00 + pattern - skipped)) ?? " "
    }
  }
}
