import AnnotationModel
import GRDB

/// The newest sending back of a data object that was not taken back itself.
struct LastReturn {
  /// The journal entry.
  let entry: EntryNumber
  /// Why; empty when a purge removed what was said.
  let reason: String

  /// Looks through what happened to the image; nil when it was never sent back.
  init?(of object: AssignmentTable.DataObject, in db: Database) throws {
    let rows = try db.rows(
      """
      SELECT number, undoes FROM journal
      WHERE image = ? AND job = ? AND kind IN ('returned', 'undo', 'redo') ORDER BY number DESC
      """, [object.image, object.job])
    var reversed: Set<EntryNumber> = []
    for row in rows where !reversed.contains(row["number"]) {
      if let undone: EntryNumber = row["undoes"] {
        reversed.insert(undone)
        continue
      }
      entry = row["number"]
      reason = Self.reason(try Journal.payload(of: entry, in: db))
      return
    }
    return nil
  }

  private static func reason(_ payload: Payload?) -> String {
    switch payload {
    case .sendBack(let record): record.review.after.reason
    case .work(let record): record.after.reason
    default: ""
    }
  }
}
