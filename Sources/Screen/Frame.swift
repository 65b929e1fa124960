/// What every cell of the terminal shows: the text half of a scene.
package struct Frame: Hashable, Sendable {
  /// Columns and rows.
  package let size: Size
  /// Row by row from the top-left, `size.columns * size.rows` cells.
  package private(set) var cells: [Cell]

  /// Makes an empty frame.
  package init(size: Size) {
    self.size = size
    cells = [Cell](repeating: .blank, count: size.columns * size.rows)
  }

  /// The cell at a position inside the frame; blank outside it.
  package subscript(column: Int, row: Int) -> Cell {
    guard column >= 0, row >= 0, column < size.columns, row < size.rows else { return .blank }
    return cells[row * size.columns + column]
  }

  /// Writes text from a cell to the right; returns the column after it.
  ///
  /// Control characters are made visible, wide characters take two cells and are dropped where
  /// only one is left, and nothing is written past `limit` cells or the frame.
  @discardableResult
  package mutating func put(
    _ text: String, column: Int, row: Int, style: Style = .plain, limit: Int = .max
  ) -> Int {
    guard row >= 0, row < size.rows else { return column }
    let end = min(size.columns, limit == .max ? size.columns : column + limit)
    var current = column
    for character in TextWidth.printable(text).flatMap(TextWidth.parts) {
      let width = TextWidth.of(character)
      if width == 0 { continue }
      if current + width > end { break }
      if current >= 0 { set(character, width: width, column: current, row: row, style: style) }
      current += width
    }
    return current
  }

  /// Fills a rectangle with one cell, clipped to the frame.
  package mutating func fill(_ area: Area, with cell: Cell) {
    let clipped = area.intersection(
      Area(column: 0, row: 0, columns: size.columns, rows: size.rows))
    for row in clipped.row..<(clipped.row + clipped.rows) {
      for column in clipped.column..<(clipped.column + clipped.columns) {
        breakWide(column: column, row: row)
        cells[row * size.columns + column] = cell
      }
    }
  }

  private mutating func set(
    _ character: Character, width: Int, column: Int, row: Int, style: Style
  ) {
    let index = row * size.columns + column
    breakWide(column: column, row: row)
    if width == 2 { breakWide(column: column + 1, row: row) }
    cells[index] = Cell(.text(character), style: style)
    if width == 2 { cells[index + 1] = Cell(.continuation, style: style) }
  }

  /// Blanks the other half of a wide character that is about to lose one half.
  private mutating func breakWide(column: Int, row: Int) {
    let index = row * size.columns + column
    if cells[index].content == .continuation, column > 0 {
      cells[index - 1].content = .text(" ")
    }
    if column + 1 < size.columns, cells[index + 1].content == .continuation {
      cells[index + 1].content = .text(" ")
    }
  }

  /// The frame as text, one line per row, `░` where a picture shows; trailing blanks are cut.
  package var text: String {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns {
        switch self[column, row].content {
        case .text(let character): line.append(character)
        case .continuation: break
        case .picture: line.append("░")
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
