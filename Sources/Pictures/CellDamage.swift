package import Screen

/// What each cell of a picture's area shows, and which cells have to be painted.
package struct CellDamage: Sendable, Equatable {
  /// The rectangles of cells to paint, relative to the picture's area, in reading order.
  package let patches: [Area]
  /// How many cells they cover.
  package let cells: Int

  /// Compares fingerprints cell by cell and groups the cells that differ.
  ///
  /// `shown`, `wanted` and `covered` hold one value a cell, row by row. A covered cell has text on
  /// it and is never painted. Runs of cells in a row are joined downwards while they keep their
  /// columns, so that the edge of a box becomes one patch.
  package init(shown: [UInt64], wanted: [UInt64], covered: [Bool], columns: Int) {
    var open: [Area] = []
    var done: [Area] = []
    let rows = columns > 0 ? wanted.count / columns : 0
    for row in 0..<rows {
      var next: [Area] = []
      for run in Self.runs(row: row, columns: columns, shown, wanted, covered) {
        if let above = open.firstIndex(where: {
          $0.column == run.lowerBound && $0.columns == run.count
        }) {
          var grown = open.remove(at: above)
          grown.rows += 1
          next.append(grown)
        } else {
          next.append(Area(column: run.lowerBound, row: row, columns: run.count, rows: 1))
        }
      }
      done += open
      open = next
    }
    patches = (done + open).sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    cells = patches.reduce(0) { $0 + $1.columns * $1.rows }
  }

  private static func runs(
    row: Int, columns: Int, _ shown: [UInt64], _ wanted: [UInt64], _ covered: [Bool]
  ) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for column in 0...columns {
      let index = row * columns + column
      let differs = column < columns && !covered[index] && shown[index] != wanted[index]
      if differs, start == nil { start = column }
      if !differs, let first = start {
        runs.append(first..<column)
        start = nil
      }
    }
    return runs
  }
}
