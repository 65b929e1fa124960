package import AnnotationModel
import GRDB

extension AnnotatorView {
  /// Changes shapes of the annotator's own answer, in one transaction; begins it if needed.
  ///
  /// Each `before` must be what the store holds, else `outdated` is thrown and nothing changes.
  /// A shape that is added takes `WorkItem.nextShapeNumber` or a higher number. Throws
  /// `submitted` until a submitted answer is reopened, `taken` when as many others have the image
  /// as the job asks for, `reclaimed` when they got it while the draft was left alone, and
  /// `takenOver` in a session that is not the newest. `activeSeconds` is the time worked since
  /// the last call. The number returned is the one to show as `saved #n`.
  package func apply(
    _ changes: [ShapeChange], to dataObject: DataObjectKey, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    guard !changes.isEmpty else { throw .invalid("an edit without a change cannot be saved") }
    return try act(on: dataObject, .edit, "saving the edit", activeSeconds) { desk in
      guard desk.standing.state != .submitted else {
        throw StoreError.submitted(index: desk.object.position)
      }
      try checkNumbers(changes, above: desk.lastNumber())
      return try desk.goingOn(to: .draft, changes: changes)
    }
  }

  /// Gives the answer as it is now; an untouched image is answered with "nothing here".
  package func submit(
    _ dataObject: DataObjectKey, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, .submit, "submitting", activeSeconds) { desk in
      guard desk.standing.state != .submitted else {
        throw StoreError.submitted(index: desk.object.position)
      }
      return try desk.goingOn(to: .submitted)
    }
  }

  /// Takes up again what was submitted or put aside; throws `notSubmitted` for anything else.
  package func reopen(
    _ dataObject: DataObjectKey, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, .reopen, "reopening", activeSeconds) { desk in
      var after = desk.standing
      guard after.state == .submitted || after.state == .skipped else {
        throw StoreError.notSubmitted(index: desk.object.position)
      }
      after.state = .draft
      after.submittedAt = nil
      after.reason = ""
      return WorkRecord(changes: [], before: desk.standing, after: after)
    }
  }

  /// Puts an image aside with a reason; what was drawn is kept.
  package func skip(
    _ dataObject: DataObjectKey, reason: String, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, .skip, "skipping", activeSeconds) { desk in
      var after = desk.standing
      guard after.state != .submitted else {
        throw StoreError.submitted(index: desk.object.position)
      }
      // Put aside and taken up again, it would no longer be known to have been sent back.
      guard after.state != .returned else {
        throw StoreError.invalid(
          "image \(desk.object.position + 1) was sent back; correct it, or submit it as it is")
      }
      after.state = .skipped
      after.reason = reason
      return WorkRecord(changes: [], before: desk.standing, after: after)
    }
  }

  /// Remembers that the annotator is here now; not an action that undo knows.
  package func visit(_ dataObject: DataObjectKey) throws(StoreError) {
    try store.write("remembering the place") { transaction in
      try checkSession(in: transaction.db)
      let object = try AssignmentTable.dataObject(dataObject, job: jobKey, in: transaction.db)
      try ResumePoint.set(
        object.position, job: jobKey, person: personKey, in: transaction)
    }
  }

  private func act(
    on dataObject: DataObjectKey, _ kind: EntryKind, _ action: String, _ activeSeconds: Double,
    _ record: (Desk) throws -> WorkRecord
  ) throws(StoreError) -> EntryNumber {
    try store.write(action) { transaction in
      try checkSession(in: transaction.db)
      let object = try AssignmentTable.dataObject(dataObject, job: jobKey, in: transaction.db)
      var desk = try Desk(
        person: personKey, object: object, fence: fence, in: transaction)
      let entry = try desk.perform(
        record(desk), kind: kind, activeSeconds: activeSeconds)
      try UndoStack(person: personKey, job: jobKey).push(entry, in: transaction)
      return entry
    }
  }

  private func checkNumbers(_ changes: [ShapeChange], above last: Int) throws {
    var seen = Set<Int>()
    for change in changes {
      guard seen.insert(change.number).inserted else {
        throw StoreError.invalid("shape \(change.number) changes twice in one edit")
      }
      guard change.before != nil || change.number > last else {
        throw StoreError.invalid(
          "shape number \(change.number) was used before; the next is \(last + 1)")
      }
    }
  }
}
