/// The size of a terminal or of an area on it, in cells.
package struct Size: Hashable, Sendable {
  /// Cells across, at least 0.
  package var columns: Int
  /// Cells down, at least 0.
  package var rows: Int

  /// Makes a size in cells; negative values become 0.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell on the terminal, from the top-left cell (0, 0).
package struct Position: Hashable, Sendable {
  /// Cells right of the left edge.
  package var column: Int
  /// Cells below the top edge.
  package var row: Int

  /// Makes a position in cells.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells, half-open: `[column, column + columns) x [row, row + rows)`.
package struct Area: Hashable, Sendable {
  /// The left-most column.
  package var column: Int
  /// The top row.
  package var row: Int
  /// Columns covered, at least 0.
  package var columns: Int
  /// Rows covered, at least 0.
  package var rows: Int

  /// Makes a rectangle; negative extents become 0.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// Whether there is no cell in it.
  package var isEmpty: Bool { columns == 0 || rows == 0 }
  /// Extent without position.
  package var size: Size { Size(columns: columns, rows: rows) }

  /// Whether a cell lies in it.
  package func contains(_ position: Position) -> Bool {
    position.column >= column && position.column < column + columns
      && position.row >= row && position.row < row + rows
  }

  /// The cells that both cover; empty when none.
  package func intersection(_ other: Area) -> Area {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Area(
      column: left, row: top,
      columns: min(column + columns, other.column + other.columns) - left,
      rows: min(row + rows, other.row + other.rows) - top)
  }
}

/// Whole pixels across and down.
package struct PixelExtent: Hashable, Sendable {
  /// Pixels across.
  package var width: Int
  /// Pixels down.
  package var height: Int

  /// Makes an extent in pixels.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A rectangle in the upright image, in pixels from its top-left corner.
package struct ImageRect: Hashable, Sendable {
  /// Left edge.
  package var x: Double
  /// Top edge.
  package var y: Double
  /// Pixels across.
  package var width: Double
  /// Pixels down.
  package var height: Double

  /// Makes a rectangle in image pixels.
  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
