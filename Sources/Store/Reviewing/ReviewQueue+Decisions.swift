import AnnotationModel
import GRDB

extension ReviewQueue {
  /// Saves what the reviewer decides about shapes of one data object that they have taken.
  ///
  /// Each `before` must be what `ReviewItem.shapes` shows, else `outdated` is thrown and nothing
  /// changes; also when the answer has changed or was given back since it was taken. A shape that is
  /// added takes `ReviewItem.nextShapeNumber` or a higher number. Throws
  /// `inReview`, `reviewed`, `nothingToReview`, and `takenOver` in a session that is not the
  /// newest. The number returned is the one to show as `saved #n`.
  package func decide(
    _ decisions: [ReviewDecision], on dataObject: DataObjectKey, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    guard !decisions.isEmpty else { throw .invalid("there is no decision to save") }
    return try act(on: dataObject, .decide, "saving the decision", activeSeconds) { desk in
      try desk.checkAvailable()
      let db = desk.transaction.db
      try Self.check(decisions, above: lastNumber(desk.entry, in: db))
      let said = try desk.entry.layer.map { try ReviewTable.verdicts(of: $0, in: db) } ?? [:]
      return try desk.record(
        to: .draft, changes: decisions.map(\.change),
        verdicts: decisions.map { Self.verdict(of: $0, known: said[$0.change.number]) })
    }
  }

