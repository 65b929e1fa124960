package import AnnotationModel
import GRDB

extension LeadView {
  /// Adds facts about images, or replaces what the same origin said before; one journal entry.
  ///
  /// Returns how many facts are new or differ from what was known. Cut off and repeated, it adds
  /// the rest. Throws `unknown` for an image that the project does not have.
  package func addMetadata(
    _ facts: some Sequence<(image: ID<Image>, fact: Image.Metadatum)>
  ) throws(StoreError) -> Int {
    var intake = MetadataIntake(lead: self)
    try store.writeInChunks("adding metadata", facts) { transaction, fact in
      try intake.take(fact.fact, about: fact.image, in: transaction)
    }
    try intake.finish()
    return intake.changed
  }
}

/// Facts while they come in: their batch and its one journal entry, made with the first of them.
struct MetadataIntake {
  /// The kind of these batches; they are entries of kind `images`.
  static let kind = "metadata"

  let lead: LeadView
  /// Facts that were new or different.
  private(set) var changed = 0
  private var batch: RowKey?

  init(lead: LeadView) { self.lead = lead }

  mutating func take(
    _ fact: Image.Metadatum, about image: ID<Image>, in transaction: Transaction
  ) throws {
    let key = try ImageTable.key(of: image, in: transaction.db)
    let known = try transaction.db.integer(
      """
      SELECT 1 FROM metadatum m JOIN metadata_key k ON k.key = m.name
      WHERE m.image = ? AND k.name = ? AND m.origin = ? AND m.value = ?
      """, [key, fact.key, fact.origin.rawValue, fact.value])
    guard known == nil else { return }
    try open(in: transaction)
    try ImageTable.add(fact, to: key, in: transaction)
    changed += 1
  }

  private mutating func open(in transaction: Transaction) throws {
    guard batch == nil else { return }
    let id: ID<Batch> = transaction.newID()
    let record = BatchRecord(batch: id.description, kind: Self.kind, shown: true)
    let entry = try lead.append(.images, .batch(record), in: transaction)
    batch = try transaction.insert(
      "INSERT INTO batch (id, kind, entry, begun_at) VALUES (?, ?, ?, ?)",
      [id.blob, Self.kind, entry, transaction.moment.microseconds])
  }

  /// Notes that everything is in.
  func finish() throws(StoreError) {
    guard let batch else { return }
    try lead.store.write("finishing the metadata") { transaction in
      try transaction.run(
        "UPDATE batch SET items = ?, finished_at = ? WHERE key = ?",
        [changed, transaction.moment.microseconds, batch])
    }
  }
}
