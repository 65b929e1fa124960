package import Raster
package import TerminalGraphics

/// How a still reaches the terminal.
package enum StillFormat: Hashable, Sendable {
  /// DEC sixel graphics.
  case sixel(StillQuality)
  /// Two pixels in each character cell; `price` as in `HalfBlockEncoder`, by default the measured one.
  case halfBlocks(ColorDepth, price: Float?)
  /// Four or six parts in each character cell; `price` as in `MosaicEncoder`.
  case mosaic(MosaicGlyphs, ColorDepth, price: Float?)
  /// kitty's graphics protocol.
  case kitty
  /// iTerm2's inline images.
  case inlineFile
}

/// What a sixel picture may cost in bytes.
package struct StillQuality: Hashable, Sendable {
  /// Colours of the photograph and its overlays together, 2...256.
  package var colors: Int
  /// How pixels get them.
  package var mapping: Quantiser.Mapping

  /// Makes a quality; what is outside of the range is moved into it.
  package init(colors: Int = 256, mapping: Quantiser.Mapping = .standard) {
    self.colors = min(256, max(2, colors))
    self.mapping = mapping
  }
}
