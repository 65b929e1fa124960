package import Screen
package import TerminalGraphics

/// How pictures reach the terminal.
package enum Backend: Hashable, Sendable {
  /// Sixel graphics, with cells of this many pixels; one graphic has at most so many bytes where
  /// something on the way cannot take more.
  case sixel(cell: PixelExtent, maximumBytes: Int?)
  /// Two pixels in each cell, as coloured half-blocks.
  case halfBlocks(ColorDepth)

  /// Picture pixels in one cell.
  package var cell: PixelExtent {
    switch self {
    case .sixel(let cell, _): cell
    case .halfBlocks: PixelExtent(width: 1, height: 2)
    }
  }
}
