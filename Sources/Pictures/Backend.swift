import Raster
package import Screen
package import TerminalGraphics

/// How pictures reach the terminal.
package enum Backend: Hashable, Sendable {
  /// Sixel graphics, with cells of this many pixels; one graphic has at most so many bytes where
  /// something on the way cannot take more.
  case sixel(cell: PixelExtent, maximumBytes: Int?)
  /// Two pixels in each cell, as coloured half-blocks.
  case halfBlocks(ColorDepth)
  /// Four or six parts in each cell, as characters that a font must have.
  case mosaic(MosaicGlyphs, ColorDepth)
  /// Pictures in kitty's protocol, which the terminal keeps, with cells of this many pixels.
  case kitty(cell: PixelExtent)
  /// Picture files in iTerm2's way, with cells of this many pixels.
  case inlineFiles(cell: PixelExtent)

  /// Picture pixels in one cell.
  package var cell: PixelExtent {
    switch self {
    case .sixel(let cell, _), .kitty(let cell), .inlineFiles(let cell): cell
    case .halfBlocks: PixelExtent(width: 1, height: 2)
    case .mosaic(let glyphs, _):
      PixelExtent(width: glyphs.parts.width, height: glyphs.parts.height)
    }
  }

  /// A cell in pixels that are square where a cell is twice as high as wide: what views count in.
  ///
  /// The parts of mosaic characters are not square; a view in them would be distorted.
  package var squarePixels: PixelExtent {
    if case .mosaic = self { PixelExtent(width: 2, height: 4) } else { cell }
  }

  /// Whether pictures are characters.
  var isText: Bool {
    switch self {
    case .halfBlocks, .mosaic: true
    case .sixel, .kitty, .inlineFiles: false
    }
  }

  /// Whether pictures stay when text is written where they are.
  var keepsGraphics: Bool {
    if case .kitty = self { true } else { false }
  }
}
