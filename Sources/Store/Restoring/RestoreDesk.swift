import AnnotationModel
import GRDB

/// Takes one image through the steps of a restoring, within one transaction.
struct RestoreDesk {
  let transaction: Transaction
  let object: AssignmentTable.DataObject

  init(object: AssignmentTable.DataObject, in transaction: Transaction) {
    self.object = object
    self.transaction = transaction
  }

  /// Makes the change of an entry that is written; throws `outdated` when an answer stands otherwise
  /// than its steps begin, and `taken` when too many persons would have the image in the end.
  func carryOut(_ record: RestoreRecord, entry: EntryNumber) throws {
    var desks: [ID<Person>: Desk] = [:]
    // Seats are counted in the end, because steps in between may pass through more of them.
    for step in record.answers {
      guard let owner = step.of else { continue }
      var desk = try desks[owner] ?? desk(of: owner)
      desk.assignment.isLeased = false
      try desk.carryOut(step, entry: entry)
      desks[owner] = desk
    }
    for step in record.adjudications ?? [] {
      guard let owner = step.of else { continue }
      var desk = try AdjudicationDesk(
        person: PersonTable.ownKey(of: owner, in: transaction.db), object: object, in: transaction)
      try desk.carryOut(step, entry: entry)
    }
    try carryOut(record.reviews, entry: entry)
    try AnswerUpdate.run(object.key, in: transaction)
    try checkSeats()
  }

  private func desk(of owner: ID<Person>) throws -> Desk {
    try Desk(
      person: PersonTable.ownKey(of: owner, in: transaction.db), object: object, in: transaction)
  }

  private func carryOut(
    _ steps: [ReviewRecord], entry: EntryNumber
  ) throws {
    if steps.isEmpty { return }
    let reviewer = try steps.lazy.flatMap { [$0.before.reviewer, $0.after.reviewer] }
      .compactMap(\.self).first.map { try PersonTable.ownKey(of: $0, in: transaction.db) }
    var desk = try ReviewDesk(
      person: reviewer ?? 0, object: object, fence: nil, in: transaction)
    for step in steps {
      // The answers have moved already, and some steps of a review have no entry.
      desk.assume(step.before)
      try desk.carryOut(step, entry: entry)
    }
  }

  private func checkSeats() throws {
    let isOverfull = try transaction.db.integer(
      """
      SELECT 1 FROM data_object d JOIN job j ON j.key = d.job
      WHERE d.key = ? AND NOT d.is_seeded AND d.takers > j.annotators
      """, [object.key])
    if isOverfull != nil { throw StoreError.taken(index: object.position) }
  }
}
