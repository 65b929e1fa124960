import AnnotationModel
import GRDB

extension AnnotatorView {
  /// Takes back the annotator's last action in this job that is not undone; nil when none is left.
  ///
  /// The undoing is a journal entry of its own. Throws `cannotUndo` with the reason when a later
  /// action of somebody else depends on it.
  package func undo() throws(StoreError) -> Undone? {
    try reverse(.undo, "undoing")
  }

  /// Does the last undone action again; nil when there is none or something new was done since.
  package func redo() throws(StoreError) -> Undone? {
    try reverse(.redo, "redoing")
  }

  private func reverse(_ kind: EntryKind, _ action: String) throws(StoreError) -> Undone? {
    try store.write(action) { transaction in
      try checkSession(in: transaction.db)
      let stack = UndoStack(person: personKey, job: jobKey)
      let db = transaction.db
      let next = try kind == .undo ? stack.nextToUndo(in: db) : stack.nextToRedo(in: db)
      guard let step = next else { return nil }
      guard case .work(let done)? = try Journal.payload(of: step.latest, in: db) else {
        throw StoreError.cannotUndo(entry: step.entry, reason: "what it did was purged")
      }
      let object = try dataObject(of: step, in: db)
      var desk = try Desk(
        person: personKey, object: object, fence: fence, in: transaction)
      if let reason = try objection(to: step, done, desk) {
        throw StoreError.cannotUndo(entry: step.entry, reason: reason)
      }
      let entry: EntryNumber
      do {
        let record = try LabelFates(job: jobKey, in: db).today(done.inverse)
        entry = try desk.perform(record, kind: kind, undoes: step.latest)
      } catch StoreError.taken, StoreError.reclaimed {
        throw StoreError.cannotUndo(entry: step.entry, reason: "others have taken the image since")
      }
      try stack.mark(step, undone: kind == .undo, by: entry, in: transaction)
      return Undone(
        entry: entry, item: try item(object, in: db),
        description: description(of: kind == .undo ? done : done.inverse))
    }
  }

  private func dataObject(
    of step: UndoStack.Step, in db: Database
  ) throws -> AssignmentTable.DataObject {
    let image = try db.integer("SELECT image FROM journal WHERE number = ?", [step.entry])
    let object = try image.flatMap {
      try AssignmentTable.dataObject(image: $0, job: jobKey, in: db)
    }
    guard let object else {
      throw StoreError.cannotUndo(entry: step.entry, reason: "its image left the job")
    }
    return object
  }

  /// Why a step must stay: somebody else has acted on its result.
  private func objection(
    to step: UndoStack.Step, _ done: WorkRecord, _ desk: Desk
  ) throws -> String? {
    let db = desk.transaction.db
    if let changed = desk.assignment.changed, let other = try otherPerson(of: changed, in: db) {
      return "\(other) changed this image later, in entry #\(changed)"
    }
    if desk.standing != done.after { return "the image is \(desk.standing.state.rawValue) by now" }
    guard let layer = done.layer else { return nil }
    if let reviewed = try laterReview(of: layer, at: desk.object.key, in: db) {
      return "it was reviewed since, in entry #\(reviewed); reopen the image and correct it instead"
    }
    let users = try db.rows(HotQuery.laterRuns, [layer.blob, step.latest])
    for row in users {
      let entry: EntryNumber = row["entry"]
      if let other = try otherPerson(of: entry, in: db) {
        return "\(other) has consolidated it since, in entry #\(entry); "
          + "reopen the image and correct it instead"
      }
    }
    return nil
  }

  /// The newest entry of somebody else's review that began from a layer of this annotator.
  private func laterReview(
    of layer: ID<Layer>, at object: RowKey, in db: Database
  ) throws -> EntryNumber? {
    try db.integer(
      """
      SELECT r.changed FROM review r JOIN layer y ON y.key = r.layer
      JOIN layer b ON b.key = y.derived_from
      WHERE r.data_object = ? AND b.id = ? AND r.person <> ?
      """, [object, layer.blob, personKey])
  }

  /// The name of the person behind an entry, unless it is this annotator.
  private func otherPerson(of entry: EntryNumber, in db: Database) throws -> String? {
    guard let author = try db.integer("SELECT person FROM journal WHERE number = ?", [entry])
    else { return nil }
    let root = try PersonTable.root(of: author, in: db)
    return root == personKey ? nil : try PersonTable.person(root, in: db).name
  }

  /// What an action does, in a few words.
  private func description(of record: WorkRecord) -> String {
    guard record.changes.isEmpty else {
      let words = record.changes.map(description)
      return words.count == 1 ? words[0] : "\(words[0]) and \(words.count - 1) more"
    }
    switch (record.before.state, record.after.state) {
    case (_, .submitted): return "submit"
    case (.submitted, _): return "reopen"
    case (_, .skipped): return "skip"
    default: return "change"
    }
  }

  private func description(of change: ShapeChange) -> String {
    func name(_ shape: Shape) -> String {
      job.labels.first { $0.id == shape.label }?.name ?? "shape \(shape.number)"
    }
    switch (change.before, change.after) {
    case (nil, let after?): return "add \(name(after))"
    case (let before?, nil): return "delete \(name(before))"
    case (let before?, let after?):
      return before.label == after.label
        ? "change \(name(before))" : "relabel \(name(before)) as \(name(after))"
    case (nil, nil): return "change"
    }
  }
}