  /// Makes the reviewer's layer the answer; a later run does not replace it.
  ///
  /// `acceptingRest` accepts every shape that is undecided; without it such shapes are refused
  /// with `invalid`. An image without any decision can be finished as it is, too.
  package func finish(
    _ dataObject: DataObjectKey, acceptingRest: Bool, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, .finish, "finishing the review", activeSeconds) { desk in
      try desk.checkAvailable()
      let undecided = try undecided(desk)
      guard acceptingRest || undecided.isEmpty else {
        throw StoreError.invalid(
          "\(undecided.count) of the boxes of image \(desk.object.position + 1) are undecided; "
            + "decide about them, or accept the rest")
      }
      return try desk.record(
        to: .reviewed,
        verdicts: undecided.map { .init(number: $0, before: nil, after: .init(verdict: .accepted)) }
      )
    }
  }

  /// Takes up again a review that this reviewer has finished; throws `reviewed` for another's.
  package func reopen(_ dataObject: DataObjectKey) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, .reopen, "reopening", 0) { desk in
      guard desk.entry.stage == .reviewed, let owner = desk.entry.person,
        try PersonTable.root(of: owner, in: desk.transaction.db) == personKey
      else { throw StoreError.reviewed(index: desk.object.position) }
      return try desk.record(to: .draft)
    }
  }

  /// Sends the image back to all annotators whose submitted answers it came from, with a reason.
  ///
  /// They get it before anything else, and what they do is a new round. What this reviewer has
  /// decided about it is dropped; undo brings it back. Throws `invalid` without a reason, and
  /// `noAnnotator` when no annotator's submitted answer stands behind it.
  package func sendBack(
    _ dataObject: DataObjectKey, reason: String
  ) throws(StoreError) -> EntryNumber {
    try store.write("sending the image back") { transaction in
      try checkSession(in: transaction.db)
      let reason = try LegalName.checked(reason, kind: "reason for sending back")
      let desk = try desk(dataObject, in: transaction)
      try desk.checkAvailable()
      let behind = try Contribution.submitted(
        behind: desk.entry, desk.object.key, in: transaction.db)
      guard !behind.isEmpty else { throw StoreError.noAnnotator(index: desk.object.position) }
      try desk.checkSeen()
      let review = ReviewRecord(
        before: desk.standing,
        after: ReviewStanding(
          state: .returned, reviewer: try PersonTable.person(personKey, in: transaction.db).id,
          reason: reason))
      let answers = try behind.map { contribution in
        let annotator = try Desk(
          person: contribution.person, object: desk.object, in: transaction)
        var after = annotator.standing
        (after.state, after.reason, after.submittedAt) = (.returned, reason, nil)
        let owner = try PersonTable.person(contribution.person, in: transaction.db).id
        return WorkRecord(changes: [], before: annotator.standing, after: after, of: owner)
      }
      let entry = try carryOut(
        SendBackRecord(review: review, answers: answers), desk, kind: .returned)
      try stack.push(entry, in: transaction)
      return entry
    }
  }

  /// Writes the entry of a sending back, or of taking one back, and makes its changes.
  func carryOut(
    _ record: SendBackRecord, _ desk: ReviewDesk, kind: EntryKind, undoes: EntryNumber? = nil
  ) throws -> EntryNumber {
    let transaction = desk.transaction
    let entry = try Journal.append(
      .init(
        kind: kind, person: personKey, job: jobKey, image: desk.object.image, undoes: undoes,
        payload: .sendBack(record)), in: transaction)
    // The answers go first: whether an image is still with its annotators follows from them.
    for answer in record.answers {
      guard let owner = answer.of else { continue }
      var annotator = try Desk(
        person: PersonTable.ownKey(of: owner, in: transaction.db), object: desk.object,
        in: transaction)
      try annotator.claimSeat(for: answer.after.state)
      try annotator.carryOut(answer, entry: entry)
    }
    var desk = desk
    try desk.carryOut(record.review, entry: entry)
    return entry
  }

  var stack: UndoStack { UndoStack(person: personKey, job: jobKey, scope: .reviewing) }

  private func act(
    on dataObject: DataObjectKey, _ kind: EntryKind, _ action: String, _ activeSeconds: Double,
    _ record: (ReviewDesk) throws -> ReviewRecord
  ) throws(StoreError) -> EntryNumber {
    try store.write(action) { transaction in
      try checkSession(in: transaction.db)
      var desk = try desk(dataObject, in: transaction)
      let entry = try desk.perform(
        record(desk), kind: kind, activeSeconds: activeSeconds)
      try stack.push(entry, in: transaction)
      return entry
    }
  }

  /// The numbers of the shapes about which nothing was said.
  private func undecided(_ desk: ReviewDesk) throws -> [Int] {
    let db = desk.transaction.db
    guard let shown = desk.entry.layer ?? desk.entry.base else { return [] }
    let said = try desk.entry.layer.map { try ReviewTable.verdicts(of: $0, in: db) } ?? [:]
    return try ShapeTable.shapes(of: shown, in: db).map(\.number).filter { said[$0] == nil }
  }

  private static func check(_ decisions: [ReviewDecision], above last: Int) throws {
    var seen = Set<Int>()
    for change in decisions.map(\.change) {
      guard seen.insert(change.number).inserted else {
        throw StoreError.invalid("shape \(change.number) is decided twice at once")
      }
      guard change.before != nil || change.number > last else {
        throw StoreError.invalid(
          "shape number \(change.number) was used before; the next is \(last + 1)")
      }
    }
  }

  /// What a decision says of its shape, after what was said before.
  private static func verdict(
    of decision: ReviewDecision, known: ReviewRecord.Verdict?
  ) -> ReviewRecord.VerdictChange {
    let change = decision.change
    let verdict: ReviewVerdict?
    switch (change.before, change.after) {
    case (nil, _): verdict = .added
    // What the reviewer has added and takes away again was never there.
    case (_, nil): verdict = known?.verdict == .added ? nil : .rejected
    case (let before?, let after?):
      if known?.verdict == .added {
        verdict = .added
      } else if before.label != after.label {
        verdict = .relabelled
      } else if before.geometry != after.geometry {
        verdict = known?.verdict == .relabelled ? .relabelled : .fixed
      } else {
        // Accepting what was corrected before leaves it said to be corrected.
        verdict = known?.verdict ?? .accepted
      }
    }
    return .init(
      number: change.number, before: known,
      after: verdict.map { .init(verdict: $0, reason: decision.reason) })
  }
}
