package import AnnotationModel
import GRDB

/// How far a job is, read from counters.
package struct JobStatus: Hashable, Sendable {
  /// Data objects of the job.
  package let dataObjects: Int
  /// Data objects by how many persons have submitted an answer.
  package let byAnswers: [Int: Int]
  /// How far the review is.
  package let review: ReviewProgress
  /// How far each person is who touched the job, ordered by when they entered the project.
  package let persons: [PersonStatus]

  /// Data objects that at least `count` persons have answered.
  package func answered(byAtLeast count: Int) -> Int {
    byAnswers.filter { $0.key >= count }.values.reduce(0, +)
  }

  /// How far one person is.
  package struct PersonStatus: Hashable, Sendable {
    /// The person.
    package let person: Person
    /// The person's assignments by state.
    package let progress: Progress
    /// How the person's answers to gold came out; nil when there are none.
    package let gold: GoldScore?
  }
}

extension LeadView {
  /// How far a job is; takes no longer for a million images than for ten.
  package func status(of job: Job) throws(StoreError) -> JobStatus {
    try store.read("reading the status") { db in
      let key = try JobTable.key(of: job.id, in: db)
      let total = Int(
        try db.integer("SELECT data_objects FROM job WHERE key = ?", [key]) ?? 0)
      let coverage = try db.rows(
        "SELECT answers, objects FROM coverage WHERE job = ? AND objects > 0", [key])
      let tally = try db.rows(
        """
        SELECT person, state, objects FROM tally WHERE job = ? AND objects > 0 ORDER BY person
        """, [key])
      var counts: [RowKey: [AssignmentState: Int]] = [:]
      for row in tally {
        counts[row["person"], default: [:]][try row.value("state")] = row["objects"]
      }
      return JobStatus(
        dataObjects: total,
        byAnswers: Dictionary(
          coverage.map { ($0["answers"], $0["objects"]) }, uniquingKeysWith: { first, _ in first }),
        review: try ReviewProgress.of(key, in: db),
        persons: try counts.sorted { $0.key < $1.key }.map { person, states in
          JobStatus.PersonStatus(
            person: try PersonTable.person(person, in: db),
            progress: Progress(total: total, byState: states),
            gold: try GoldScore.of([person], job: key, in: db))
        })
    }
  }
}
