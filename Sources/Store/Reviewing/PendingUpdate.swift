import AnnotationModel
import GRDB

/// Data objects whose answers changed together, to be brought up to date in short transactions.
enum PendingUpdate: String {
  /// The data objects that a batch has layers of.
  case batch
  /// The data objects that a person has touched.
  case person
  /// All data objects of a job.
  case job
  /// The data objects with a shape whose label a batch changed or dropped.
  case relabelling

  /// Notes what has to be brought up to date, in the transaction that changes the answers.
  func add(_ subject: RowKey, in transaction: Transaction) throws {
    try transaction.run(
      "INSERT INTO pending_update (kind, subject) VALUES (?, ?)", [rawValue, subject])
  }

  /// The next data objects with the rows by which they were found.
  fileprivate func page(
    _ subject: RowKey, after: RowKey, limit: Int, in db: Database
  ) throws -> [(row: RowKey, object: RowKey)] {
    let sql =
      switch self {
      case .batch:
        """
        SELECT key, data_object AS object FROM layer WHERE batch = ? AND key > ?
        ORDER BY key LIMIT ?
        """
      case .person:
        """
        SELECT data_object AS key, data_object AS object FROM assignment
        WHERE person = ? AND data_object > ? ORDER BY data_object LIMIT ?
        """
      case .job:
        """
        SELECT position + 1 AS key, key AS object FROM data_object
        WHERE job = ? AND position >= ? ORDER BY position LIMIT ?
        """
      case .relabelling:
        """
        WITH touched AS (SELECT ? AS batch)
        SELECT DISTINCT l.data_object AS key, l.data_object AS object FROM layer l
        WHERE l.key IN (SELECT r.layer FROM relabelled_shape r, touched t WHERE r.batch = t.batch
            UNION SELECT d.layer FROM dropped_shape d, touched t WHERE d.batch = t.batch)
          AND l.data_object > ? ORDER BY l.data_object LIMIT ?
        """
      }
    return try db.rows(sql, [subject, after, limit]).map { ($0["key"], $0["object"]) }
  }
}

extension Store {
  /// Brings up to date what is noted, with room for others between the chunks.
  ///
  /// Where it was cut off, the next call goes on; two at once share the work.
  func finishPendingUpdates() throws(StoreError) {
    var pace = Pace()
    let clock = ContinuousClock()
    while try hasPendingUpdates() {
      var began = clock.now
      try write("bringing answers up to date") { transaction in
        began = clock.now
        try pace.look(in: transaction.db)
        try advance(by: pace.size, in: transaction)
      }
      pace.chunkTook(clock.now - began)
      pace.rest()
    }
  }

  private func hasPendingUpdates() throws(StoreError) -> Bool {
    try read("looking for unfinished work") {
      try $0.integer("SELECT 1 FROM pending_update LIMIT 1", []) != nil
    }
  }

  private func advance(by limit: Int, in transaction: Transaction) throws {
    let db = transaction.db
    guard let row = try db.firstRow("SELECT * FROM pending_update ORDER BY key LIMIT 1", [])
    else { return }
    let key: RowKey = row["key"]
    let kind: PendingUpdate = try row.value("kind")
    let page = try kind.page(row["subject"], after: row["after"], limit: limit, in: db)
    for found in page { try AnswerUpdate.run(found.object, in: transaction) }
    if page.count < limit {
      try transaction.run("DELETE FROM pending_update WHERE key = ?", [key])
    } else {
      try transaction.run(
        "UPDATE pending_update SET after = ? WHERE key = ?", [page.last?.row, key])
    }
  }
}
