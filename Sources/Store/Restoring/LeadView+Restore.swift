package import AnnotationModel
import GRDB

/// A moment in the life of an image.
package enum RestorePoint: Hashable, Sendable {
  /// Right after a journal entry; 0 is before everything.
  case entry(EntryNumber)
  /// As it was at a time.
  case moment(Timestamp)
}

/// What bringing an image back did, or would do.
package struct Restored: Hashable, Sendable {
  /// The journal entry; nil when it was only tried.
  package let entry: EntryNumber?
  /// The entry after which the image stood as it does again; 0 for before everything.
  package let to: EntryNumber
  /// How many entries are made up for.
  package let entries: Int
  /// What changes, by whom; those for whom nothing changes are left out.
  package let changes: [Change]
  /// Imports and runs since then that have layers of the image; they are taken back as a whole,
  /// by `undo`, and stay as they are.
  package let batches: [EntryNumber]

  /// What changes of one person's answer, or of the review.
  package struct Change: Hashable, Sendable {
    /// Whose answer; nil for the review.
    package let person: String?
    /// Where it stood and how many shapes it had.
    package let before: Standing
    /// Where it stands and how many shapes it has.
    package let after: Standing
    /// Whether the shapes themselves differ.
    package let shapesDiffer: Bool

    /// A state with a number of shapes.
    package struct Standing: Hashable, Sendable {
      /// The state by name, such as `submitted`.
      package let state: String
      /// How many shapes there are.
      package let shapes: Int
    }
  }
}

extension LeadView {
  /// Brings everybody's answers to an image, and its review, back to how they were.
  ///
  /// That is one journal entry, which `undo` takes back. `tryOut` changes nothing and only tells
  /// what would change. Throws `invalid` when nothing has happened since or nothing would change,
  /// when something that has happened was purged, and when the image would be with more persons
  /// than the job asks for.
  package func restore(
    _ image: ID<Image>, in job: Job, to point: RestorePoint, tryOut: Bool = false
  ) throws(StoreError) -> Restored {
    try store.write("bringing the image back") { transaction in
      var result: Restored?
      try transaction.db.inSavepoint {
        result = try restore(image, job, point, isTrial: tryOut, in: transaction)
        return tryOut ? .rollback : .commit
      }
      guard let result else {
        throw StoreError.database(action: "bringing the image back", detail: "no result")
      }
      return result
    }
  }

  private func restore(
    _ image: ID<Image>, _ job: Job, _ point: RestorePoint, isTrial: Bool,
    in transaction: Transaction
  ) throws -> Restored {
    let db = transaction.db
    let found = try AssignmentTable.dataObject(
      image: ImageTable.key(of: image, in: db), job: JobTable.key(of: job.id, in: db), in: db)
    guard let object = found else {
      throw StoreError.unknown(kind: "image of this job", name: image.description)
    }
    let history = try ImageHistory(of: object, to: point, in: db)
    guard history.entries > 0 else {
      throw StoreError.invalid("nothing has happened to image \(object.position + 1) since then")
    }
    let before = try ImageSnapshot(of: object, in: db)
    let remarks = try Remarks(of: object, in: db)
    let entry = try Journal.append(
      .init(
        kind: .restore, person: personKey, job: object.job, image: object.image,
        payload: .restore(history.record)), in: transaction)
    try RestoreDesk(object: object, in: transaction).carryOut(history.record, entry: entry)
    let changes = try before.changes(to: ImageSnapshot(of: object, in: db), in: db)
    guard try isTrial || !changes.isEmpty || remarks != Remarks(of: object, in: db) else {
      throw StoreError.invalid("it stands as it did then already; nothing was changed")
    }
    return Restored(
      entry: isTrial ? nil : entry, to: history.record.to, entries: history.entries,
      changes: changes,
      batches: try history.batches(in: db))
  }

  /// Takes a restoring back, or, given the entry of such an undoing, does it again.
  func undoRestore(
    _ record: RestoreRecord, _ entry: EntryNumber, in transaction: Transaction
  ) throws -> EntryNumber {
    let db = transaction.db
    guard
      let row = try db.firstRow(
        "SELECT job, image, kind FROM journal WHERE number = ?", [entry]),
      let object = try AssignmentTable.dataObject(image: row["image"], job: row["job"], in: db)
    else { throw StoreError.cannotUndo(entry: entry, reason: "its image left the job") }
    let later = try db.integer(
      "SELECT max(number) FROM journal WHERE image = ? AND number > ?",
      [object.image, entry])
    if let later {
      throw StoreError.cannotUndo(
        entry: entry, reason: "the image was changed later, in entry #\(later)")
    }
    let kind: EntryKind = row["kind"] == EntryKind.undo.rawValue ? .redo : .undo
    let fates = try LabelFates(job: object.job, in: db)
    var back = record.inverse
    back.answers = back.answers.map(fates.today)
    back.reviews = back.reviews.map(fates.today)
    back.adjudications = back.adjudications?.map(fates.today)
    let undone = try Journal.append(
      .init(
        kind: kind, person: personKey, job: object.job, image: object.image, undoes: entry,
        payload: .restore(back)), in: transaction)
    do {
      try RestoreDesk(object: object, in: transaction).carryOut(back, entry: undone)
    } catch StoreError.outdated, StoreError.taken {
      throw StoreError.cannotUndo(entry: entry, reason: "others have taken the image since")
    }
    return undone
  }
}

/// What people said of an image besides its shapes.
private struct Remarks: Equatable {
  let verdicts: [Int: ReviewRecord.Verdict]
  /// Why it was sent back or put aside: the review's reason, then everybody's.
  let reasons: [String]

  init(of object: AssignmentTable.DataObject, in db: Database) throws {
    let entry = try ReviewTable.find(object.key, in: db).entry
    verdicts = try entry.layer.map { try ReviewTable.verdicts(of: $0, in: db) } ?? [:]
    let own = try db.rows(
      "SELECT reason FROM assignment WHERE data_object = ? ORDER BY person", [object.key])
    reasons = [entry.reason] + own.map { $0["reason"] }
  }
}
