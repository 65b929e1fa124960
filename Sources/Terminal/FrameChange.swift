package import Screen

/// What differs between the frame on the screen and the next one.
package struct FrameChange: Hashable, Sendable {
  /// Cells that have to be drawn, row by row; both halves of a wide character, always.
  package let cells: [Position]
  /// Picture cells whose pixels are gone once the cells are drawn, row by row.
  ///
  /// ncurses writes them when they change, and in two more places (`TransformLine` and `PutRange`
  /// of ncurses 6.4). Between changed cells, and between one and blanks to the end of the row that
  /// it erases at once, it repeats what is there where moving the cursor would cost more bytes.
  /// And after erasing blanks at the beginning of a row at once it writes the first other cell.
  package let erasedPictureCells: [Position]

  /// More cells than the bytes of any cursor movement, which is how long a run ncurses repeats.
  static let repeatedRun = 16

  /// Compares two frames; `old` is nil when the screen was cleared.
  package init(from old: Frame?, to new: Frame) {
    guard let old, old.size == new.size else {
      let all = Self.positions(new.size)
      cells = all
      erasedPictureCells = all.filter { new[$0.column, $0.row].content == .picture }
      return
    }
    var cells: [Position] = []
    var erased: [Position] = []
    for row in 0..<new.size.rows {
      let columns = Self.changedColumns(row: row, from: old, to: new)
      cells += columns.map { Position(column: $0, row: row) }
      erased += Self.written(columns, row: row, of: new)
        .filter { new[$0, row].content == .picture }
        .map { Position(column: $0, row: row) }
    }
    self.cells = cells
    erasedPictureCells = erased
  }

  private static func positions(_ size: Size) -> [Position] {
    (0..<size.rows).flatMap { row in
      (0..<size.columns).map { Position(column: $0, row: row) }
    }
  }

  private static func changedColumns(row: Int, from old: Frame, to new: Frame) -> [Int] {
    let start = row * new.size.columns
    let range = start..<(start + new.size.columns)
    if old.cells[range] == new.cells[range] { return [] }
    var columns: [Int] = []
    for index in range where old.cells[index] != new.cells[index] {
      let column = index - start
      let isTail = new.cells[index].content == .continuation
      if isTail, column > 0, columns.last != column - 1 { columns.append(column - 1) }
      columns.append(column)
      let hasTail = new[column + 1, row].content == .continuation
      if !isTail, hasTail, old.cells[index + 1] == new.cells[index + 1] {
        columns.append(column + 1)
      }
    }
    return columns
  }

  /// The changed columns and what is written with them, from the left.
  private static func written(_ columns: [Int], row: Int, of new: Frame) -> [Int] {
    guard let first = columns.first, let last = columns.last else { return [] }
    let all = 0..<new.size.columns
    var anchors = columns
    if new[0, row].content == .text(" "),
      let afterBlanks = all.first(where: { new[$0, row] != new[0, row] }), first < afterBlanks
    {
      anchors.append(afterBlanks)
    }
    let end = new[new.size.columns - 1, row]
    if end.content == .text(" "), let beforeBlanks = all.last(where: { new[$0, row] != end }),
      beforeBlanks < last
    {
      anchors.append(beforeBlanks + 1)
    }
    return Set(anchors).sorted().reduce(into: []) { written, column in
      if let last = written.last, column - last - 1 <= repeatedRun {
        written += (last + 1)..<column
      }
      written.append(column)
    }
  }
}
