import AnnotationModel
import GRDB

/// The distinct makers of layers.
enum SourceTable {
  /// Names of the kinds as the database holds them.
  enum Kind: String {
    case person, model, run, adjudication, reviewer, gold, imported
  }

  /// The columns that tell one source from another.
  struct Columns: Hashable {
    var kind: Kind
    var person: RowKey?
    var run: RowKey?
    var name = ""
    var version = ""
    var floor: Double?
  }

  /// The key of a source, which is added when it is new.
  static func key(for source: Columns, in transaction: Transaction) throws -> RowKey {
    try knownKey(for: source, in: transaction.db)
      ?? transaction.insert(
        "INSERT INTO source (kind, person, run, name, version, floor) VALUES (?, ?, ?, ?, ?, ?)",
        [
          source.kind.rawValue, source.person, source.run, source.name, source.version,
          source.floor,
        ])
  }

  /// The key of a source; nil when it never made a layer.
  static func knownKey(for source: Columns, in db: Database) throws -> RowKey? {
    try db.integer(
      """
      SELECT key FROM source WHERE kind = ? AND ifnull(person, 0) = ? AND ifnull(run, 0) = ?
        AND name = ? AND version = ? AND ifnull(floor, -1) = ?
      """,
      [
        source.kind.rawValue, source.person ?? 0, source.run ?? 0, source.name, source.version,
        source.floor ?? -1,
      ])
  }

  /// Reads a source.
  static func source(_ key: RowKey, in db: Database) throws -> Source {
    let row = try db.firstRow(
      """
      SELECT s.*, p.id AS person_id, r.id AS run_id FROM source s
      LEFT JOIN person p ON p.key = s.person LEFT JOIN consolidation_run r ON r.key = s.run
      WHERE s.key = ?
      """, [key])
    guard let row else {
      throw StoreError.damaged(action: "reading layers", detail: "source \(key) is missing")
    }
    switch try row.value("kind") as Kind {
    case .person: return .person(try row.id("person_id"))
    case .adjudication: return .adjudication(try row.id("person_id"))
    case .reviewer: return .reviewer(try row.id("person_id"))
    case .run: return .run(try row.id("run_id"))
    case .gold: return .gold
    case .imported: return .imported(row["name"])
    case .model:
      return .model(
        name: row["name"], version: row["version"],
        confidenceFloor: (row["floor"] as Double?).flatMap(Confidence.init))
    }
  }
}
