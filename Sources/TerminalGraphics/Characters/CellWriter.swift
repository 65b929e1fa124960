/// Sends the cells of a picture, whatever the characters are that show them.
struct CellWriter {
  /// Draws some columns of a row, from where the cursor stands.
  typealias Drawing = (
    _ row: Int, _ columns: Range<Int>, _ pen: inout ColorPen, _ output: inout [UInt8]
  ) -> Void

  let columns: Int
  let rows: Int
  let depth: ColorDepth

  /// Appends all cells as lines of text from where the cursor stands, with a line feed after each.
  func lines(into output: inout [UInt8], draw: Drawing) {
    for row in 0..<rows {
      var pen = ColorPen(depth: depth)
      draw(row, 0..<columns, &pen, &output)
      // A line feed at the bottom of the screen fills the new line with the background.
      output.append(contentsOf: depth == .mono ? "\n".utf8 : "\u{1B}[m\n".utf8)
    }
  }

  /// Appends some cells, each span placed by its absolute position on the screen.
  ///
  /// Parts of spans outside of the picture are left out. Attributes are reset before and after;
  /// where the cursor ends is not defined.
  func spans(
    _ spans: [CellSpan], row: Int, column: Int, into output: inout [UInt8], draw: Drawing
  ) {
    var pen = ColorPen(depth: depth)
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
      draw(span.row, visible, &pen, &output)
    }
    if !isFirst { output.append(contentsOf: "\u{1B}[0m".utf8) }
  }
}
