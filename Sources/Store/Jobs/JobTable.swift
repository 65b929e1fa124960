package import AnnotationModel
import GRDB

/// Jobs with their label lists.
enum JobTable {
  /// Adds a job; throws `nameTaken` when the project has one of that name.
  static func add(_ draft: JobDraft, in transaction: Transaction) throws -> RowKey {
    let name = try LegalName.checked(draft.name, kind: "job")
    let db = transaction.db
    // Compared by Swift, so that composed and decomposed kana are the same name.
    let names = try String.fetchAll(db, sql: "SELECT name FROM job")
    guard !names.contains(name) else { throw StoreError.nameTaken(kind: "job", name: name) }
    let parent = try draft.parent.map { try Self.key(of: $0, in: db) }
    let id: ID<Job> = transaction.newID()
    let key = try transaction.insert(
      """
      INSERT INTO job (id, name, attribute, task, annotators, parent, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id.blob, name, draft.attribute.description, draft.task.rawValue, draft.annotatorsPerImage,
        parent, transaction.moment.microseconds,
      ])
    for (index, label) in draft.labels.enumerated() {
      let label = try LabelTable.add(label, index: index, in: transaction)
      try transaction.run(
        "INSERT INTO job_label (job, class_index, label) VALUES (?, ?, ?)", [key, index, label])
    }
    return key
  }

  /// The key of a job's row; throws `unknown`.
  static func key(of id: ID<Job>, in db: Database) throws -> RowKey {
    guard let key = try db.integer("SELECT key FROM job WHERE id = ?", [id.blob]) else {
      throw StoreError.unknown(kind: "job", name: id.description)
    }
    return key
  }

  /// Reads a job with its labels.
  static func job(_ key: RowKey, in db: Database) throws -> Job {
    let row = try db.firstRow(
      """
      SELECT j.*, p.id AS parent_id FROM job j LEFT JOIN job p ON p.key = j.parent
      WHERE j.key = ?
      """, [key])
    guard let row else {
      throw StoreError.damaged(action: "reading jobs", detail: "job \(key) is missing")
    }
    let task: TaskType = try row.value("task")
    let labels = try labelKeys(of: key, in: db).map { try LabelTable.label($0, in: db) }
    var job = try Job(
      id: try row.id("id"), name: row["name"],
      attribute: LabelAttributeName(row["attribute"], for: task), task: task, labels: labels,
      annotatorsPerImage: row["annotators"], parent: try row.optionalID("parent_id"))
    let chosen = try labelKeysByID(of: key, in: db)
    job.retired = Set(labels.lazy.map(\.id).filter { chosen[$0] == nil })
    return job
  }

  /// Hides or shows the jobs of an import; a hidden one gives its name back.
  static func setVisible(
    _ isVisible: Bool, batch: RowKey, entry: EntryNumber, in transaction: Transaction
  ) throws {
    if isVisible {
      let taken = try String.fetchOne(
        transaction.db,
        sql: """
          SELECT own_name FROM job j WHERE batch = ? AND own_name IS NOT NULL
            AND EXISTS (SELECT 1 FROM job o WHERE o.name = j.own_name)
          """, arguments: [batch])
      if let taken { throw StoreError.nameTaken(kind: "job", name: taken) }
      try transaction.run(
        """
        UPDATE job SET name = own_name, own_name = NULL WHERE batch = ? AND own_name IS NOT NULL
        """, [batch])
    } else {
      try transaction.run(
        "UPDATE job SET own_name = name, name = name || ? WHERE batch = ?",
        [" (undone in #\(entry))", batch])
    }
  }

  /// The keys of a job's labels in the order of their class indexes.
  static func labelKeys(of job: RowKey, in db: Database) throws -> [RowKey] {
    try Int64.fetchAll(
      db.cachedStatement(sql: "SELECT label FROM job_label WHERE job = ? ORDER BY class_index"),
      arguments: [job])
  }

  /// The labels that shapes of a job may get, by their stable ids; merged and dropped ones are not
  /// among them.
  static func labelKeysByID(of job: RowKey, in db: Database) throws -> [ID<Label>: RowKey] {
    let rows = try db.rows(
      """
      SELECT l.id, l.key FROM job_label b JOIN label l ON l.key = b.label
      LEFT JOIN batch c ON c.key = b.retired_by AND c.visible WHERE b.job = ? AND c.key IS NULL
      """, [job])
    return try Dictionary(
      rows.map { (try $0.id("id"), $0["key"]) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Store {
  /// All jobs with their labels, in the order of their entry.
  package func jobs() throws(StoreError) -> [Job] {
    try read("listing jobs") { db in
      let keys = try Int64.fetchAll(
        db,
        sql: """
          SELECT j.key FROM job j LEFT JOIN batch b ON b.key = j.batch
          WHERE j.batch IS NULL OR b.visible ORDER BY j.key
          """)
      return try keys.map { try JobTable.job($0, in: db) }
    }
  }

  /// The names that jobs have, hidden ones included, so that a new job can avoid them.
  package func jobNames() throws(StoreError) -> [String] {
    try read("listing jobs") { try String.fetchAll($0, sql: "SELECT name FROM job") }
  }

  /// The job with a name; throws `unknown`.
  package func job(named name: String) throws(StoreError) -> Job {
    guard let job = try jobs().first(where: { $0.name == name }) else {
      throw .unknown(kind: "job", name: name)
    }
    return job
  }
}
