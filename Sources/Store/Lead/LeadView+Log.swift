package import AnnotationModel
import GRDB

extension LeadView {
  /// Journal entries before a number, newest first, with names; those of one job if one is given.
  ///
  /// Pages: at most `limit` entries; an empty page is the end. Entries of a job are found by
  /// walking back through the journal, so they cost what was written since by everybody.
  package func log(
    before number: EntryNumber = .max, job: Job? = nil, limit: Int = 500
  ) throws(StoreError) -> [LogEntry] {
    try store.read("reading the journal") { db in
      let jobKey = try job.map { try JobTable.key(of: $0.id, in: db) }
      var summary = LogSummary()
      return try db.rows(
        """
        SELECT e.number, e.id, e.person, p.id AS person_id, e.image, i.id AS image_id,
          j.id AS job_id, j.name AS job_name, e.kind, e.moment, e.undoes
        FROM journal e LEFT JOIN person p ON p.key = e.person LEFT JOIN job j ON j.key = e.job
        LEFT JOIN image i ON i.key = e.image
        WHERE e.number < ?\(jobKey == nil ? "" : " AND e.job = ?")
        ORDER BY e.number DESC LIMIT ?
        """, jobKey.map { [number, $0, limit] } ?? [number, limit]
      ).map { row in try entry(row, &summary, in: db) }
    }
  }

  private func entry(_ row: Row, _ summary: inout LogSummary, in db: Database) throws -> LogEntry {
    let header = JournalEntry(
      number: row["number"], id: try row.id("id"), person: try row.optionalID("person_id"),
      job: try row.optionalID("job_id"), image: try row.optionalID("image_id"),
      kind: try row.value("kind"), moment: row.moment("moment"), undoes: row["undoes"])
    let person = try (row["person"] as RowKey?).map {
      try PersonTable.person(PersonTable.root(of: $0, in: db), in: db).name
    }
    let place = try (row["image"] as RowKey?).flatMap {
      try LocationTable.locations(of: $0, in: db).first?.place
    }
    return LogEntry(
      header: header, personName: person, jobName: row["job_name"], place: place,
      summary: try summary.text(
        of: header.number, kind: header.kind, undoes: header.undoes, in: db))
  }
}
