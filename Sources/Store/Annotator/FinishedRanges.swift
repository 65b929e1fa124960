import AnnotationModel
import GRDB

/// The positions of a job that a person has finished, as maximal ranges.
struct FinishedRanges {
  let job: RowKey
  let person: RowKey

  /// The first position at or after `position` that is not finished; it may lie past the end.
  func firstUnfinished(from position: Int, in db: Database) throws -> Int {
    guard let range = try range(at: position, in: db), range.upperBound >= position
    else { return position }
    return range.upperBound + 1
  }

  /// Marks a position as finished, joining ranges that it touches.
  func insert(_ position: Int, in transaction: Transaction) throws {
    let left = try range(at: position, in: transaction.db)
    if let left, left.upperBound >= position { return }
    let right = try range(startingAt: position + 1, in: transaction.db)
    let last = right?.upperBound ?? position
    if right != nil { try delete(first: position + 1, in: transaction) }
    if let left, left.upperBound == position - 1 {
      try transaction.run(
        "UPDATE finished_range SET last = ? WHERE job = ? AND person = ? AND first = ?",
        [last, job, person, left.lowerBound])
    } else {
      try add(position...last, in: transaction)
    }
  }

  /// Marks a position as not finished, splitting the range that holds it.
  func remove(_ position: Int, in transaction: Transaction) throws {
    guard let range = try range(at: position, in: transaction.db), range.upperBound >= position
    else { return }
    try delete(first: range.lowerBound, in: transaction)
    if range.lowerBound < position {
      try add(range.lowerBound...(position - 1), in: transaction)
    }
    if range.upperBound > position {
      try add((position + 1)...range.upperBound, in: transaction)
    }
  }

  /// The range that starts last among those that start at or before `position`.
  private func range(at position: Int, in db: Database) throws -> ClosedRange<Int>? {
    let row = try db.firstRow(HotQuery.finishedRange, [job, person, position])
    return row.map { ($0["first"] as Int)...($0["last"] as Int) }
  }

  private func range(startingAt first: Int, in db: Database) throws -> ClosedRange<Int>? {
    let last = try db.integer(
      "SELECT last FROM finished_range WHERE job = ? AND person = ? AND first = ?",
      [job, person, first])
    return last.map { first...Int($0) }
  }

  private func add(_ range: ClosedRange<Int>, in transaction: Transaction) throws {
    try transaction.run(
      "INSERT INTO finished_range (job, person, first, last) VALUES (?, ?, ?, ?)",
      [job, person, range.lowerBound, range.upperBound])
  }

  private func delete(first: Int, in transaction: Transaction) throws {
    try transaction.run(
      "DELETE FROM finished_range WHERE job = ? AND person = ? AND first = ?",
      [job, person, first])
  }
}
