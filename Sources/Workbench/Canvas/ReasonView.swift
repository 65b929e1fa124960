import Screen

/// Draws in a side panel why an image came back.
enum ReasonView {
  /// Draws a heading and as much of the reason as fits in `rows`; answers the rows that it took.
  ///
  /// A reason that is cut ends in a tilde, and the heading names the key that shows all of it.
  static func draw(
    _ reason: String, title: String, key: Command, row: Int, rows: Int, in area: Area,
    on frame: inout Frame, theme: Theme
  ) -> Int {
    guard !reason.isEmpty, rows >= 2 else { return 0 }
    let width = area.columns - 2
    let all = TextLines.wrapped(TextWidth.printable(reason), to: width)
    let lines = TextLines.limited(all, to: rows - 1, columns: width)
    let isCut = lines.count < all.count
    let hint = key.info.keys.first?.titles.first.map { " (\($0): all)" } ?? ""
    frame.put(
      " \(title)\(isCut ? hint : "")", column: area.column, row: row, style: theme[.error],
      limit: area.columns)
    for (offset, line) in lines.enumerated() {
      frame.put(
        line, column: area.column + 1, row: row + 1 + offset, style: theme[.text],
        limit: area.columns - 1)
    }
    return lines.count + 1
  }
}
