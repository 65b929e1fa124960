import AnnotationModel
import FoundationEssentials
import GRDB

extension Store {
  /// Checks the whole journal: sequences, hash chain, and payloads against their digests.
  ///
  /// Reads everything, so it takes time proportional to the journal.
  package func verifyJournal() throws(StoreError) -> JournalReport {
    try read("verifying the journal") { db in
      var report = JournalReport()
      for origin in try Row.fetchAll(db, sql: "SELECT * FROM origin ORDER BY key") {
        try Self.verify(origin, in: db, &report)
      }
      return report
    }
  }

  /// What SQLite's own check, the foreign keys and the counters say; empty when all is well.
  ///
  /// Reads the whole database.
  package func integrityCheck() throws(StoreError) -> [String] {
    try read("checking the database") { db in
      var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
        let table: String = row[0]
        let parent: String = row[2]
        problems.append("a row of \(table) refers to a missing row of \(parent)")
      }
      for check in Self.counterChecks {
        let wrong = try Int64.fetchOne(db, sql: check.sql) ?? 0
        if wrong > 0 { problems.append("\(check.name): \(wrong) wrong") }
      }
      return problems
    }
  }

  private static func verify(
    _ origin: Row, in db: Database, _ report: inout JournalReport
  ) throws {
    var previous: Data = origin["branched_from"]
    var expected: Int64 = 1
    let entries = try Row.fetchCursor(
      db,
      sql: """
        SELECT j.*, p.id AS person_id, b.id AS job_id, i.id AS image_id, u.id AS undone_id,
          y.salt, y.body
        FROM journal j
        LEFT JOIN person p ON p.key = j.person LEFT JOIN job b ON b.key = j.job
        LEFT JOIN image i ON i.key = j.image LEFT JOIN journal u ON u.number = j.undoes
        LEFT JOIN payload y ON y.entry = j.number
        WHERE j.origin = ? ORDER BY j.origin_sequence
        """, arguments: [origin["key"] as Int64])
    while let row = try entries.next() {
      let number: Int64 = row["number"]
      let sequence: Int64 = row["origin_sequence"]
      report.entries += 1
      if sequence != expected {
        report.problems.append("before entry #\(number): \(sequence - expected) entries missing")
      }
      let header = Journal.Header(
        previous: previous, id: row["id"], origin: origin["id"], sequence: sequence,
        person: row["person_id"], job: row["job_id"], image: row["image_id"],
        undoes: row["undone_id"], kind: row["kind"], moment: row["moment"],
        payloadDigest: row["payload_digest"])
      if header.hash != row["hash"] as Data {
        report.problems.append("entry #\(number): its hash does not follow from the one before")
      }
      check(row, number, &report)
      previous = row["hash"]
      expected = sequence + 1
    }
    if previous != origin["head"] as Data || expected != origin["last_sequence"] as Int64 + 1 {
      report.problems.append("the newest entries of an origin are missing")
    }
  }

  private static func check(_ row: Row, _ number: Int64, _ report: inout JournalReport) {
    guard let salt: Data = row["salt"], let body: Data = row["body"] else {
      report.purgedPayloads += 1
      return
    }
    if Journal.digest(salt: salt, body: body) != row["payload_digest"] as Data {
      report.problems.append("entry #\(number): its payload is not what was written")
    }
  }

  private static let counterChecks: [(name: String, sql: String)] = [
    (
      "data objects per job",
      """
      SELECT count(*) FROM job j
      WHERE data_objects <> (SELECT count(*) FROM data_object d WHERE d.job = j.key)
      """
    ),
    (
      "submitted answers per data object",
      """
      SELECT count(*) FROM data_object d WHERE submitted <>
        (SELECT count(*) FROM assignment a WHERE a.data_object = d.key AND a.state = 'submitted')
      """
    ),
    (
      "assignments by state",
      """
      SELECT count(*) FROM tally t WHERE objects <> (SELECT count(*) FROM assignment a
        WHERE a.job = t.job AND a.person = t.person AND a.state = t.state)
      """
    ),
    (
      "data objects by answers",
      """
      SELECT count(*) FROM coverage c WHERE objects <> (SELECT count(*) FROM data_object d
        WHERE d.job = c.job AND d.submitted = c.answers)
      """
    ),
    (
      "people who hold a data object",
      """
      SELECT count(*) FROM data_object d WHERE
        takers <> (SELECT count(*) FROM assignment a WHERE a.data_object = d.key AND seat = 1)
        OR given <> (SELECT count(*) FROM assignment a WHERE a.data_object = d.key AND seat = 2)
        OR is_open <> (NOT withdrawn
          AND takers < (SELECT annotators FROM job j WHERE j.key = d.job))
      """
    ),
    (
      "reviews by state",
      """
      SELECT count(*) FROM review_tally t WHERE objects <> (SELECT count(*) FROM review r
        WHERE r.job = t.job AND r.state = t.state)
      """
    ),
    (
      "work that is left",
      """
      SELECT (SELECT count(*) FROM supply s WHERE objects <> (SELECT count(*) FROM data_object d
          WHERE d.job = s.job AND (d.is_wanted OR d.is_seeded)))
        + (SELECT count(*) FROM drawn n WHERE objects <> (SELECT count(*) FROM assignment a
          JOIN data_object d ON d.key = a.data_object WHERE a.job = n.job AND a.person = n.person
          AND a.state <> 'waiting' AND (d.is_wanted OR d.is_seeded)))
      """
    ),
    (
      "scores of gold",
      """
      SELECT count(*) FROM gold_tally t WHERE (objects, matched, overlap) <> (SELECT count(*),
        coalesce(sum(matched), 0), coalesce(sum(overlap), 0) FROM gold_score s
        WHERE s.job = t.job AND s.person = t.person)
      """
    ),
    (
      "finished positions",
      """
      SELECT count(*) FROM assignment a WHERE (state IN ('submitted', 'skipped')) <> EXISTS
        (SELECT 1 FROM finished_range r WHERE r.job = a.job AND r.person = a.person
          AND a.position BETWEEN r.first AND r.last)
      """
    ),
    (
      "the number of finished positions",
      """
      SELECT count(*) FROM (SELECT job, person, sum(last - first + 1) AS n FROM finished_range
        GROUP BY job, person) r
      WHERE n <> (SELECT coalesce(sum(objects), 0) FROM tally t WHERE t.job = r.job
        AND t.person = r.person AND t.state IN ('submitted', 'skipped'))
      """
    ),
  ]
}
