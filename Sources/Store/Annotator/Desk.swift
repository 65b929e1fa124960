import AnnotationModel
import GRDB

/// One person at one data object, within one transaction.
struct Desk {
  let transaction: Transaction
  let person: RowKey
  let object: AssignmentTable.DataObject
  private(set) var assignment: AssignmentTable.Assignment

  init(
    person: RowKey, object: AssignmentTable.DataObject, in transaction: Transaction
  ) throws {
    self.transaction = transaction
    self.person = person
    self.object = object
    assignment = try AssignmentTable.assignment(
      person: person, object: object.key, in: transaction.db)
  }

  var standing: Standing { assignment.standing }

  /// The person's layer of a round, drawn on or not, with the highest number it ever used.
  func ownLayer(round: Int) throws -> (id: ID<Layer>, lastNumber: Int)? {
    try Self.ownLayer(person: person, object: object.key, round: round, in: transaction.db)
  }

  static func ownLayer(
    person: RowKey, object: RowKey, round: Int, in db: Database
  ) throws -> (id: ID<Layer>, lastNumber: Int)? {
    try db.firstRow(
      HotQuery.layerOfRound, [object, round, person]
    ).map { (try $0.id("id"), $0["last_number"]) }
  }

  /// Writes the entry and makes its change; `record.before` must be how things stand.
  mutating func perform(
    _ record: WorkRecord, kind: EntryKind, undoes: EntryNumber? = nil, activeSeconds: Double = 0
  ) throws -> EntryNumber {
    guard standing == record.before else {
      throw outdated("it is \(standing.state.rawValue) now")
    }
    let entry = try Journal.append(
      .init(
        kind: kind, person: person, job: object.job, image: object.image, undoes: undoes,
        payload: .work(record)), in: transaction)
    if activeSeconds > 0 {
      assignment.activeSeconds = (assignment.activeSeconds ?? 0) + activeSeconds
    }
    assignment.layer = try change(record, entry: entry)
    assignment.standing = record.after
    assignment.changed = entry
    // From here on it is the person's own work, which no import replaces.
    assignment.batch = nil
    try AssignmentTable.save(assignment, person: person, object: object, in: transaction)
    try ResumePoint.set(
      object.position, job: object.job, person: person, in: transaction)
    return entry
  }

  func outdated(_ detail: String) -> StoreError {
    .outdated(index: object.position, detail: detail)
  }

  /// Changes the layer; returns the key of the layer that the person stands with afterwards.
  private func change(_ record: WorkRecord, entry: EntryNumber) throws -> RowKey? {
    guard let id = record.layer else { return nil }
    let layer = try layerKey(id, round: record.after.round)
    let labels =
      record.changes.isEmpty
      ? [:] : try JobTable.labelKeysByID(of: object.job, in: transaction.db)
    for step in record.changes { try change(step, layer: layer, labels: labels) }
    try transaction.run(
      """
      UPDATE layer SET submitted_at = ?, last_number = max(last_number, ?), changed = ?,
        active_seconds = ? WHERE key = ?
      """,
      [
        record.after.submittedAt?.microseconds, record.changes.map(\.number).max() ?? 0, entry,
        assignment.activeSeconds, layer,
      ])
    return record.after.layer == nil ? nil : layer
  }

  private func change(
    _ step: ShapeChange, layer: RowKey, labels: [ID<Label>: RowKey]
  ) throws {
    let current = try ShapeTable.shape(step.number, of: layer, in: transaction.db)
    guard current == step.before else {
      throw outdated("shape \(step.number) is not what it was")
    }
    if current != nil { try ShapeTable.remove(step.number, from: layer, in: transaction) }
    guard let shape = step.after else { return }
    guard let label = labels[shape.label] else {
      throw StoreError.unknown(kind: "label of this job", name: shape.label.description)
    }
    try ShapeTable.add(shape, label: label, to: layer, in: transaction)
  }

  private func layerKey(_ id: ID<Layer>, round: Int) throws -> RowKey {
    if let key = try transaction.db.integer("SELECT key FROM layer WHERE id = ?", [id.blob]) {
      return key
    }
    let source = try SourceTable.key(for: .init(kind: .person, person: person), in: transaction)
    return try LayerTable.add(
      .init(
        id: id, object: object.key, source: source, round: round,
        createdAt: transaction.moment), in: transaction)
  }
}

/// Where a person was last in a job.
enum ResumePoint {
  static func set(
    _ position: Int, job: RowKey, person: RowKey, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO resume_point (job, person, position, moment) VALUES (?, ?, ?, ?)
      ON CONFLICT (job, person) DO UPDATE
        SET position = excluded.position, moment = excluded.moment
      """, [job, person, position, transaction.moment.microseconds])
  }
}
