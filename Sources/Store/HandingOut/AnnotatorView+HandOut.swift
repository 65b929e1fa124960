import AnnotationModel
import GRDB

extension AnnotatorView {
  /// The same view as a session of its own, the newest one of this person in this job.
  ///
  /// From here on every write through an older session throws `takenOver`; what the person held
  /// there is theirs here. Views without a session are never refused for that reason.
  package func newSession() throws(StoreError) -> AnnotatorView {
    var view = self
    view.fence = try store.write("beginning a session") { transaction in
      try PersonTable.checkRole(of: personKey, asOneOf: [.annotator], in: transaction.db)
      try transaction.run(
        """
        INSERT INTO session (job, person, fence, begun_at) VALUES (?, ?, 1, ?)
        ON CONFLICT (job, person) DO UPDATE
          SET fence = fence + 1, begun_at = excluded.begun_at
        """, [jobKey, personKey, transaction.moment.microseconds])
      return try currentFence(in: transaction.db)
    }
    return view
  }

  /// Hands out the data object that is next for this annotator; nil when nothing is left to do.
  ///
  /// First comes what was returned, then the annotator's drafts, then what was taken and not
  /// touched, then by priority and the job's order a data object that needs somebody, and among
  /// them gold, as the rules say. It is leased: nobody else gets its place until
  /// `HandOutRules.leaseSeconds` without a heartbeat have passed. `passing` are data objects that
  /// the annotator leaves for later. Leases are not in the journal, because they change no answer.
  package func take(passing: Set<DataObjectKey> = []) throws(StoreError) -> WorkItem? {
    try store.write("taking the next image") { transaction in
      try checkSession(in: transaction.db)
      let handOut = try HandOut(job: jobKey, person: personKey, in: transaction.db)
      let object = try handOut.next(passing: Set(passing.map(\.value)), in: transaction)
      return try object.map { try lease($0, isDealt: true, in: transaction) }
    }
  }

  /// Takes one particular data object; finished ones are given back as they are.
  ///
  /// Throws `taken`, `reclaimed` or `purged` when it cannot be had.
  package func take(_ dataObject: DataObjectKey) throws(StoreError) -> WorkItem {
    try store.write("taking an image") { transaction in
      try checkSession(in: transaction.db)
      return try lease(
        AssignmentTable.dataObject(dataObject, job: jobKey, in: transaction.db), isDealt: false,
        in: transaction)
    }
  }

  /// Says that the annotator is still there: untouched data objects that they took stay theirs.
  ///
  /// To be called a few times per lease. Throws `takenOver` in a session that is not the newest.
  package func heartbeat() throws(StoreError) {
    try store.write("keeping the image") { transaction in
      try checkSession(in: transaction.db)
      let end = try Lease.end(for: .leased, job: jobKey, in: transaction)
      try transaction.run(
        "UPDATE assignment SET lease_expires_at = ? WHERE job = ? AND person = ? AND state = ?",
        [end, jobKey, personKey, AssignmentState.leased.rawValue])
    }
  }

  /// Gives a data object back to the others at once; a draft of it is kept.
  ///
  /// Nothing happens when it is finished or was never taken.
  package func release(_ dataObject: DataObjectKey) throws(StoreError) {
    try store.write("giving an image back") { transaction in
      try checkSession(in: transaction.db)
      let object = try AssignmentTable.dataObject(dataObject, job: jobKey, in: transaction.db)
      try Desk(person: personKey, object: object, fence: fence, in: transaction).release()
    }
  }

  /// Throws `takenOver` unless this is the newest session, `merged` for a person who is part of
  /// another now, and `removed` for one who has no right to this any more.
  func checkSession(in db: Database) throws {
    try PersonTable.checkRole(of: personKey, asOneOf: [.annotator], in: db)
    guard let fence else { return }
    if try currentFence(in: db) != fence { throw StoreError.takenOver(job: job.name) }
  }

  private func currentFence(in db: Database) throws -> Int64? {
    try db.integer(
      "SELECT fence FROM session WHERE job = ? AND person = ?", [jobKey, personKey])
  }

  private func lease(
    _ object: AssignmentTable.DataObject, isDealt: Bool, in transaction: Transaction
  ) throws -> WorkItem {
    var desk = try Desk(person: personKey, object: object, fence: fence, in: transaction)
    try desk.lease(isDealt: isDealt)
    return try item(object, in: transaction.db)
  }
}
