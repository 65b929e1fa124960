import AnnotationModel
import GRDB

/// The identity of what came in by one bulk action.
enum Batch {}

/// A bulk action while it runs: its batch and its one journal entry, made with the first thing
/// that comes in, so that an action that adds nothing leaves no trace.
struct Intake {
  let lead: LeadView
  let kind: EntryKind
  /// What comes in, by the name that the batch has.
  let name: String
  let job: RowKey?
  private(set) var batch: RowKey?
  private(set) var entry: EntryNumber?
  private var items = 0

  init(_ kind: EntryKind, as name: String? = nil, job: RowKey? = nil, by lead: LeadView) {
    self.kind = kind
    self.name = name ?? kind.rawValue
    self.job = job
    self.lead = lead
  }

  /// The batch, begun if this is the first thing in it.
  mutating func open(in transaction: Transaction) throws -> (batch: RowKey, entry: EntryNumber) {
    if let batch, let entry { return (batch, entry) }
    let id: ID<Batch> = transaction.newID()
    let record = BatchRecord(batch: id.description, kind: name, shown: true)
    let entry = try lead.append(kind, .batch(record), job: job, in: transaction)
    let batch = try transaction.insert(
      "INSERT INTO batch (id, kind, job, entry, begun_at) VALUES (?, ?, ?, ?, ?)",
      [id.blob, name, job, entry, transaction.moment.microseconds])
    (self.batch, self.entry) = (batch, entry)
    return (batch, entry)
  }

  /// Counts one thing that came in.
  mutating func count() { items += 1 }

  /// Notes that the action is complete.
  func finish() throws(StoreError) {
    guard batch != nil else { return }
    try lead.store.write("finishing the import") { try finish(in: $0) }
  }

  /// Notes in the same transaction that the action is complete.
  func finish(in transaction: Transaction) throws {
    try transaction.run(
      "UPDATE batch SET items = ?, finished_at = ? WHERE key = ?",
      [items, transaction.moment.microseconds, batch])
  }
}
