import AnnotationModel
import FoundationEssentials
import GRDB

/// The shapes of layers.
enum ShapeTable {
  /// Adds a shape to a layer.
  static func add(
    _ shape: Shape, label: RowKey, to layer: RowKey, in transaction: Transaction
  ) throws {
    let geometry = shape.geometry
    let bounds = geometry.bounds
    try transaction.run(
      """
      INSERT INTO shape (layer, number, label, kind, box_left, box_top, box_right, box_bottom,
        confidence, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        layer, shape.number, label, geometry.kindNumber, bounds.left, bounds.top, bounds.right,
        bounds.bottom, shape.confidence?.value, geometry.detail.map { Data($0) },
      ])
  }

  /// Removes a shape from a layer.
  static func remove(_ number: Int, from layer: RowKey, in transaction: Transaction) throws {
    try transaction.run("DELETE FROM shape WHERE layer = ? AND number = ?", [layer, number])
  }

  /// Changes a shape of a layer; throws `outdated` when it is not what the change says it was.
  static func change(
    _ step: ShapeChange, of layer: RowKey, labels: [ID<Label>: RowKey],
    at object: AssignmentTable.DataObject, in transaction: Transaction
  ) throws {
    let current = try shape(step.number, of: layer, in: transaction.db)
    guard current == step.before else {
      throw StoreError.outdated(
        index: object.position, detail: "shape \(step.number) is not what it was")
    }
    if step.before == step.after { return }
    if current != nil { try remove(step.number, from: layer, in: transaction) }
    guard let shape = step.after else { return }
    guard let label = labels[shape.label] else {
      throw StoreError.invalid(
        "the label of shape \(step.number) was merged into another or dropped; open the job again "
          + "to see its labels")
    }
    try add(shape, label: label, to: layer, in: transaction)
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
    let detail = (row[8] as Data?).map { Array($0) } ?? []
    guard let box, let geometry = Geometry(kindNumber: row[2], bounds: box, detail: detail) else {
      throw StoreError.damaged(
        action: "reading shapes",
        detail: "shape \(row[0] as Int64) is of kind \(row[2] as Int64) and cannot be understood")
    }
    return Shape(
      number: row[0], label: try row.id("id"), geometry: geometry,
      confidence: (row[7] as Double?).flatMap(Confidence.init))
  }
}
