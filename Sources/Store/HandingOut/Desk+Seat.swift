import AnnotationModel
import GRDB

extension Desk {
  /// Makes sure that the person may stand with the object in a state.
  ///
  /// Throws `taken` or `reclaimed` when as many others have it as the job asks for.
  mutating func claimSeat(for state: AssignmentState) throws {
    guard state.holdsSeat else {
      // Whoever takes back the first edit in a session is still at the image.
      assignment.isLeased = state == .waiting && fence != nil && assignment.seat == .worker
      return
    }
    try requireSeat()
  }

  /// Leases the object to the person, who keeps what they have drawn on it.
  ///
  /// Gold that is dealt goes to the person however many others have it.
  mutating func lease(isDealt: Bool) throws {
    guard !assignment.state.isFinished else { return }
    try requireSeat(isDealt: isDealt)
    assignment.isLeased = assignment.standing.state == .waiting
    try AssignmentTable.save(
      assignment, person: person, object: object, fence: fence, in: transaction)
    try ResumePoint.set(object.position, job: object.job, person: person, in: transaction)
  }

  /// Lets others have the object; what was drawn stays with the person.
  func release() throws {
    guard let key = assignment.key, !assignment.state.isFinished else { return }
    let state = assignment.isLeased ? AssignmentState.waiting : assignment.state
    try transaction.run(
      "UPDATE assignment SET state = ?, seat = 0, lease_expires_at = NULL WHERE key = ?",
      [state.rawValue, key])
  }

  private func requireSeat(isDealt: Bool = false) throws {
    let db = transaction.db
    let row = try db.firstRow(
      "SELECT is_open, withdrawn, is_seeded FROM data_object WHERE key = ?", [object.key])
    if row?["withdrawn"] == true { throw StoreError.purged(index: object.position) }
    if assignment.seat == .worker { return }
    // Whoever was dealt gold once keeps the right to it. Found by looking around, it is like any
    // other, so that trying to take it tells nothing.
    if row?["is_seeded"] == true && (isDealt || assignment.key != nil) { return }
    let family = try HandOut(job: object.job, person: person, in: db)
    guard row?["is_open"] == true, try !family.isWithOthers(object.key) else {
      throw [.draft, .returned].contains(assignment.standing.state)
        ? StoreError.reclaimed(index: object.position) : .taken(index: object.position)
    }
  }
}
