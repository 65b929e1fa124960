import AnnotationModel
import GRDB

extension Adjudicator {
  /// Takes back the lead's last action in this job that is not undone, be it the publishing of a
  /// run or a step of an adjudication; nil when none is left.
  ///
  /// The undoing is a journal entry of its own. Throws `cannotUndo` with the reason when somebody
  /// has built on it.
  package func undo() throws(StoreError) -> AdjudicationUndone? {
    try reverse(.undo, "undoing")
  }

  /// Does the last undone action again; nil when there is none or something new was done since.
  package func redo() throws(StoreError) -> AdjudicationUndone? {
    try reverse(.redo, "redoing")
  }

  private func reverse(
    _ kind: EntryKind, _ action: String
  ) throws(StoreError) -> AdjudicationUndone? {
    let undone = try lead.store.write(action) { transaction in
      let db = transaction.db
      try PersonTable.checkRole(of: lead.personKey, asOneOf: [.lead], in: db)
      let next = try kind == .undo ? stack.nextToUndo(in: db) : stack.nextToRedo(in: db)
      guard let step = next else { return nil as AdjudicationUndone? }
      switch try Journal.payload(of: step.latest, in: db) {
      case .adjudication(let done)?: return try reverse(done, step, kind, in: transaction)
      case .batch(let record)?:
        // Which way it goes is the record's; it notes on the stack what it did.
        let entry = try lead.reverse(record, of: step.latest, in: transaction)
        return AdjudicationUndone(
          entry: entry, item: nil, description: "publish of run #\(step.entry)")
      default:
        throw StoreError.cannotUndo(entry: step.entry, reason: "what it did was purged")
      }
    }
    try lead.store.finishPendingUpdates()
    return undone
  }

  private func reverse(
    _ done: AdjudicationRecord, _ step: UndoStack.Step, _ kind: EntryKind,
    in transaction: Transaction
  ) throws -> AdjudicationUndone {
    let db = transaction.db
    let image = try db.integer("SELECT image FROM journal WHERE number = ?", [step.entry])
    let object = try image.flatMap {
      try AssignmentTable.dataObject(image: $0, job: jobKey, in: db)
    }
    guard let object else {
      throw StoreError.cannotUndo(entry: step.entry, reason: "its image left the job")
    }
    if let reviewed = try review(of: done.layer, at: object.key, in: db) {
      throw StoreError.cannotUndo(
        entry: step.entry, reason: "a reviewer went on from it, in entry #\(reviewed)")
    }
    var desk = try AdjudicationDesk(person: lead.personKey, object: object, in: transaction)
    guard desk.state == done.after else {
      throw StoreError.cannotUndo(
        entry: step.entry, reason: "the adjudication is \(desk.state.rawValue) by now")
    }
    let entry = try desk.perform(done.inverse, kind: kind, undoes: step.latest)
    try stack.mark(step, undone: kind == .undo, by: entry, in: transaction)
    return AdjudicationUndone(
      entry: entry, item: try item(object, in: db),
      description: description(of: kind == .undo ? done : done.inverse))
  }

  /// The newest entry of somebody else's review that began from a layer of this lead.
  private func review(
    of layer: ID<Layer>, at object: RowKey, in db: Database
  ) throws -> EntryNumber? {
    try db.integer(
      """
      SELECT r.changed FROM review r JOIN layer y ON y.key = r.layer
      JOIN layer b ON b.key = y.derived_from
      WHERE r.data_object = ? AND b.id = ? AND r.person <> ?
      """, [object, layer.blob, lead.personKey])
  }

  /// What an action does, in a few words.
  private func description(of record: AdjudicationRecord) -> String {
    if record.before != .decided, record.after == .decided { return "adjudicate" }
    if record.before == .decided, record.after != .decided { return "reopen" }
    if record.tags != nil { return "choose" }
    guard let change = record.changes.last else { return "change" }
    let label = (change.after ?? change.before)?.label
    let name = job.labels.first { $0.id == label }?.name ?? "shape \(change.number)"
    switch (change.before, change.after) {
    case (nil, _): return "add \(name)"
    case (_, nil): return "delete \(name)"
    default: return "change \(name)"
    }
  }
}
