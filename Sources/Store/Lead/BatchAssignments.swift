import AnnotationModel
import GRDB

/// The assignments that the layers of one imported batch fulfil.
struct BatchAssignments {
  let batch: RowKey
  /// The entry that fulfils or takes back.
  let entry: EntryNumber

  /// Makes a person stand with their newest imported answer to a data object, or with none.
  func fulfil(
    person: RowKey, object: AssignmentTable.DataObject, in transaction: Transaction
  ) throws {
    let db = transaction.db
    var assignment = try AssignmentTable.assignment(person: person, object: object.key, in: db)
    // What the person did here goes before what a file says.
    guard assignment.batch != nil || assignment.standing.state == .waiting else { return }
    let newest = try db.firstRow(
      """
      SELECT l.key, l.id, l.round, l.submitted_at, l.active_seconds, l.batch
      FROM source s JOIN layer l ON l.source = s.key AND l.data_object = ?
      WHERE s.kind = 'person' AND ifnull(s.person, 0) = ? AND l.submitted_at IS NOT NULL
        AND \(LayerTable.isVisible)
      ORDER BY l.round DESC, l.key DESC LIMIT 1
      """, [object.key, person])
    guard let newest else {
      if let key = assignment.key, assignment.batch != nil {
        try AssignmentTable.delete(key, person: person, object: object, in: transaction)
      }
      return
    }
    assignment.standing = Standing(
      state: .submitted, round: newest["round"], layer: try newest.id("id"),
      submittedAt: newest.optionalMoment("submitted_at"))
    assignment.layer = newest["key"]
    assignment.activeSeconds = newest["active_seconds"]
    assignment.batch = newest["batch"]
    assignment.changed = entry
    try AssignmentTable.save(assignment, person: person, object: object, in: transaction)
  }

  /// Brings the assignments up to date after the batch was withdrawn or shown again.
  func update(in transaction: Transaction) throws {
    let rows = try transaction.db.rows(
      """
      SELECT DISTINCT d.key, d.job, d.position, d.image, s.person
      FROM layer l JOIN source s ON s.key = l.source JOIN data_object d ON d.key = l.data_object
      WHERE l.batch = ? AND s.kind = 'person' ORDER BY d.key, s.person
      """, [batch])
    for row in rows {
      let object = AssignmentTable.DataObject(
        key: row["key"], job: row["job"], position: row["position"], image: row["image"])
      try fulfil(person: row["person"], object: object, in: transaction)
    }
  }
}
