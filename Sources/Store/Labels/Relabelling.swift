import AnnotationModel
import FoundationEssentials
import GRDB

/// One change of labels: what it does, and how it is taken back.
///
/// Beside each change its batch keeps the other side: the former name of a label, the former label
/// of a thing, the line that a layer no longer agrees with, and the things that were dropped.
struct Relabelling {
  let batch: RowKey

  /// Does one change; gives the number of things that it touched.
  func apply(_ change: LabelChange, in transaction: Transaction) throws -> Int {
    let job = try JobTable.key(of: change.job, in: transaction.db)
    let labels = try JobTable.labelKeysByID(of: job, in: transaction.db)
    guard let label = labels[change.label] else {
      throw StoreError.unknown(kind: "label of this job", name: change.label.description)
    }
    try keepLines(of: label, job: job, in: transaction)
    switch change.action {
    case .rename(let name):
      try rename(label, to: try LegalName.checked(name, kind: "label"), in: transaction)
      return try count(of: label, job: job, in: transaction.db)
    case .merge(let other):
      guard let target = labels[other] else {
        throw StoreError.unknown(kind: "label of this job", name: other.description)
      }
      guard target != label else {
        throw StoreError.invalid("a label cannot be merged into itself")
      }
      let things = try merge(label, into: target, job: job, in: transaction)
      try retire(label, "merged", into: target, job: job, in: transaction)
      return things
    case .drop:
      let things = try drop(label, job: job, in: transaction)
      try retire(label, "dropped", into: nil, job: job, in: transaction)
      return things
    }
  }

  /// Throws when two labels of a job have one name now.
  func checkNames(of jobs: Set<ID<Job>>, in db: Database) throws {
    for job in jobs {
      let names = try String.fetchAll(
        db,
        sql: "SELECT l.name FROM job_label b JOIN label l ON l.key = b.label WHERE b.job = ?",
        arguments: [try JobTable.key(of: job, in: db)])
      var seen = Set<String>()
      if let twice = names.first(where: { !seen.insert($0).inserted }) {
        throw StoreError.nameTaken(kind: "label", name: twice)
      }
    }
  }

  private static let ofJob = """
    layer IN (SELECT l.key FROM layer l JOIN data_object d ON d.key = l.data_object
      WHERE d.job = ?)
    """

  private func count(of label: RowKey, job: RowKey, in db: Database) throws -> Int {
    try ["shape", "tag"].reduce(0) { sum, table in
      let found = try db.integer(
        "SELECT count(*) FROM \(table) WHERE label = ? AND \(Self.ofJob)", [label, job])
      return sum + Int(found ?? 0)
    }
  }

