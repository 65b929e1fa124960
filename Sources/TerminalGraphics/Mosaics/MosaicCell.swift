/// What one cell of a mosaic shows.
struct MosaicCell: Hashable, Sendable {
  /// The parts in the foreground's colour, as in `MosaicGlyphs`; all of them only in black and white.
  var pattern: Int
  /// The number of the foreground's colour; nil where the pattern is empty.
  var foreground: UInt32?
  /// The number of the background's colour.
  var background: UInt32
}
