import AnnotationModel
import FoundationEssentials
import GRDB

/// The shapes of layers.
enum ShapeTable {
  /// The number that stands for a box in the database.
  private static let boxKind: Int64 = 1

  /// Adds a shape to a layer.
  static func add(
    _ shape: Shape, label: RowKey, to layer: RowKey, in transaction: Transaction
  ) throws {
    let columns = try columns(of: shape)
    try transaction.run(
      """
      INSERT INTO shape (layer, number, label, kind, box_left, box_top, box_right, box_bottom,
        confidence, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        layer, shape.number, label, columns.kind, columns.bounds.left, columns.bounds.top,
        columns.bounds.right, columns.bounds.bottom, shape.confidence?.value, columns.detail,
      ])
  }

  /// Removes a shape from a layer.
  static func remove(_ number: Int, from layer: RowKey, in transaction: Transaction) throws {
    try transaction.run("DELETE FROM shape WHERE layer = ? AND number = ?", [layer, number])
  }

  /// The shapes of a layer in the order of their numbers.
  static func shapes(of layer: RowKey, in db: Database) throws -> [Shape] {
    try db.rows(
      HotQuery.shapes, [layer]
    ).map(shape)
  }

  /// One shape of a layer; nil when it has none of that number.
  static func shape(_ number: Int, of layer: RowKey, in db: Database) throws -> Shape? {
    try db.firstRow(
      """
      SELECT s.number, l.id, s.kind, s.box_left, s.box_top, s.box_right, s.box_bottom,
        s.confidence, s.detail
      FROM shape s JOIN label l ON l.key = s.label WHERE s.layer = ? AND s.number = ?
      """, [layer, number]
    ).map(shape)
  }

  private static func shape(_ row: Row) throws -> Shape {
    let box = Box(left: row[3], top: row[4], right: row[5], bottom: row[6])
    guard row[2] as Int64 == boxKind, let box else {
      throw StoreError.damaged(
        action: "reading shapes", detail: "shape \(row[0] as Int64) is no box with an area")
    }
    return Shape(
      number: row[0], label: try row.id("id"), geometry: .box(box),
      confidence: (row[7] as Double?).flatMap(Confidence.init))
  }

  private static func columns(
    of shape: Shape
  ) throws -> (kind: Int64, bounds: Box, detail: Data?) {
    switch shape.geometry {
    case .box(let box): return (boxKind, box, nil)
    case .polygon, .mask:
      throw StoreError.invalid("shape \(shape.number) is no box; only boxes are stored yet")
    }
  }
}
