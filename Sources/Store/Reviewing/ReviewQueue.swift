package import AnnotationModel
import GRDB

/// What one reviewer sees and does in one job: its answers, worst box first.
///
/// Reviewing is blind: nothing here says who made an answer, and no layer but the one to review
/// and the reviewer's own can be reached. All reviewers of a job share one queue.
package struct ReviewQueue: Sendable {
  let store: Store
  let personKey: RowKey
  let jobKey: RowKey
  /// The job with its labels.
  package let job: Job
  /// The number of the session; nil outside sessions.
  var fence: Int64?

  /// The same queue as a session of its own, the newest one of this person in this job.
  ///
  /// From here on every write through an older one throws `takenOver`. Queues without a session are
  /// never refused for that reason, and hold no lease after an undo.
  package func newSession() throws(StoreError) -> ReviewQueue {
    try store.finishPendingUpdates()
    var queue = self
    queue.fence = try store.write("beginning a session") { transaction in
      try PersonTable.checkRole(of: personKey, asOneOf: [.reviewer, .lead], in: transaction.db)
      try transaction.run(
        """
        INSERT INTO review_session (job, person, fence, begun_at) VALUES (?, ?, 1, ?)
        ON CONFLICT (job, person) DO UPDATE
          SET fence = fence + 1, begun_at = excluded.begun_at
        """, [jobKey, personKey, transaction.moment.microseconds])
      return try currentFence(in: transaction.db)
    }
    return queue
  }

  /// How far the review is; takes no longer for a million images than for ten.
  package func progress() throws(StoreError) -> ReviewProgress {
    try store.read("reading progress") { try ReviewProgress.of(jobKey, in: $0) }
  }

  /// Hands out the data object that is next; nil when nothing is left to review.
  ///
  /// First come those that this reviewer has begun or holds. Then, by their worst box: the one
  /// whose confidence is furthest below the threshold of its label, and so on upwards; those
  /// without any measured confidence in the order of the job; empty answers last. It is leased:
  /// no other reviewer gets it until `HandOutRules.leaseSeconds` without a heartbeat have passed,
  /// or `draftSeconds` once something was decided. `passing` are those left for later. An answer
  /// that is this person's own alone is not handed out while somebody else may review.
  package func take(
    passing: Set<DataObjectKey> = []
  ) throws(StoreError) -> ReviewItem? {
    try store.write("taking the next image") { transaction in
      try checkSession(in: transaction.db)
      let handOut = try ReviewHandOut(
        job: jobKey, person: personKey, passing: Set(passing.map(\.value)), in: transaction)
      return try handOut.next().map { try lease($0, in: transaction) }
    }
  }

  /// Takes one particular data object, for going back.
  ///
  /// What this reviewer has finished or sent back is given as it is. Throws `inReview` while
  /// another reviewer has it, `reviewed` when another has finished it, and `nothingToReview`.
  package func take(_ dataObject: DataObjectKey) throws(StoreError) -> ReviewItem {
    try store.write("taking an image") { transaction in
      try checkSession(in: transaction.db)
      let object = try AssignmentTable.dataObject(dataObject, job: jobKey, in: transaction.db)
      let entry = try ReviewTable.find(object.key, in: transaction.db).entry
      if [.reviewed, .returned].contains(entry.stage), let person = entry.person,
        try PersonTable.root(of: person, in: transaction.db) == personKey
      {
        return try item(object, in: transaction.db)
      }
      return try lease(object, in: transaction)
    }
  }

  /// The data object at a place in the job, from 0, as `take` would show it, without taking it.
  ///
  /// Nil past the end, and where there is nothing for this reviewer to see: no answer, gold, or
  /// the work of another reviewer.
  package func item(at index: Int) throws(StoreError) -> ReviewItem? {
    try store.read("reading an image") { db in
      guard let row = try db.firstRow(HotQuery.itemAtIndex, [jobKey, index]) else { return nil }
      let object = AssignmentTable.DataObject(
        key: row["key"], job: jobKey, position: index, image: row["image"])
      let entry = try ReviewTable.find(object.key, in: db).entry
      let isOther = try entry.person.map { try PersonTable.root(of: $0, in: db) != personKey }
      guard ![.none, .gold].contains(entry.stage), isOther != true else { return nil }
      return try item(object, in: db)
    }
  }

  /// Says that the reviewer is still there: untouched data objects that they took stay theirs.
  ///
  /// To be called a few times per lease. Throws `takenOver` in a session that is not the newest.
  package func heartbeat() throws(StoreError) {
    try store.write("keeping the image") { transaction in
      try checkSession(in: transaction.db)
      let end = try Lease.end(for: .leased, job: jobKey, in: transaction)
      try transaction.run(
        "UPDATE review SET lease_expires_at = ? WHERE job = ? AND person = ? AND state = 'leased'",
        [end, jobKey, personKey])
    }
  }

  /// Gives a data object back to the other reviewers at once, unless something was decided.
  package func release(_ dataObject: DataObjectKey) throws(StoreError) {
    try store.write("giving an image back") { transaction in
      try checkSession(in: transaction.db)
      var desk = try desk(dataObject, in: transaction)
      try desk.release()
    }
  }

  // MARK: Within a transaction

  /// Throws `takenOver` unless this is the newest session, `merged` for a person who is part of
  /// another now, and `removed` for one who has no right to this any more.
  func checkSession(in db: Database) throws {
    try PersonTable.checkRole(of: personKey, asOneOf: [.reviewer, .lead], in: db)
    guard let fence else { return }
    if try currentFence(in: db) != fence { throw StoreError.takenOver(job: job.name) }
  }

  func desk(_ key: DataObjectKey, in transaction: Transaction) throws -> ReviewDesk {
    try ReviewDesk(
      person: personKey,
      object: AssignmentTable.dataObject(key, job: jobKey, in: transaction.db), fence: fence,
      in: transaction)
  }

  private func currentFence(in db: Database) throws -> Int64? {
    try db.integer(
      "SELECT fence FROM review_session WHERE job = ? AND person = ?", [jobKey, personKey])
  }

  private func lease(
    _ object: AssignmentTable.DataObject, in transaction: Transaction
  ) throws -> ReviewItem {
    var desk = try ReviewDesk(person: personKey, object: object, fence: fence, in: transaction)
    try desk.lease()
    return try item(object, in: transaction.db)
  }
}

extension ReviewerView {
  /// The queue of a job for this reviewer; throws `unknown`.
  package func queue(of job: Job) throws(StoreError) -> ReviewQueue {
    let (job, jobKey) = try store.read("opening the job") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      return (try JobTable.job(jobKey, in: db), jobKey)
    }
    return ReviewQueue(store: store, personKey: personKey, jobKey: jobKey, job: job)
  }
}
