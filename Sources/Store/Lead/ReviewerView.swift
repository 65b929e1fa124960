package import AnnotationModel
import GRDB

/// What a reviewer may do: send answers back to those who gave them.
package struct ReviewerView: Sendable {
  let store: Store
  let personKey: RowKey

  /// Sends a submitted answer back to its annotator with a reason.
  ///
  /// It no longer counts, and the annotator gets it before anything else (`AnnotatorView.take`).
  /// What they do with it is a new round that begins as a copy of the old one. Throws
  /// `notSubmitted`, and `invalid` without a reason. The number returned can be undone.
  package func returnAnswer(
    of annotator: Person, for image: ID<Image>, in job: Job, reason: String
  ) throws(StoreError) -> EntryNumber {
    try store.write("returning an answer") { transaction in
      let reason = try LegalName.checked(reason, kind: "returned answer's reason")
      let person = try PersonTable.key(of: annotator, in: transaction.db)
      let object = try object(image, job: job, in: transaction.db)
      let holder = try holder(in: person, of: object, in: transaction.db)
      var desk = try Desk(person: holder, object: object, in: transaction)
      guard desk.standing.state == .submitted else {
        throw StoreError.notSubmitted(index: object.position)
      }
      var after = desk.standing
      after.state = .returned
      after.reason = reason
      after.submittedAt = nil
      var record = WorkRecord(changes: [], before: desk.standing, after: after)
      record.of = try PersonTable.person(holder, in: transaction.db).id
      return try desk.perform(record, kind: .returned, actor: personKey)
    }
  }

  /// Takes the returning of an answer back, or, given the entry of such an undoing, does it again.
  ///
  /// Throws `cannotUndo` for other entries and once the annotator has gone on.
  package func undo(_ entry: EntryNumber) throws(StoreError) -> EntryNumber {
    try store.write("undoing entry #\(entry)") { transaction in
      let db = transaction.db
      guard case .work(let done)? = try Journal.payload(of: entry, in: db), let of = done.of,
        let row = try db.firstRow("SELECT job, image FROM journal WHERE number = ?", [entry]),
        let object = try AssignmentTable.dataObject(image: row["image"], job: row["job"], in: db)
      else {
        throw StoreError.cannotUndo(
          entry: entry, reason: "only returned answers can be taken back here")
      }
      let person = try PersonTable.ownKey(of: of, in: db)
      var desk = try Desk(person: person, object: object, in: transaction)
      guard desk.assignment.changed == entry, desk.standing == done.after else {
        throw StoreError.cannotUndo(
          entry: entry, reason: "the image is \(desk.standing.state.rawValue) by now")
      }
      let kind: EntryKind = done.after.state == .returned ? .undo : .redo
      return try desk.perform(done.inverse, kind: kind, undoes: entry, actor: personKey)
    }
  }

  private func object(
    _ image: ID<Image>, job: Job, in db: Database
  ) throws -> AssignmentTable.DataObject {
    let found = try AssignmentTable.dataObject(
      image: ImageTable.key(of: image, in: db), job: JobTable.key(of: job.id, in: db), in: db)
    guard let found else {
      throw StoreError.unknown(kind: "image of this job", name: image.description)
    }
    return found
  }

  /// Under which of the persons that are one now the answer was given.
  private func holder(
    in person: RowKey, of object: AssignmentTable.DataObject, in db: Database
  ) throws -> RowKey {
    try PersonTable.family(of: person, in: db).last {
      try AssignmentTable.assignment(person: $0, object: object.key, in: db)
        .standing.state == .submitted
    } ?? person
  }
}

extension Store {
  /// What a reviewer may do; throws `notAllowed` for persons who neither review nor lead.
  package func reviewer(_ person: Person) throws(StoreError) -> ReviewerView {
    let key = try key(of: person, asOneOf: [.reviewer, .lead])
    return ReviewerView(store: self, personKey: key)
  }
}
