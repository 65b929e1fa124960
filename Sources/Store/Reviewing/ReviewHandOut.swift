import AnnotationModel
import GRDB

/// Finds the data object that one reviewer gets next in a job.
struct ReviewHandOut {
  private let job: RowKey
  private let person: RowKey
  private let passing: Set<RowKey>
  private let transaction: Transaction
  /// Authors whose answers this person does not review.
  private let barred: Set<RowKey>
  /// The person and everybody who was merged into them.
  private let family: [RowKey]

  init(
    job: RowKey, person: RowKey, passing: Set<RowKey>, in transaction: Transaction
  ) throws {
    self.job = job
    self.person = person
    self.passing = passing
    self.transaction = transaction
    family = try PersonTable.family(of: person, in: transaction.db)
    barred =
      try Self.hasOtherReviewer(than: person, in: transaction.db) ? Set(family) : []
  }

  /// The reviewer's own work first, else the worst that waits; nil when there is nothing.
  func next() throws -> AssignmentTable.DataObject? {
    for stage in [ReviewTable.Stage.draft, .leased] {
      if let own = try own(stage) { return own }
    }
    try reclaim(.leased)
    if let worst = try worst() { return worst }
    guard try reclaim(.draft) else { return nil }
    return try worst()
  }

  /// Whether anybody else could review what this person has answered.
  private static func hasOtherReviewer(than person: RowKey, in db: Database) throws -> Bool {
    let holders = try Int64.fetchAll(
      db.cachedStatement(sql: "SELECT DISTINCT person FROM role WHERE role IN ('reviewer', 'lead')")
    )
    return try holders.contains { try PersonTable.root(of: $0, in: db) != person }
  }

  private func own(_ stage: ReviewTable.Stage) throws -> AssignmentTable.DataObject? {
    var position = -1
    while let row = try transaction.db.firstRow(
      HotQuery.ownReviews, [job, person, stage.rawValue, position])
    {
      position = row["position"]
      if !passing.contains(row["data_object"]) { return try object(row["data_object"]) }
    }
    return nil
  }

  /// Ends the leases that have run out; false when none had.
  ///
  /// What a reviewer had decided in a draft is dropped: another one begins from the answer.
  @discardableResult
  private func reclaim(_ stage: ReviewTable.Stage) throws -> Bool {
    let ended = try Int64.fetchAll(
      transaction.db.cachedStatement(sql: HotQuery.endedReviews),
      arguments: [job, stage.rawValue, Lease.ticks(in: transaction)])
    for key in ended {
      try transaction.run(
        """
        UPDATE review SET state = 'waiting', person = NULL, layer = NULL, seen = NULL,
          lease_expires_at = NULL
        WHERE data_object = ?
        """, [key])
      try AnswerUpdate.run(key, in: transaction)
    }
    return !ended.isEmpty
  }

  /// The worst of each author's answers, and of these the worst.
  private func worst() throws -> AssignmentTable.DataObject? {
    var best: Place?
    var author: RowKey = -1
    while let next = try transaction.db.integer(HotQuery.nextAuthor, [job, author]) {
      author = next
      guard !barred.contains(author), let place = try worst(of: author) else { continue }
      if best.map({ place < $0 }) ?? true { best = place }
    }
    return try best.map { try object($0.object) }
  }

  private func worst(of author: RowKey) throws -> Place? {
    var place = Place(object: 0, level: -1, margin: 0, position: -1)
    while let row = try transaction.db.firstRow(
      HotQuery.nextReview, [job, author, place.level, place.margin, place.position])
    {
      place = Place(
        object: row["data_object"], level: row["level"], margin: row["margin"],
        position: row["position"])
      if try !passing.contains(place.object) && !isAtWork(on: place.object) { return place }
    }
    return nil
  }

  /// Whether the person is answering the data object themselves, blind to what others say.
  private func isAtWork(on object: RowKey) throws -> Bool {
    try family.contains { member in
      let assignment = try AssignmentTable.assignment(
        person: member, object: object, in: transaction.db)
      return assignment.isLeased || [.draft, .returned].contains(assignment.standing.state)
    }
  }

  private func object(_ key: RowKey) throws -> AssignmentTable.DataObject {
    try AssignmentTable.dataObject(DataObjectKey(value: key), job: job, in: transaction.db)
  }

  /// A place in the queue.
  private struct Place: Comparable {
    let object: RowKey
    let level: Int
    let margin: Double
    let position: Int

    static func < (lhs: Place, rhs: Place) -> Bool {
      (lhs.level, lhs.margin, lhs.position) < (rhs.level, rhs.margin, rhs.position)
    }
  }
}
