package import AnnotationModel
import GRDB

extension LeadView {
  /// A sample of the newest images with answers of two or more people, newest first.
  ///
  /// Looks at the last `journalWindow` actions of the project, and where these do not give enough
  /// (answers that were imported are one action) at the last `positionWindow` data objects of the
  /// job; so it takes no longer for a million images than for a thousand.
  package func recentAnswers(of job: Job, limit: Int) throws(StoreError) -> [SubmittedAnswers] {
    try store.read("reading recent answers") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      var objects = try recentlySubmitted(in: jobKey, limit: limit, db)
      if objects.count < limit {
        objects += try last(in: jobKey, limit: limit, db).filter { object in
          !objects.contains { $0.key == object.key }
        }
      }
      var sources = SourceCache()
      return try objects.prefix(limit).map { object in
        SubmittedAnswers(
          index: object.position, image: try ImageTable.image(object.image, in: db),
          layers: try submitted(object.key, &sources, in: db))
      }.filter { $0.layers.count >= 2 }
    }
  }

  private static let journalWindow = 4000
  private static let positionWindow = 400

  private func recentlySubmitted(
    in job: RowKey, limit: Int, _ db: Database
  ) throws -> [AssignmentTable.DataObject] {
    let rows = try db.rows(
      """
      SELECT image, max(number) AS latest
      FROM (SELECT number, image, job, kind FROM journal ORDER BY number DESC LIMIT ?)
      WHERE job = ? AND kind = ? AND image IS NOT NULL GROUP BY image ORDER BY latest DESC
      """, [Self.journalWindow, job, EntryKind.submit.rawValue])
    var found: [AssignmentTable.DataObject] = []
    for row in rows where found.count < limit {
      let object = try AssignmentTable.dataObject(image: row["image"], job: job, in: db)
      if let object, try answers(object.key, in: db) >= 2 { found.append(object) }
    }
    return found
  }

  private func last(
    in job: RowKey, limit: Int, _ db: Database
  ) throws -> [AssignmentTable.DataObject] {
    try db.rows(
      """
      SELECT key, position, image FROM (
        SELECT key, position, image, submitted FROM data_object WHERE job = ?
        ORDER BY position DESC LIMIT ?)
      WHERE submitted >= 2 LIMIT ?
      """, [job, Self.positionWindow, limit]
    ).map {
      AssignmentTable.DataObject(
        key: $0["key"], job: job, position: $0["position"], image: $0["image"])
    }
  }

  private func answers(_ object: RowKey, in db: Database) throws -> Int {
    Int(try db.integer("SELECT submitted FROM data_object WHERE key = ?", [object]) ?? 0)
  }
}
