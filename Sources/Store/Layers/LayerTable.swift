import AnnotationModel
import GRDB

/// Layers; whoever calls decides whose layers may be asked for.
enum LayerTable {
  /// A layer that is about to be added.
  struct Draft {
    var id: ID<Layer>
    var object: RowKey
    var source: RowKey
    var round = 1
    var createdAt: Timestamp
    var submittedAt: Timestamp?
    var activeSeconds: Double?
    var comment = ""
    var batch: RowKey?
    var lastNumber = 0
    var changed: EntryNumber = 0
    /// The manifest line that says exactly what the layer says; nil when there is none.
    var line: RowKey?
  }

  /// Columns that reading a layer needs.
  static let columns = """
    l.key, l.id, i.id AS image_id, j.id AS job_id, l.source, l.round, l.created_at,
    l.active_seconds, l.comment, f.id AS derived_id, l.changed
    """
  /// The tables that `columns` are from.
  static let tables = """
    layer l JOIN data_object d ON d.key = l.data_object JOIN image i ON i.key = d.image
    JOIN job j ON j.key = d.job LEFT JOIN layer f ON f.key = l.derived_from
    """
  /// Holds for layers that were neither withdrawn nor are still part of an unfinished run.
  static let isVisible =
    "(l.batch IS NULL OR EXISTS (SELECT 1 FROM batch b WHERE b.key = l.batch AND b.visible))"

  static func add(_ layer: Draft, in transaction: Transaction) throws -> RowKey {
    try transaction.insert(
      """
      INSERT INTO layer (id, data_object, source, round, created_at, submitted_at,
        active_seconds, comment, batch, last_number, changed, line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        layer.id.blob, layer.object, layer.source, layer.round, layer.createdAt.microseconds,
        layer.submittedAt?.microseconds, layer.activeSeconds, layer.comment, layer.batch,
        layer.lastNumber, layer.changed, layer.line,
      ])
  }

  /// Fills an empty layer with the shapes of the one that it starts from.
  static func copyShapes(from: RowKey, to layer: RowKey, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO shape (layer, number, label, kind, box_left, box_top, box_right, box_bottom,
        confidence, detail)
      SELECT ?, number, label, kind, box_left, box_top, box_right, box_bottom, confidence, detail
      FROM shape WHERE layer = ?
      """, [layer, from])
    try transaction.run(
      """
      INSERT INTO tag (layer, ordinal, label, confidence)
      SELECT ?, ordinal, label, confidence FROM tag WHERE layer = ?
      """, [layer, from])
    try transaction.run(
      """
      UPDATE layer SET derived_from = ?1, last_number = max(last_number,
        (SELECT last_number FROM layer WHERE key = ?1)) WHERE key = ?2
      """, [from, layer])
  }

  /// Makes a layer of a row that has `columns`.
  static func layer(_ row: Row, source: Source, in db: Database) throws -> Layer {
    Layer(
      id: try row.id("id"), image: try row.id("image_id"), job: try row.id("job_id"),
      source: source, round: row["round"], shapes: try ShapeTable.shapes(of: row["key"], in: db),
      tags: try TagTable.tags(of: row["key"], in: db), createdAt: row.moment("created_at"),
      activeSeconds: row["active_seconds"],
      comment: row["comment"], derivedFrom: try row.optionalID("derived_id"))
  }
}
