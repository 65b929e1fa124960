import AnnotationModel
import GRDB

/// One person at one data object, within one transaction.
struct Desk {
  let transaction: Transaction
  let person: RowKey
  let object: AssignmentTable.DataObject
  /// The session that acts; nil outside sessions.
  let fence: Int64?
  var assignment: AssignmentTable.Assignment

  init(
    person: RowKey, object: AssignmentTable.DataObject, fence: Int64? = nil,
    in transaction: Transaction
  ) throws {
    self.fence = fence
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

  /// The highest shape number that the person's answer ever used.
  func lastNumber() throws -> Int {
    try Self.lastNumber(standing, person: person, object: object.key, in: transaction.db)
  }

  static func lastNumber(
    _ standing: Standing, person: RowKey, object: RowKey, in db: Database
  ) throws -> Int {
    // A returned answer goes on as a new round, which may have been begun and undone before.
    let rounds =
      standing.state == .returned ? [standing.round, standing.round + 1] : [standing.round]
    return try rounds.compactMap {
      try ownLayer(person: person, object: object, round: $0, in: db)?.lastNumber
    }.max() ?? 0
  }

  /// The record of going on with an answer; after it was returned, in a new round.
  func goingOn(
    to state: AssignmentState, changes: [ShapeChange] = []
  ) throws -> WorkRecord {
    let before = standing
    let isReturned = before.state == .returned
    var after = Standing(state: state, round: before.round + (isReturned ? 1 : 0))
    let known = isReturned ? nil : before.layer
    after.layer = try known ?? ownLayer(round: after.round)?.id ?? transaction.newID()
    if state == .submitted { after.submittedAt = transaction.moment }
    var record = WorkRecord(changes: changes, before: before, after: after)
    if isReturned, let earlier = before.layer, let layer = after.layer {
      record.newRound = .init(layer: layer, copyOf: earlier)
    }
    return record
  }

  /// Writes the entry and makes its change; `record.before` must be how things stand.
  mutating func perform(
    _ record: WorkRecord, kind: EntryKind, undoes: EntryNumber? = nil, activeSeconds: Double = 0,
    actor: RowKey? = nil
  ) throws -> EntryNumber {
    guard standing == record.before else {
      throw outdated("it is \(standing.state.rawValue) now")
    }
    try claimSeat(for: record.after.state)
    let entry = try Journal.append(
      .init(
        kind: kind, person: actor ?? person, job: object.job, image: object.image, undoes: undoes,
        payload: .work(record)), in: transaction)
    try carryOut(record, entry: entry, activeSeconds: activeSeconds)
    if actor == nil {
      try ResumePoint.set(object.position, job: object.job, person: person, in: transaction)
    }
    return entry
  }

  /// Makes the change of an entry that is written; whoever calls has looked after the seat.
  mutating func carryOut(
    _ record: WorkRecord, entry: EntryNumber, activeSeconds: Double = 0
  ) throws {
    guard standing == record.before else {
      throw outdated("it is \(standing.state.rawValue) now")
    }
    if activeSeconds > 0 {
      assignment.activeSeconds = (assignment.activeSeconds ?? 0) + activeSeconds
    }
    assignment.layer = try change(record, entry: entry)
    assignment.standing = record.after
    assignment.changed = entry
    // From here on it is the person's own work, which no import replaces.
    assignment.batch = nil
    try AssignmentTable.save(
      assignment, person: person, object: object, fence: fence, in: transaction)
    if record.before.state != record.after.state {
      try AnswerUpdate.run(object.key, in: transaction)
    }
  }

  func outdated(_ detail: String) -> StoreError {
    .outdated(index: object.position, detail: detail)
  }

  /// Changes the layer; returns the key of the layer that the person stands with afterwards.
  private func change(_ record: WorkRecord, entry: EntryNumber) throws -> RowKey? {
    guard let id = record.layer else { return nil }
    let layer = try layerKey(id, round: max(record.before.round, record.after.round))
    let begins = record.newRound != nil && record.after.layer == id
    if let round = record.newRound, begins { try copy(round.copyOf, to: layer) }
    let labels =
      record.changes.isEmpty
      ? [:] : try JobTable.labelKeysByID(of: object.job, in: transaction.db)
    for step in record.changes {
      try ShapeTable.change(step, of: layer, labels: labels, at: object, in: transaction)
    }
    if record.newRound != nil && !begins {
      try transaction.run("DELETE FROM shape WHERE layer = ?", [layer])
      try transaction.run("DELETE FROM tag WHERE layer = ?", [layer])
    }
    try transaction.run(
      """
      UPDATE layer SET submitted_at = ?, last_number = max(last_number, ?), changed = ?,
        active_seconds = ? WHERE key = ?
      """,
      [
        record.after.submittedAt?.microseconds, record.changes.map(\.number).max() ?? 0, entry,
        assignment.activeSeconds, layer,
      ])
    guard let after = record.after.layer else { return nil }
    return after == id ? layer : try layerKey(after, round: record.after.round)
  }

  /// Fills a new round with the shapes of the one before.
  private func copy(_ earlier: ID<Layer>, to layer: RowKey) throws {
    let from = try transaction.db.integer("SELECT key FROM layer WHERE id = ?", [earlier.blob])
    guard let from else { throw outdated("its earlier round is gone") }
    try LayerTable.copyShapes(from: from, to: layer, in: transaction)
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
