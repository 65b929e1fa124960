package import Raster

/// A picture in character cells, two pixels in each: one above the other.
///
/// The picture's colours are reduced to what the terminal has when it is made; `paint` puts single
/// pixels over it, and `encode` sends any of its cells.
package struct HalfBlockEncoder: Sendable {
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

  /// Cells across.
  package let columns: Int
  /// Cells down.
  package let rows: Int
  /// What the terminal can show.
  package let depth: ColorDepth
  /// By how much, in each 8-bit component, a colour may differ from the wanted one if it is set
  /// already; truecolor only.
  package let tolerance: Int
  private var codes: [UInt32]

  /// Makes a picture of one pixel per cell across and two down; an odd last row repeats.
  ///
  /// A tolerance of 4 saves about a third of the bytes and is not visible at this resolution.
  package init(_ bitmap: Bitmap, depth: ColorDepth, tolerance: Int = 4) {
    self.depth = depth
    self.tolerance = depth == .truecolor ? tolerance : 0
    columns = bitmap.width
    rows = (bitmap.height + 1) / 2
    codes = depth.codes(bitmap)
    if !bitmap.height.isMultiple(of: 2) { codes += codes.suffix(columns) }
  }

  /// Gives the pixel in column `x` of pixel row `y` the nearest colour there is, undithered.
  package mutating func paint(_ color: RGB8, x: Int, y: Int) {
    guard (0..<columns).contains(x), (0..<rows * 2).contains(y) else { return }
    codes[y * columns + x] = depth.code(color)
  }

  /// Appends all cells; `row` and `column` are the screen's cell (from 0) of the top-left one.
  package func encode(row: Int, column: Int, into output: inout [UInt8]) {
    let all = (0..<rows).map { CellSpan(row: $0, columns: 0..<columns) }
    encode(all, row: row, column: column, into: &output)
  }

  /// Appends some cells, each span placed by its absolute position on the screen.
  ///
  /// Parts of spans outside of the picture are left out. Attributes are reset before and after;
  /// where the cursor ends is not defined.
  package func encode(
    _ spans: [CellSpan], row: Int, column: Int, into output: inout [UInt8]
  ) {
    var pen = HalfBlockPen(depth: depth, tolerance: tolerance)
    var isFirst = true
    for span in spans where (0..<rows).contains(span.row) {
      let visible = span.columns.clamped(to: 0..<columns)
      guard !visible.isEmpty else { continue }
      if isFirst { output.append(contentsOf: "\u{1B}[m".utf8) }
      isFirst = false
      output.append(contentsOf: "\u{1B}[".utf8)
      output.appendDecimal(row + span.row + 1)
      output.append(UInt8(ascii: ";"))
      output.appendDecimal(column + visible.lowerBound + 1)
      output.append(UInt8(ascii: "H"))
      let top = span.row * 2 * columns
      for x in visible {
        pen.draw(top: codes[top + x], bottom: codes[top + columns + x], into: &output)
      }
    }
    if !isFirst { output.append(contentsOf: "\u{1B}[0m".utf8) }
  }
}
