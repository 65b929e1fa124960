import Screen

/// Text in aligned columns, of which the least important go when there is no room.
struct TextTable {
  /// One column.
  struct Column {
    let title: String
    /// Numbers end at the right edge of their column, text begins at the left.
    var isNumber = false
    /// The column with the lowest rank goes first; the one that takes the room that is left has
    /// the highest.
    let rank: Int
  }

  let columns: [Column]
  /// The cells, as many in each row as there are columns.
  let rows: [[String]]
  /// Cells between two columns.
  static let gap = 3
  /// The widest that a column of names grows, so that numbers stay near them.
  static let widest = 36

  /// The columns that fit, each with its width, for a line of this many cells.
  func layout(in total: Int) -> [(column: Int, width: Int)] {
    var shown = Array(columns.indices)
    let flexible = columns.indices.max { columns[$0].rank < columns[$1].rank } ?? 0
    let natural = columns.indices.map(naturalWidth)
    func needed(_ shown: [Int]) -> Int {
      shown.reduce(0) { $0 + ($1 == flexible ? min(natural[$1], 12) : natural[$1]) }
        + Self.gap * (shown.count - 1)
    }
    while shown.count > 1, needed(shown) > total,
      let least = shown.min(by: { columns[$0].rank < columns[$1].rank })
    {
      shown.removeAll { $0 == least }
    }
    let others = shown.filter { $0 != flexible }.reduce(0) { $0 + natural[$1] + Self.gap }
    let room = max(1, min(natural[flexible], total - others, Self.widest))
    return shown.map { ($0, $0 == flexible ? room : natural[$0]) }
  }

  private func naturalWidth(_ column: Int) -> Int {
    let cells = rows.map { TextWidth.of(TextWidth.printable($0[column])) }
    return max(TextWidth.of(columns[column].title), cells.max() ?? 0)
  }

  /// One line of cells, aligned by a layout.
  func line(_ cells: [String], layout: [(column: Int, width: Int)]) -> String {
    layout.map { column, width in
      let text = TextWidth.truncated(TextWidth.printable(cells[column]), to: width)
      let space = String(repeating: " ", count: max(0, width - TextWidth.of(text)))
      return columns[column].isNumber ? space + text : text + space
    }.joined(separator: String(repeating: " ", count: Self.gap))
  }

  /// The titles as a line.
  func header(layout: [(column: Int, width: Int)]) -> String {
    line(columns.map(\.title), layout: layout)
  }
}
