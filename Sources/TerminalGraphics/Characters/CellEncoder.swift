package import Raster

/// A picture as characters: its colours are chosen when it is made, and any of its cells can be sent.
package protocol CellEncoder: Sendable {
  /// Puts a colour over the part of a cell in column `x` of row `y` of all parts; others are ignored.
  mutating func paint(_ color: RGB8, x: Int, y: Int)

  /// Appends some cells, each span placed by its absolute position on the screen.
  ///
  /// `row` and `column` are the screen's cell (from 0) of the picture's top-left one. Parts of spans
  /// outside of the picture are left out. Attributes are reset before and after; where the cursor ends
  /// is not defined.
  func encode(_ spans: [CellSpan], row: Int, column: Int, into output: inout [UInt8])

  /// Appends all cells as lines of text from where the cursor stands, with a line feed after each.
  func encodeLines(into output: inout [UInt8])
}

/// Neighbouring cells of one row, both numbers from the picture's top-left cell (0, 0).
package struct CellSpan: Hashable, Sendable {
  /// The row.
  package var row: Int
  /// The columns.
  package var columns: Range<Int>

  /// Makes a span.
  package init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}
