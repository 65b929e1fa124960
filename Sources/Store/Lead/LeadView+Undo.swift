import AnnotationModel
import GRDB

extension LeadView {
  /// Takes back an import of layers or a published run as a whole, a merge of persons, a restoring
  /// or a moved folder, or, given the entry of such an undoing, brings it back.
  ///
  /// Throws `cannotUndo` for entries of other kinds, for one that is undone already, and when
  /// somebody has built on it.
  package func undo(_ entry: EntryNumber) throws(StoreError) -> EntryNumber {
    let undone = try store.write("undoing entry #\(entry)") { transaction in
      let payload = try Journal.payload(of: entry, in: transaction.db)
      if payload == nil { throw try Self.nothing(in: entry, transaction.db) }
      switch payload {
      case .person(let record)?: return try undoMerge(record, entry, in: transaction)
      case .restore(let record)?: return try undoRestore(record, entry, in: transaction)
      case .relink(let record)?: return try undoRelink(record, entry, in: transaction)
      default: break
      }
      guard case .batch(let record)? = payload else { throw Self.notHere(entry) }
      return try reverse(record, of: entry, in: transaction)
    }
    try store.finishPendingUpdates()
    return undone
  }

  /// Withdraws a batch, or brings it back, by an entry of its own; what follows from it is noted as
  /// a pending update.
  func reverse(
    _ record: BatchRecord, of entry: EntryNumber, in transaction: Transaction
  ) throws -> EntryNumber {
    guard [EntryKind.layers, .run, .folder, .relabel].map(\.rawValue).contains(record.kind),
      let id = ID<Batch>(record.batch),
      let batch = try transaction.db.firstRow("SELECT * FROM batch WHERE id = ?", [id.blob])
    else { throw Self.notHere(entry) }
    guard (batch["visible"] as Bool) == record.shown else {
      throw StoreError.cannotUndo(entry: entry, reason: "that was done already")
    }
    let key: RowKey = batch["key"]
    if let reason = try objection(to: key, since: entry, in: transaction.db) {
      throw StoreError.cannotUndo(entry: entry, reason: reason)
    }
    var reversed = record
    reversed.shown = !record.shown
    let undone = try append(
      record.shown ? .undo : .redo, .batch(reversed), job: batch["job"], undoes: entry,
      in: transaction)
    try transaction.run("UPDATE batch SET visible = ? WHERE key = ?", [reversed.shown, key])
    try Relabelling(batch: key).exchange(isDone: reversed.shown, in: transaction)
    try JobTable.setVisible(reversed.shown, batch: key, entry: undone, in: transaction)
    try BatchAssignments(batch: key, entry: undone).update(in: transaction)
    try PendingUpdate.batch.add(key, in: transaction)
    try PendingUpdate.relabelling.add(key, in: transaction)
    try UndoStack.note(undone, reversing: entry, undone: record.shown, in: transaction)
    return undone
  }

  private static func notHere(_ entry: EntryNumber) -> StoreError {
    .cannotUndo(
      entry: entry,
      reason: "only imports, published runs, changes of labels, merges, restorings and moved "
        + "folders can be taken back here")
  }

  /// Why an entry without content cannot be undone.
  private static func nothing(in entry: EntryNumber, _ db: Database) throws -> StoreError {
    let isThere = try db.integer("SELECT 1 FROM journal WHERE number = ?", [entry]) != nil
    return .cannotUndo(
      entry: entry,
      reason: isThere
        ? "what it did was purged" : "there is no such entry; \"plumbline log\" lists them")
  }

  /// Why a batch must stay as it is: somebody changed a layer of it, or a run combined one.
  private func objection(
    to batch: RowKey, since entry: EntryNumber, in db: Database
  ) throws -> String? {
    let edited = try db.integer(
      "SELECT max(changed) FROM layer WHERE batch = ? AND changed > ?", [batch, entry])
    if let edited {
      return "an answer of it was worked on later, in entry #\(edited)"
    }
    let reviewed = try db.integer(
      """
      SELECT max(r.changed) FROM layer b JOIN review r ON r.data_object = b.data_object
      JOIN layer y ON y.key = r.layer AND y.derived_from = b.key
      WHERE b.batch = ? AND r.person <> ?
      """, [batch, personKey])
    if let reviewed {
      return "an answer of it was reviewed since, in entry #\(reviewed)"
    }
    let used = try db.integer(
      """
      SELECT max(b.entry) FROM layer l JOIN run_input n ON n.layer = l.key
      JOIN consolidation_run r ON r.key = n.run JOIN batch b ON b.key = r.batch
      WHERE l.batch = ? AND b.visible AND b.entry > ?
      """, [batch, entry])
    return used.map { "a run has combined answers of it, in entry #\($0); undo the run first" }
  }
}
