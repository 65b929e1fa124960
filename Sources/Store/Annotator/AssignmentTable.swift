import AnnotationModel
import GRDB

/// Where persons stand with data objects.
enum AssignmentTable {
  /// A data object with what its assignments repeat of it.
  struct DataObject {
    let key: RowKey
    let job: RowKey
    let position: Int
    let image: RowKey
  }

  /// One row, as far as work on it needs.
  struct Assignment {
    var key: RowKey?
    var standing = Standing.untouched
    var layer: RowKey?
    var activeSeconds: Double?
    var changed: EntryNumber?
    var batch: RowKey?
    var seat = Seat.none
    /// Handed out and nothing drawn yet; the standing of such a row is `waiting`.
    var isLeased = false

    /// What the row says, a lease included.
    var state: AssignmentState {
      standing.state == .waiting && isLeased ? .leased : standing.state
    }
  }

  /// A person's right to answer a data object, as the database holds it.
  enum Seat: Int64 {
    case none = 0
    case worker = 1
    case file = 2
  }

  /// A data object of a job; throws `unknown` for one of another job.
  static func dataObject(
    _ key: DataObjectKey, job: RowKey, in db: Database
  ) throws -> DataObject {
    let row = try db.firstRow(
      "SELECT position, image FROM data_object WHERE key = ? AND job = ?", [key.value, job])
    guard let row else { throw StoreError.unknown(kind: "data object", name: "\(key.value)") }
    return DataObject(key: key.value, job: job, position: row["position"], image: row["image"])
  }

  /// The data object of an image in a job; nil when the job does not have it.
  static func dataObject(image: RowKey, job: RowKey, in db: Database) throws -> DataObject? {
    try db.firstRow(
      "SELECT key, position FROM data_object WHERE image = ? AND job = ?", [image, job]
    ).map { DataObject(key: $0["key"], job: job, position: $0["position"], image: image) }
  }

  /// Reads where a person stands; somebody who never touched the object stands at `waiting`.
  static func assignment(
    person: RowKey, object: RowKey, in db: Database
  ) throws -> Assignment {
    let row = try db.firstRow(HotQuery.assignment, [person, object])
    guard let row else { return Assignment() }
    let state: AssignmentState = try row.value("state")
    let standing = Standing(
      state: state == .leased ? .waiting : state, round: row["round"],
      layer: try row.optionalID("layer_id"),
      reason: row["reason"], submittedAt: row.optionalMoment("submitted_at"))
    return Assignment(
      key: row["key"], standing: standing, layer: row["layer"],
      activeSeconds: row["active_seconds"], changed: row["changed"], batch: row["batch"],
      seat: Seat(rawValue: row["seat"]) ?? .none, isLeased: state == .leased)
  }

  /// Writes where a person stands with a data object.
  static func save(
    _ assignment: Assignment, person: RowKey, object: DataObject, fence: Int64? = nil,
    in transaction: Transaction
  ) throws {
    let lease = try Lease.end(for: assignment.state, job: object.job, in: transaction)
    let seat = seat(of: assignment).rawValue
    let standing = assignment.standing
    let moment = standing.submittedAt?.microseconds
    if let key = assignment.key {
      try transaction.run(
        """
        UPDATE assignment SET state = ?, round = ?, layer = ?, reason = ?, active_seconds = ?,
          submitted_at = ?, changed = ?, batch = ?, seat = ?, lease_expires_at = ?,
          lease_fence = ? WHERE key = ?
        """,
        [
          assignment.state.rawValue, standing.round, assignment.layer, standing.reason,
          assignment.activeSeconds, moment, assignment.changed, assignment.batch, seat, lease,
          fence ?? 0, key,
        ])
    } else {
      try transaction.run(
        """
        INSERT INTO assignment (job, person, data_object, position, state, round, layer, reason,
          active_seconds, created_at, submitted_at, changed, batch, seat, lease_expires_at,
          lease_fence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          object.job, person, object.key, object.position, assignment.state.rawValue,
          standing.round, assignment.layer, standing.reason, assignment.activeSeconds,
          transaction.moment.microseconds, moment, assignment.changed, assignment.batch, seat,
          lease, fence ?? 0,
        ])
    }
    let finished = FinishedRanges(job: object.job, person: person)
    if standing.state.isFinished {
      try finished.insert(object.position, in: transaction)
    } else {
      try finished.remove(object.position, in: transaction)
    }
  }

  private static func seat(of assignment: Assignment) -> Seat {
    if assignment.batch != nil { return assignment.state == .submitted ? .file : .none }
    return assignment.state.holdsSeat ? .worker : .none
  }

  /// Removes a row, as if the person had never touched the object.
  static func delete(
    _ key: RowKey, person: RowKey, object: DataObject, in transaction: Transaction
  ) throws {
    try transaction.run("DELETE FROM assignment WHERE key = ?", [key])
    try FinishedRanges(job: object.job, person: person).remove(object.position, in: transaction)
  }
}

extension AssignmentState {
  /// Whether "next unfinished" passes over it.
  var isFinished: Bool { self == .submitted || self == .skipped }

  /// Whether a person in this state is one of those whom the job asks for.
  var holdsSeat: Bool { self != .waiting && self != .skipped }
}
