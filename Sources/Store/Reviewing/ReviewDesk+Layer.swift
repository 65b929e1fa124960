import AnnotationModel
import GRDB

extension ReviewDesk {
  /// Changes the reviewer's layer as a record says.
  func changeLayer(
    _ record: ReviewRecord, entry: EntryNumber, activeSeconds: Double
  ) throws {
    guard let id = record.layer else { return }
    let begins = record.copyOf != nil && record.before.layer == nil
    let layer = try key(of: id, begun: begins ? record.copyOf : nil)
    let labels =
      record.changes.isEmpty
      ? [:] : try JobTable.labelKeysByID(of: object.job, in: transaction.db)
    for change in record.changes {
      try ShapeTable.change(change, of: layer, labels: labels, at: object, in: transaction)
    }
    for change in record.verdicts { try say(change, of: layer) }
    if record.copyOf != nil && record.after.layer == nil {
      for table in ["shape", "verdict"] {
        try transaction.run("DELETE FROM \(table) WHERE layer = ?", [layer])
      }
    }
    try transaction.run(
      """
      UPDATE layer SET submitted_at = ?, last_number = max(last_number, ?), changed = ?,
        active_seconds = coalesce(active_seconds, 0) + ? WHERE key = ?
      """,
      [
        record.after.state == .reviewed ? transaction.moment.microseconds : nil,
        record.changes.map(\.number).max() ?? 0, entry, activeSeconds, layer,
      ])
  }

  /// The key of the reviewer's layer, which is begun as a copy of another if it has to be.
  private func key(of id: ID<Layer>, begun copyOf: ID<Layer>?) throws -> RowKey {
    let db = transaction.db
    let known = try db.integer("SELECT key FROM layer WHERE id = ?", [id.blob])
    guard let copyOf else {
      guard let known else { throw outdated("its layer is gone") }
      return known
    }
    guard
      let base = try db.firstRow("SELECT key, last_number FROM layer WHERE id = ?", [copyOf.blob])
    else { throw outdated("the answer that was reviewed is gone") }
    let layer = try known ?? newLayer(id)
    try LayerTable.copyShapes(from: base["key"], to: layer, in: transaction)
    return layer
  }

  /// A layer of this reviewer in a round after all that they ever began of the data object.
  private func newLayer(_ id: ID<Layer>) throws -> RowKey {
    let source = try SourceTable.key(for: .init(kind: .reviewer, person: person), in: transaction)
    let last = try transaction.db.integer(
      "SELECT max(round) FROM layer WHERE data_object = ? AND source = ?", [object.key, source])
    return try LayerTable.add(
      .init(
        id: id, object: object.key, source: source, round: Int(last ?? 0) + 1,
        createdAt: transaction.moment), in: transaction)
  }

  private func say(_ change: ReviewRecord.VerdictChange, of layer: RowKey) throws {
    guard let verdict = change.after else {
      return try transaction.run(
        "DELETE FROM verdict WHERE layer = ? AND number = ?", [layer, change.number])
    }
    try transaction.run(
      """
      INSERT INTO verdict (layer, number, verdict, reason) VALUES (?, ?, ?, ?)
      ON CONFLICT (layer, number) DO UPDATE
        SET verdict = excluded.verdict, reason = excluded.reason
      """, [layer, change.number, verdict.verdict.rawValue, verdict.reason])
  }
}
