package import Screen
package import TerminalGraphics

/// How pictures reach the terminal.
package enum Backend: Hashable, Sendable {
  /// Sixel graphics, with cells of this many pixels.
  case sixel(cell: PixelExtent)
  /// Two pixels in each cell, as coloured half-blocks.
  case halfBlocks(PictureColors)

  /// Picture pixels in one cell.
  package var cell: PixelExtent {
    switch self {
    case .sixel(let cell): cell
    case .halfBlocks: PixelExtent(width: 1, height: 2)
    }
  }
}
