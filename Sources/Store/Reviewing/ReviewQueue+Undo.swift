import AnnotationModel
import GRDB

extension ReviewQueue {
  /// Takes back the reviewer's last action in this job that is not undone; nil when none is left.
  ///
  /// The undoing is a journal entry of its own. Throws `cannotUndo` with the reason when a later
  /// action of somebody else depends on it.
  package func undo() throws(StoreError) -> ReviewUndone? {
    try reverse(.undo, "undoing")
  }

  /// Does the last undone action again; nil when there is none or something new was done since.
  package func redo() throws(StoreError) -> ReviewUndone? {
    try reverse(.redo, "redoing")
  }

  private func reverse(_ kind: EntryKind, _ action: String) throws(StoreError) -> ReviewUndone? {
    try store.write(action) { transaction in
      let db = transaction.db
      try checkSession(in: db)
      let next = try kind == .undo ? stack.nextToUndo(in: db) : stack.nextToRedo(in: db)
      guard let step = next else { return nil }
      let desk = try desk(of: step, in: transaction)
      let (entry, words) = try reverse(step, kind, desk)
      try stack.mark(step, undone: kind == .undo, by: entry, in: transaction)
      return ReviewUndone(entry: entry, item: try item(desk.object, in: db), description: words)
    }
  }

  private func reverse(
    _ step: UndoStack.Step, _ kind: EntryKind, _ desk: ReviewDesk
  ) throws -> (entry: EntryNumber, words: String) {
    func refuse(_ reason: String) -> StoreError {
      .cannotUndo(entry: step.entry, reason: reason)
    }
    var desk = desk
    if let other = try otherHolder(desk) { throw refuse(other) }
    switch try Journal.payload(of: step.latest, in: desk.transaction.db) {
    case .review(let done)?:
      guard desk.standing == done.after else {
        throw refuse("the review of the image is \(desk.standing.state.rawValue) by now")
      }
      let record = try LabelFates(job: jobKey, in: desk.transaction.db).today(done.inverse)
      let entry = try desk.perform(record, kind: kind, undoes: step.latest)
      return (entry, description(of: kind == .undo ? done : done.inverse))
    case .sendBack(let done)?:
      guard desk.standing == done.review.after, try stand(done.answers, desk) else {
        throw refuse("an annotator has gone on with the image since")
      }
      do {
        let entry = try carryOut(done.inverse, desk, kind: kind, undoes: step.latest)
        return (entry, "send back")
      } catch StoreError.taken, StoreError.reclaimed {
        throw refuse("others have taken the image since")
      }
    default: throw refuse("what it did was purged")
    }
  }

  private func desk(
    of step: UndoStack.Step, in transaction: Transaction
  ) throws -> ReviewDesk {
    let image = try transaction.db.integer(
      "SELECT image FROM journal WHERE number = ?", [step.entry])
    let object = try image.flatMap {
      try AssignmentTable.dataObject(image: $0, job: jobKey, in: transaction.db)
    }
    guard let object else {
      throw StoreError.cannotUndo(entry: step.entry, reason: "its image left the job")
    }
    return try ReviewDesk(person: personKey, object: object, fence: fence, in: transaction)
  }

  /// Why the step must stay: another reviewer has the data object, or changed it later.
  private func otherHolder(_ desk: ReviewDesk) throws -> String? {
    let db = desk.transaction.db
    if let person = desk.entry.person, try PersonTable.root(of: person, in: db) != personKey {
      return "another reviewer has the image by now"
    }
    guard let changed = desk.entry.changed,
      let author = try db.integer("SELECT person FROM journal WHERE number = ?", [changed])
    else { return nil }
    let root = try PersonTable.root(of: author, in: db)
    return root == personKey
      ? nil
      : "\(try PersonTable.person(root, in: db).name) changed the image later, in entry #\(changed)"
  }

  /// Whether all annotators stand where the action left them.
  private func stand(_ answers: [WorkRecord], _ desk: ReviewDesk) throws -> Bool {
    try answers.allSatisfy { answer in
      guard let owner = answer.of else { return false }
      let person = try PersonTable.ownKey(of: owner, in: desk.transaction.db)
      let now = try Desk(person: person, object: desk.object, in: desk.transaction)
      return now.standing == answer.after
    }
  }

  /// What an action does, in a few words.
  private func description(of record: ReviewRecord) -> String {
    if record.after.state == .reviewed { return "finish" }
    if record.before.state == .reviewed { return "reopen" }
    let words = zip(record.changes, record.verdicts).map(description)
    guard let first = words.first else { return "change" }
    return words.count == 1 ? first : "\(first) and \(words.count - 1) more"
  }

  private func description(
    of change: ShapeChange, _ verdict: ReviewRecord.VerdictChange
  ) -> String {
    func name(_ shape: Shape?) -> String {
      job.labels.first { $0.id == shape?.label }?.name ?? "shape \(change.number)"
    }
    switch verdict.after?.verdict {
    case .accepted: return "accept \(name(change.after))"
    case .rejected: return "reject \(name(change.before))"
    case .relabelled: return "relabel \(name(change.before)) as \(name(change.after))"
    case .fixed: return "fix \(name(change.after))"
    case .added: return "add \(name(change.after))"
    case nil: return "remove \(name(change.before))"
    }
  }
}
