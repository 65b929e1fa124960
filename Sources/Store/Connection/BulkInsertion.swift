import GRDB

/// An insertion that puts many rows in with one statement.
///
/// Running a statement costs as much as two or three rows of it: all indexes of the table are
/// opened anew. Rows therefore go in by 64, and what is left by 8 and one by one. A statement that
/// fails half-way leaves the rows before the failure (`OR FAIL`), so that no page it touches has to
/// be saved first; whoever inserts gives up the whole transaction then.
struct BulkInsertion {
  private let statements: [(rows: Int, statement: BoundStatement)]
  /// How many parameters a row has.
  private let width: Int

  /// Prepares `INSERT INTO table (columns) VALUES row, row, ...`; the row holds `width` question
  /// marks.
  init(into table: String, row: String, in db: Database) throws {
    width = row.utf8.count { $0 == UInt8(ascii: "?") }
    statements = try [64, 8, 1].map { rows in
      let values = repeatElement(row, count: rows).joined(separator: ", ")
      return (rows, try BoundStatement("INSERT OR FAIL INTO \(table) VALUES \(values)", in: db))
    }
  }

  /// Puts in rows; `bind` binds the values of an element to the parameters that begin at an index.
  func insert<Element>(
    _ elements: [Element], bind: (BoundStatement, Int32, Element) -> Void
  ) throws {
    var done = 0
    for (rows, statement) in statements {
      while elements.count - done >= rows {
        for place in 0..<rows {
          bind(statement, Int32(place * width + 1), elements[done + place])
        }
        try statement.run()
        done += rows
      }
    }
  }
}
