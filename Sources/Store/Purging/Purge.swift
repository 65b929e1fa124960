import AnnotationModel
import FoundationEssentials
import GRDB

/// What a purge came to.
package struct Purged: Hashable, Sendable {
  /// The journal entry; a purge cannot be undone.
  package let entry: EntryNumber
  /// Layers that are gone.
  package let layers: Int
  /// Journal entries of which only the header is left.
  package let payloads: Int
}

/// Removes what was recorded about an image or a person, within one transaction.
///
/// What stays is a tombstone: ids, positions and the headers of the journal, whose chain of hashes
/// covers digests and not the payloads themselves.
struct Purge {
  let transaction: Transaction
  private(set) var layers = 0
  private(set) var payloads = 0

  init(in transaction: Transaction) { self.transaction = transaction }

  /// Removes the payload of an entry and what undo knows of it.
  mutating func forget(_ entry: EntryNumber) throws {
    try transaction.run("DELETE FROM payload WHERE entry = ?", [entry])
    payloads += transaction.db.changesCount
    // 2: can be neither undone nor redone. Undo goes on with the step before.
    try transaction.run("UPDATE undo_step SET state = 2 WHERE entry = ?", [entry])
  }

  /// Removes a layer with its shapes; nobody stands with it afterwards.
  mutating func remove(layer: RowKey) throws {
    for statement in [
      "DELETE FROM shape WHERE layer = ?", "DELETE FROM tag WHERE layer = ?",
      "DELETE FROM relabelled_shape WHERE layer = ?",
      "DELETE FROM relabelled_tag WHERE layer = ?", "DELETE FROM relabelled_line WHERE layer = ?",
      "DELETE FROM dropped_shape WHERE layer = ?", "DELETE FROM dropped_tag WHERE layer = ?",
      "DELETE FROM verdict WHERE layer = ?",
      "DELETE FROM run_input WHERE layer = ?", "DELETE FROM adjudication WHERE layer = ?",
      "UPDATE assignment SET layer = NULL WHERE layer = ?",
      "UPDATE layer SET derived_from = NULL WHERE derived_from = ?",
      "DELETE FROM layer WHERE key = ?",
    ] { try transaction.run(statement, [layer]) }
    layers += 1
  }

  /// Lets others review what a person has reviewed or was reviewing.
  func removeReviews(of person: RowKey) throws {
    try transaction.run(
      """
      UPDATE review SET state = 'waiting', person = NULL, layer = NULL, reason = '', seen = NULL,
        lease_expires_at = NULL WHERE person = ?
      """, [person])
  }

  /// Removes what a person wrote when sending work back.
  func removeReasons(of person: RowKey) throws {
    try transaction.run(
      """
      UPDATE assignment SET reason = '' WHERE state = 'returned'
        AND changed IN (SELECT number FROM journal WHERE person = ? AND kind = 'returned')
      """, [person])
  }

  /// Removes where a person stands with a data object.
  func removeAssignments(_ rows: [Row]) throws {
    for row in rows {
      let object = AssignmentTable.DataObject(
        key: row["data_object"], job: row["job"], position: row["position"], image: 0)
      try AssignmentTable.delete(
        row["key"], person: row["person"], object: object, in: transaction)
    }
  }
}
