import AnnotationModel
import GRDB

/// One reviewer at one data object, within one transaction.
struct ReviewDesk {
  let transaction: Transaction
  let person: RowKey
  let object: AssignmentTable.DataObject
  /// The session that acts; nil outside sessions.
  let fence: Int64?
  private(set) var entry: ReviewTable.Entry
  private(set) var standing: ReviewStanding

  init(
    person: RowKey, object: AssignmentTable.DataObject, fence: Int64?,
    in transaction: Transaction
  ) throws {
    self.transaction = transaction
    self.person = person
    self.object = object
    self.fence = fence
    entry = try ReviewTable.find(object.key, in: transaction.db).entry
    standing = try Self.standing(of: entry, in: transaction.db)
  }

  static func standing(of entry: ReviewTable.Entry, in db: Database) throws -> ReviewStanding {
    guard entry.stage.state != .waiting else { return .untouched }
    return ReviewStanding(
      state: entry.stage.state,
      reviewer: try entry.person.map { try PersonTable.person($0, in: db).id },
      layer: entry.layerID, reason: entry.reason)
  }

  /// Whether the data object is the reviewer's own now, as the person is known today.
  private func isOwn() throws -> Bool {
    try entry.person.map { try PersonTable.root(of: $0, in: transaction.db) == person } ?? false
  }

  /// Throws unless the reviewer may begin or go on: `inReview`, `reviewed` or `nothingToReview`.
  func checkAvailable() throws {
    let index = object.position
    switch entry.stage {
    case .none, .gold: throw StoreError.nothingToReview(index: index)
    case .waiting: return
    case .leased, .draft:
      if try isOwn() { return }
      let isOver = try entry.leaseEnd.map { try $0 <= Lease.ticks(in: transaction) } ?? true
      // An untouched one is free once its lease is over; a draft goes to others by `take` only.
      guard entry.stage == .leased, isOver else { throw StoreError.inReview(index: index) }
    case .reviewed, .returned: throw StoreError.reviewed(index: index)
    }
  }

  /// Leases the data object to the reviewer, who keeps what they have decided.
  ///
  /// They begin again where the answer has changed since: what they decided about the earlier one
  /// stays in the journal only.
  mutating func lease() throws {
    try checkAvailable()
    if try entry.stage != .draft || !isAnswerAsSeen() {
      entry.stage = .leased
      entry.seen = try stateOfBase()
      (entry.layer, entry.layerID, entry.reason) = (nil, nil, "")
      standing = .untouched
    }
    entry.person = person
    try save()
  }

  /// Lets others have a data object about which nothing was decided.
  mutating func release() throws {
    guard entry.stage == .leased, try isOwn() else { return }
    entry.stage = .waiting
    (entry.person, entry.seen) = (nil, nil)
    try save()
  }

  /// Names the layer to review and the entry that changed it last.
  private func stateOfBase() throws -> String? {
    try entry.base.flatMap { base in
      try transaction.db.integer("SELECT changed FROM layer WHERE key = ?", [base]).map {
        "\(base).\($0)"
      }
    }
  }

  /// Whether the answer is still the one that the reviewer was shown; drafts that an older program
  /// began do not say what was shown.
  private func isAnswerAsSeen() throws -> Bool {
    guard let seen = entry.seen else { return entry.stage == .draft }
    return try seen == stateOfBase()
  }

  /// Throws `outdated` when the answer has changed since the reviewer was shown it.
  func checkSeen() throws {
    guard try isAnswerAsSeen() else { throw outdated("its answer is another one by now") }
  }

  private mutating func save() throws {
    let state: AssignmentState =
      entry.stage == .leased ? .leased : entry.stage == .draft ? .draft : .submitted
    entry.leaseEnd = try Lease.end(for: state, job: object.job, in: transaction)
    try ReviewTable.save(entry, of: object.key, in: transaction)
  }

  // MARK: Changing

  /// The record of an action of this reviewer that leads to a state; it begins the layer if need be.
  func record(
    to state: ReviewState, changes: [ShapeChange] = [],
    verdicts: [ReviewRecord.VerdictChange] = []
  ) throws -> ReviewRecord {
    let id = try PersonTable.person(person, in: transaction.db).id
    var after = ReviewStanding(state: state, reviewer: id, layer: standing.layer)
    var record = ReviewRecord(
      before: standing, after: after, changes: changes, verdicts: verdicts)
    // Nobody accepts by name what has become another answer since it was shown.
    if standing.state != .reviewed { try checkSeen() }
    guard standing.layer == nil else { return record }
    after.layer = transaction.newID()
    record.after = after
    record.copyOf = try baseID()
    return record
  }

  private func baseID() throws -> ID<Layer> {
    guard let base = entry.base,
      let row = try transaction.db.firstRow("SELECT id FROM layer WHERE key = ?", [base])
    else { throw StoreError.nothingToReview(index: object.position) }
    return try row.id("id")
  }

  /// Writes the entry and makes its change; `record.before` must be how things stand.
  mutating func perform(
    _ record: ReviewRecord, kind: EntryKind, undoes: EntryNumber? = nil,
    activeSeconds: Double = 0
  ) throws -> EntryNumber {
    guard standing == record.before else { throw outdated("it is \(standing.state.rawValue) now") }
    let entry = try Journal.append(
      .init(
        kind: kind, person: person, job: object.job, image: object.image, undoes: undoes,
        payload: .review(record)), in: transaction)
    try carryOut(record, entry: entry, activeSeconds: activeSeconds)
    return entry
  }

  /// Makes the change of an entry that is written.
  mutating func carryOut(
    _ record: ReviewRecord, entry number: EntryNumber, activeSeconds: Double = 0
  ) throws {
    guard standing == record.before else { throw outdated("it is \(standing.state.rawValue) now") }
    try changeLayer(record, entry: number, activeSeconds: activeSeconds)
    let after = record.after
    entry.layer = try after.layer.flatMap(layerKey)
    entry.layerID = after.layer
    entry.reason = after.reason
    entry.changed = number
    entry.person = try after.reviewer.map { try PersonTable.ownKey(of: $0, in: transaction.db) }
    let seen = entry.seen
    entry.seen = nil
    switch after.state {
    case .draft:
      entry.stage = .draft
      // A finished review that is taken up again goes on from the answer of today.
      entry.seen = try record.before.state == .reviewed ? stateOfBase() : seen
    case .reviewed: entry.stage = .reviewed
    case .returned: entry.stage = .returned
    case .waiting:
      // Whoever takes back the first decision in a session is still at the image.
      entry.stage = fence == nil ? .waiting : .leased
      entry.person = fence == nil ? nil : person
      if fence != nil { entry.seen = try stateOfBase() }
    }
    try save()
    standing = after
    if record.before.state != after.state { try AnswerUpdate.run(object.key, in: transaction) }
    entry = try ReviewTable.find(object.key, in: transaction.db).entry
  }

  /// Goes on from a standing that is known to have been there when the transaction began.
  mutating func assume(_ standing: ReviewStanding) { self.standing = standing }

  func outdated(_ detail: String) -> StoreError {
    .outdated(index: object.position, detail: detail)
  }

  private func layerKey(_ id: ID<Layer>) throws -> RowKey? {
    try transaction.db.integer("SELECT key FROM layer WHERE id = ?", [id.blob])
  }
}
