import AnnotationModel
import GRDB

/// Labels with their names in all languages and their aliases.
enum LabelTable {
  /// Adds what a draft describes; `index` is its place in the job, for colour and line.
  static func add(
    _ draft: LabelDraft, index: Int, in transaction: Transaction
  ) throws -> RowKey {
    switch draft {
    case .existing(let id): return try key(of: id, in: transaction.db)
    case .new(let name, let localNames, let code, let aliases, let color, let line, let threshold):
      let colors = Label.defaultColors
      let styles = Label.LineStyle.allCases
      let label = Label(
        id: transaction.newID(), name: try LegalName.checked(name, kind: "label"),
        localNames: localNames, code: code, aliases: aliases,
        color: color ?? colors[index % colors.count],
        line: line ?? styles[index / colors.count % styles.count], threshold: threshold)
      for name in localNames.values { _ = try LegalName.checked(name, kind: "label") }
      return try add(label, in: transaction)
    }
  }

  /// The key of a label's row; throws `unknown`.
  static func key(of id: ID<Label>, in db: Database) throws -> RowKey {
    guard let key = try db.integer("SELECT key FROM label WHERE id = ?", [id.blob]) else {
      throw StoreError.unknown(kind: "label", name: id.description)
    }
    return key
  }

  /// Reads a label.
  static func label(_ key: RowKey, in db: Database) throws -> Label {
    guard let row = try db.firstRow("SELECT * FROM label WHERE key = ?", [key]) else {
      throw StoreError.damaged(action: "reading labels", detail: "label \(key) is missing")
    }
    let names = try db.rows("SELECT language, name FROM label_name WHERE label = ?", [key])
    let aliases = try String.fetchAll(
      db.cachedStatement(sql: "SELECT alias FROM label_alias WHERE label = ? ORDER BY ordinal"),
      arguments: [key])
    let localNames = names.map { ($0["language"] as String, $0["name"] as String) }
    return Label(
      id: try row.id("id"), name: row["name"],
      localNames: Dictionary(localNames, uniquingKeysWith: { first, _ in first }),
      code: row["code"], aliases: aliases, color: UInt32(row["color"] as Int64),
      line: try row.value("line"),
      threshold: (row["threshold"] as Double?).flatMap(Confidence.init))
  }

  private static func add(_ label: Label, in transaction: Transaction) throws -> RowKey {
    let key = try transaction.insert(
      "INSERT INTO label (id, name, code, color, line, threshold) VALUES (?, ?, ?, ?, ?, ?)",
      [
        label.id.blob, label.name, label.code, Int64(label.color), label.line.rawValue,
        label.threshold?.value,
      ])
    for (language, name) in label.localNames {
      try transaction.run(
        "INSERT INTO label_name (label, language, name) VALUES (?, ?, ?)", [key, language, name])
    }
    for (ordinal, alias) in label.aliases.enumerated() {
      try transaction.run(
        "INSERT INTO label_alias (label, ordinal, alias) VALUES (?, ?, ?)", [key, ordinal, alias])
    }
    return key
  }
}
