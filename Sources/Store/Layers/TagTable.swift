import AnnotationModel
import GRDB

/// The tags of layers: labels that apply to images as a whole.
enum TagTable {
  /// Adds tags to a layer in their order; a label that the job does not have is refused.
  static func add(
    _ tags: [Tag], labels: [ID<Label>: RowKey], to layer: RowKey, in transaction: Transaction
  ) throws {
    for (ordinal, tag) in tags.enumerated() {
      guard let label = labels[tag.label] else {
        throw StoreError.unknown(kind: "label of this job", name: tag.label.description)
      }
      try transaction.run(
        "INSERT INTO tag (layer, ordinal, label, confidence) VALUES (?, ?, ?, ?)",
        [layer, ordinal, label, tag.confidence?.value])
    }
  }

  /// The tags of a layer in their order.
  static func tags(of layer: RowKey, in db: Database) throws -> [Tag] {
    try db.rows(HotQuery.tags, [layer]).map { row in
      Tag(
        label: try row.id("id"), confidence: (row["confidence"] as Double?).flatMap(Confidence.init)
      )
    }
  }
}
