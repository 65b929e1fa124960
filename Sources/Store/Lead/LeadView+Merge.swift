package import AnnotationModel
import GRDB

extension LeadView {
  /// Joins two persons who turned out to be one: from now on `person` is part of `other`.
  ///
  /// Identities, roles and answers count as the other's; the answers stay recorded under whom they
  /// were made, so `undo` of the entry takes everything apart again. Open views of `person` are
  /// refused with `merged`. Throws `invalid` when the two are one already.
  package func merge(_ person: Person, into other: Person) throws(StoreError) -> EntryNumber {
    let entry = try store.write("joining two persons") { transaction in
      let key = try PersonTable.key(of: person, in: transaction.db)
      let target = try PersonTable.key(of: other, in: transaction.db)
      guard key != target else {
        throw StoreError.invalid("\(person.name) and \(other.name) are one person already")
      }
      let record = PersonRecord(
        person: try PersonTable.person(key, in: transaction.db).id,
        mergedInto: try PersonTable.person(target, in: transaction.db).id)
      try setMerged(key, into: target, in: transaction)
      return try append(.person, .person(record), in: transaction)
    }
    try store.finishPendingUpdates()
    return entry
  }

  /// Takes a merge back, or, given the entry of such an undoing, does it again.
  func undoMerge(
    _ record: PersonRecord, _ entry: EntryNumber, in transaction: Transaction
  ) throws -> EntryNumber {
    let db = transaction.db
    let isUndoing = record.mergedInto == nil
    guard let other = record.mergedInto ?? record.separatedFrom else {
      throw StoreError.cannotUndo(
        entry: entry,
        reason: "of changes to persons only merges can be taken back; \"plumbline person role "
          + "--remove\" takes a role away")
    }
    let key = try PersonTable.ownKey(of: record.person, in: db)
    let target = try PersonTable.ownKey(of: other, in: db)
    let current = try db.integer("SELECT merged_into FROM person WHERE key = ?", [key])
    guard current == (isUndoing ? nil : target) else {
      throw StoreError.cannotUndo(entry: entry, reason: "that was done already")
    }
    if isUndoing, try PersonTable.root(of: target, in: db) == key {
      throw StoreError.cannotUndo(entry: entry, reason: "they were merged the other way since")
    }
    var reversed = record
    swap(&reversed.mergedInto, &reversed.separatedFrom)
    try setMerged(key, into: isUndoing ? target : nil, in: transaction)
    return try append(
      isUndoing ? .redo : .undo, .person(reversed), undoes: entry, in: transaction)
  }

  private func setMerged(
    _ person: RowKey, into target: RowKey?, in transaction: Transaction
  ) throws {
    try transaction.run("UPDATE person SET merged_into = ? WHERE key = ?", [target, person])
    // Whether an answer is its annotator's alone depends on who is whom.
    for member in try PersonTable.family(of: person, in: transaction.db) {
      try PendingUpdate.person.add(member, in: transaction)
    }
  }
}
