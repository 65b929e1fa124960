import Screen

extension PopupView {
  /// Draws a text to read, and whether there is more of it.
  static func drawReading(
    _ reading: Reading, state: State, on frame: inout Frame, theme: Theme
  ) {
    let (lines, rows) = reading.layout(in: state.size)
    let area = centered(columns: Reading.columns, rows: rows + 4, in: state.size)
    let inner = drawWindow(area, title: reading.title, on: &frame, theme: theme)
    for (offset, line) in lines.dropFirst(reading.first).prefix(rows).enumerated() {
      guard offset < inner.rows - 1 else { break }
      frame.put(
        line, column: inner.column + 1, row: inner.row + offset, style: theme[.popup],
        limit: max(0, inner.columns - 2))
    }
    let more = rows < lines.count ? "j and k for more of it, " : ""
    frame.put(
      more + "Esc goes back", column: inner.column + 1, row: inner.row + inner.rows - 1,
      style: keyStyle(theme), limit: max(0, inner.columns - 2))
  }
}