  private func rename(_ label: RowKey, to name: String, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO relabelled_name (batch, label, name) SELECT ?, key, name FROM label WHERE key = ?
      ON CONFLICT DO NOTHING
      """, [batch, label])
    try transaction.run("UPDATE label SET name = ? WHERE key = ?", [name, label])
  }

  /// A label without things keeps its class index, under a name that says what became of it.
  private func retire(
    _ label: RowKey, _ fate: String, into target: RowKey?, job: RowKey, in transaction: Transaction
  ) throws {
    try transaction.run(
      "UPDATE job_label SET retired_by = ?, merged_into = ? WHERE job = ? AND label = ?",
      [batch, target, job, label])
    let name = try LabelTable.label(label, in: transaction.db).name
    try rename(label, to: "\(name) (\(fate), \(batch))", in: transaction)
  }

  /// Lines of the layers that change are no longer what the layers say.
  private func keepLines(of label: RowKey, job: RowKey, in transaction: Transaction) throws {
    for table in ["shape", "tag"] {
      try transaction.run(
        """
        INSERT INTO relabelled_line (batch, layer, line)
        SELECT DISTINCT ?, l.key, l.line FROM \(table) s JOIN layer l ON l.key = s.layer
        JOIN data_object d ON d.key = l.data_object
        WHERE s.label = ? AND d.job = ? AND l.line IS NOT NULL ON CONFLICT DO NOTHING
        """, [batch, label, job])
    }
    try releaseLines(in: transaction)
  }

  private func releaseLines(in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE layer SET line = NULL
      WHERE key IN (SELECT layer FROM relabelled_line WHERE batch = ?)
      """, [batch])
  }

  /// Lines whose answers have a label that they do not spell as the job does are written anew.
  ///
  /// A name is looked for as JSON has it in quotes, with its characters as they are or escaped.
  func dropOtherSpellings(in job: ID<Job>, _ transaction: Transaction) throws {
    let key = try JobTable.key(of: job, in: transaction.db)
    var spellings: [(any DatabaseValueConvertible)?] = []
    let labels = try JobTable.labelKeysByID(of: key, in: transaction.db).values.sorted()
    for label in labels {
      let name = try LabelTable.label(label, in: transaction.db).name
      spellings.append(label)
      spellings += [false, true].map { Data(Self.quoted(name, isASCII: $0).utf8) }
    }
    // SQLite takes 32,766 values in one statement, three for each label here.
    for first in stride(from: 0, to: labels.count, by: 5000) {
      let chunk = spellings[3 * first..<min(3 * (first + 5000), spellings.count)]
      try release(linesWithout: Array(chunk), in: key, transaction)
    }
    try releaseLines(in: transaction)
  }

  /// Notes the lines that hold neither of the two spellings of a label of their answers; a label's
  /// key and its spellings follow each other.
  private func release(
    linesWithout spellings: [(any DatabaseValueConvertible)?], in job: RowKey,
    _ transaction: Transaction
  ) throws {
    let rows = Array(repeating: "(?, ?, ?)", count: spellings.count / 3).joined(separator: ", ")
    for table in ["shape", "tag"] {
      try transaction.run(
        """
        WITH spelling (label, plain, escaped) AS (VALUES \(rows))
        INSERT INTO relabelled_line (batch, layer, line)
        SELECT DISTINCT ?, l.key, l.line FROM data_object d JOIN layer l ON l.data_object = d.key
        JOIN source_line n ON n.key = l.line JOIN \(table) s ON s.layer = l.key
        JOIN spelling p ON p.label = s.label
        WHERE d.job = ? AND n.raw IS NOT NULL
          AND instr(n.raw, p.plain) = 0 AND instr(n.raw, p.escaped) = 0 ON CONFLICT DO NOTHING
        """, StatementArguments(spellings + [batch, job]))
    }
  }

  /// A name as a JSON string (RFC 8259), with `\u` escapes for what is not ASCII where asked for.
  private static func quoted(_ name: String, isASCII: Bool) -> String {
    var text = "\""
    for unit in name.unicodeScalars {
      switch unit {
      case "\"", "\\": text += "\\" + String(unit)
      case _ where isASCII && !unit.isASCII:
        for code in String(unit).utf16 {
          let digits = String(code, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(unit)
      }
    }
    return text + "\""
  }

  private func merge(
    _ label: RowKey, into target: RowKey, job: RowKey, in transaction: Transaction
  ) throws -> Int {
    let things = try count(of: label, job: job, in: transaction.db)
    // Of two tags that become one the first stays.
    try moveTags(
      """
      label = ? AND \(Self.ofJob)
        AND EXISTS (SELECT 1 FROM tag o WHERE o.layer = tag.layer AND o.label = ?)
      """, [label, job, target], in: transaction)
    for (table, number) in [("shape", "number"), ("tag", "ordinal")] {
      // A thing that an earlier change of this batch moved keeps the label it had before that.
      try transaction.run(
        """
        INSERT INTO relabelled_\(table) (batch, layer, \(number), label)
        SELECT ?, layer, \(number), label FROM \(table) WHERE label = ? AND \(Self.ofJob)
        ON CONFLICT DO NOTHING
        """, [batch, label, job])
      try transaction.run(
        "UPDATE \(table) SET label = ? WHERE label = ? AND \(Self.ofJob)", [target, label, job])
    }
    return things
  }

  private func drop(_ label: RowKey, job: RowKey, in transaction: Transaction) throws -> Int {
    let things = try count(of: label, job: job, in: transaction.db)
    let columns =
      "layer, number, label, kind, box_left, box_top, box_right, box_bottom, confidence, detail"
    try transaction.run(
      """
      INSERT INTO dropped_shape (batch, \(columns))
      SELECT ?, \(columns) FROM shape WHERE label = ? AND \(Self.ofJob)
      """, [batch, label, job])
    try transaction.run("DELETE FROM shape WHERE label = ? AND \(Self.ofJob)", [label, job])
    try moveTags("label = ? AND \(Self.ofJob)", [label, job], in: transaction)
    return things
  }

  private func moveTags(
    _ condition: String, _ arguments: StatementArguments, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO dropped_tag (batch, layer, ordinal, label, confidence)
      SELECT \(batch), layer, ordinal, label, confidence FROM tag WHERE \(condition)
      """, arguments)
    try transaction.run("DELETE FROM tag WHERE \(condition)", arguments)
  }
}

extension Relabelling {
  /// Takes the change back, or does it again: the two sides change places.
  func exchange(isDone: Bool, in transaction: Transaction) throws {
    try swapNames(in: transaction)
    try swapLines(in: transaction)
    // Dropped things come back before labels are exchanged, and go again after.
    if !isDone { try moveDropped(back: true, in: transaction) }
    for (table, number) in [("shape", "number"), ("tag", "ordinal")] {
      try swap(table, number, in: transaction)
    }
    if isDone { try moveDropped(back: false, in: transaction) }
  }

  private func swapNames(in transaction: Transaction) throws {
    let rows = try transaction.db.rows(
      """
      SELECT n.label, n.name AS other, l.name FROM relabelled_name n JOIN label l ON l.key = n.label
      WHERE n.batch = ?
      """, [batch])
    for row in rows {
      let (label, other, name): (RowKey, String, String) = (row["label"], row["other"], row["name"])
      try transaction.run("UPDATE label SET name = ? WHERE key = ?", [other, label])
      try transaction.run(
        "UPDATE relabelled_name SET name = ? WHERE batch = ? AND label = ?", [name, batch, label])
    }
  }

  private func swapLines(in transaction: Transaction) throws {
    let rows = try transaction.db.rows(
      """
      SELECT r.layer, r.line AS other, l.line FROM relabelled_line r JOIN layer l ON l.key = r.layer
      WHERE r.batch = ?
      """, [batch])
    for row in rows {
      let (layer, other, line): (RowKey, RowKey?, RowKey?) = (
        row["layer"], row["other"], row["line"]
      )
      try transaction.run("UPDATE layer SET line = ? WHERE key = ?", [other, layer])
      try transaction.run(
        "UPDATE relabelled_line SET line = ? WHERE batch = ? AND layer = ?", [line, batch, layer])
    }
  }

  private func swap(_ table: String, _ number: String, in transaction: Transaction) throws {
    let rows = try transaction.db.rows(
      """
      SELECT r.layer, r.\(number) AS place, r.label AS other, s.label
      FROM relabelled_\(table) r JOIN \(table) s ON s.layer = r.layer AND s.\(number) = r.\(number)
      WHERE r.batch = ?
      """, [batch])
    for row in rows {
      let (layer, place, other, label): (RowKey, Int, RowKey, RowKey) = (
        row["layer"], row["place"], row["other"], row["label"]
      )
      try transaction.run(
        "UPDATE \(table) SET label = ? WHERE layer = ? AND \(number) = ?", [other, layer, place])
      try transaction.run(
        """
        UPDATE relabelled_\(table) SET label = ? WHERE batch = ? AND layer = ? AND \(number) = ?
        """, [label, batch, layer, place])
    }
  }

  private func moveDropped(back: Bool, in transaction: Transaction) throws {
    let columns = [
      "shape": (
        "number",
        "layer, number, label, kind, box_left, box_top, box_right, box_bottom, confidence, detail"
      ),
      "tag": ("ordinal", "layer, ordinal, label, confidence"),
    ]
    for (table, (number, names)) in columns.sorted(by: { $0.key < $1.key }) {
      if back {
        try transaction.run(
          """
          INSERT INTO \(table) (\(names))
          SELECT \(names) FROM dropped_\(table) WHERE batch = ? ON CONFLICT DO NOTHING
          """, [batch])
      } else {
        try transaction.run(
          """
          DELETE FROM \(table) WHERE (layer, \(number)) IN
            (SELECT layer, \(number) FROM dropped_\(table) WHERE batch = ?)
          """, [batch])
      }
    }
  }
}
