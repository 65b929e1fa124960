import AnnotationModel
import GRDB

/// One lead at one data object, within one transaction.
struct AdjudicationDesk {
  let transaction: Transaction
  let person: RowKey
  let object: AssignmentTable.DataObject
  private(set) var state: AdjudicationState
  private let layer: (key: RowKey, id: ID<Layer>)?
  /// The tags of the layer as they are.
  let tags: [Tag]

  init(
    person: RowKey, object: AssignmentTable.DataObject, in transaction: Transaction
  ) throws {
    self.transaction = transaction
    self.person = person
    self.object = object
    let known = try Self.row(person: person, object: object.key, in: transaction.db)
    state = known?.state ?? .none
    layer = known.map { ($0.layer, $0.id) }
    tags = try known.map { try TagTable.tags(of: $0.layer, in: transaction.db) } ?? []
  }

  /// Where a lead stands with a data object; nil when they never touched it.
  static func row(
    person: RowKey, object: RowKey, in db: Database
  ) throws -> (state: AdjudicationState, layer: RowKey, id: ID<Layer>)? {
    try db.firstRow(
      """
      SELECT a.state, a.layer, l.id FROM adjudication a JOIN layer l ON l.key = a.layer
      WHERE a.data_object = ? AND a.person = ?
      """, [object, person]
    ).map { (try $0.value("state"), $0["layer"], try $0.id("id")) }
  }

  /// The record of going on to a state; what was never begun begins as a copy of `start`.
  func record(to after: AdjudicationState, from start: AdjudicationStart) -> AdjudicationRecord {
    var record = AdjudicationRecord(
      before: state, after: after, layer: layer?.id ?? transaction.newID())
    guard state == .none else { return record }
    record.changes = start.shapes.compactMap { ShapeChange(before: nil, after: $0) }
    if !start.tags.isEmpty { record.tags = .init(before: tags, after: start.tags) }
    return record
  }

  /// Writes the entry and makes its change; `record.before` must be how things stand.
  mutating func perform(
    _ record: AdjudicationRecord, kind: EntryKind, undoes: EntryNumber? = nil,
    activeSeconds: Double = 0
  ) throws -> EntryNumber {
    let entry = try Journal.append(
      .init(
        kind: kind, person: person, job: object.job, image: object.image, undoes: undoes,
        payload: .adjudication(record)), in: transaction)
    try carryOut(record, entry: entry, activeSeconds: activeSeconds)
    return entry
  }

  /// Makes the change of an entry that is written.
  mutating func carryOut(
    _ record: AdjudicationRecord, entry: EntryNumber, activeSeconds: Double = 0
  ) throws {
    guard state == record.before else { throw outdated("it is \(state.rawValue) now") }
    if let change = record.tags, change.before != tags {
      throw outdated("what was chosen for it has changed")
    }
    let layer = try key(of: record.layer)
    try change(layer, by: record, entry: entry, activeSeconds: activeSeconds)
    try transaction.run(
      """
      INSERT INTO adjudication (data_object, person, layer, state, changed) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (data_object, person) DO UPDATE
        SET layer = excluded.layer, state = excluded.state, changed = excluded.changed
      """, [object.key, person, layer, record.after.rawValue, entry])
    if (record.before == .decided) != (record.after == .decided) {
      try AnswerUpdate.run(object.key, in: transaction)
    }
    self = try AdjudicationDesk(person: person, object: object, in: transaction)
  }

  private func change(
    _ layer: RowKey, by record: AdjudicationRecord, entry: EntryNumber, activeSeconds: Double
  ) throws {
    let labels = try JobTable.labelKeysByID(of: object.job, in: transaction.db)
    for change in record.changes {
      try ShapeTable.change(change, of: layer, labels: labels, at: object, in: transaction)
    }
    if let tags = record.tags {
      try transaction.run("DELETE FROM tag WHERE layer = ?", [layer])
      try TagTable.add(tags.after, labels: labels, to: layer, in: transaction)
    }
    try transaction.run(
      """
      UPDATE layer SET submitted_at = ?, last_number = max(last_number, ?), changed = ?,
        active_seconds = coalesce(active_seconds, 0) + ? WHERE key = ?
      """,
      [
        record.after == .decided ? transaction.moment.microseconds : nil,
        record.changes.map(\.number).max() ?? 0, entry, activeSeconds, layer,
      ])
  }

  /// The key of the lead's layer, which is added when it is new.
  private func key(of id: ID<Layer>) throws -> RowKey {
    if let layer, layer.id == id { return layer.key }
    let source = try SourceTable.key(
      for: .init(kind: .adjudication, person: person), in: transaction)
    let last = try transaction.db.integer(
      "SELECT max(round) FROM layer WHERE data_object = ? AND source = ?", [object.key, source])
    return try LayerTable.add(
      .init(
        id: id, object: object.key, source: source, round: Int(last ?? 0) + 1,
        createdAt: transaction.moment), in: transaction)
  }

  private func outdated(_ detail: String) -> StoreError {
    .outdated(index: object.position, detail: detail)
  }
}
