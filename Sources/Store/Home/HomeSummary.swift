package import AnnotationModel
import GRDB

/// What the home screen shows one person, read from counters.
package struct HomeSummary: Hashable, Sendable {
  /// For whom it is.
  package let person: Person
  /// The jobs, in the order of their entry.
  package let jobs: [JobSummary]
  /// For leads everybody in the order of their entry, for others only themselves.
  package let people: [PersonSummary]

  /// One job.
  package struct JobSummary: Hashable, Sendable {
    /// The job.
    package let id: ID<Job>
    /// Its name.
    package let name: String
    /// What is asked.
    package let task: TaskType
    /// How many persons answer each image.
    package let annotatorsPerImage: Int
    /// Data objects of the job.
    package let images: Int
    /// Data objects that as many persons have answered as the job asks for; nil for those who do
    /// not lead or review.
    package let answered: Int?
    /// The person's own data objects by state; nil for those who do not annotate.
    package let mine: Progress?
    /// Data objects that the person could answer now: begun ones, and those that need somebody.
    package let left: Int
    /// How far the review is; nil for those who do not review.
    package let review: ReviewProgress?
    /// Published runs that were not taken back; nil for those who do not lead.
    package let runs: Int?

    /// Data objects that were sent back to the person.
    package var returned: Int { mine?.byState[.returned] ?? 0 }
  }

  /// One person, over all jobs.
  package struct PersonSummary: Hashable, Sendable {
    /// The person.
    package let person: Person
    /// Data objects that they have submitted.
    package let submitted: Int
    /// How their answers to gold came out; nil for all but leads, and when they had none.
    package let gold: GoldScore?
  }
}

extension Store {
  /// What the home screen shows a person: their jobs, what is left, and for leads the people.
  ///
  /// Takes a few look-ups for each job and person, however many images there are.
  package func home(for person: Person) throws(StoreError) -> HomeSummary {
    try read("reading the jobs") { db in
      let key = try PersonTable.key(of: person, in: db)
      let home = HomeReading(
        person: try PersonTable.person(key, in: db),
        family: try PersonTable.family(of: key, in: db), db: db)
      return try home.summary()
    }
  }
}

/// Reads what the home screen shows.
private struct HomeReading {
  let person: Person
  let family: [RowKey]
  let db: Database

  private var isLead: Bool { person.roles.contains(.lead) }
  private var reviews: Bool { isLead || person.roles.contains(.reviewer) }

  func summary() throws -> HomeSummary {
    let rows = try db.rows(
      "SELECT key, id, name, task, annotators, data_objects FROM job ORDER BY key", [])
    return HomeSummary(person: person, jobs: try rows.map(job), people: try people())
  }

  private func job(_ row: Row) throws -> HomeSummary.JobSummary {
    let key: RowKey = row["key"]
    let annotators: Int = row["annotators"]
    let total: Int = row["data_objects"]
    let annotates = person.roles.contains(.annotator)
    let mine = Progress(total: total, byState: try states(of: family, job: key))
    return HomeSummary.JobSummary(
      id: try row.id("id"), name: row["name"], task: try row.value("task"),
      annotatorsPerImage: annotators, images: total,
      answered: reviews ? try answered(key, by: annotators) : nil, mine: annotates ? mine : nil,
      left: annotates ? try left(mine, job: key) : 0,
      review: reviews ? try ReviewProgress.of(key, in: db) : nil,
      runs: isLead ? try runs(key) : nil)
  }

  private func states(of family: [RowKey], job: RowKey) throws -> [AssignmentState: Int] {
    var counts: [AssignmentState: Int] = [:]
    for member in family {
      for row in try db.rows(HotQuery.progress, [job, member]) {
        counts[try row.value("state"), default: 0] += row["objects"]
      }
    }
    return counts
  }

  private func left(_ mine: Progress, job: RowKey) throws -> Int {
    var left = [AssignmentState.leased, .draft, .returned].map { mine.byState[$0] ?? 0 }
      .reduce(0, +)
    for (index, member) in family.enumerated() {
      guard let row = try db.firstRow(HotQuery.supply, [member, job]) else { continue }
      if index == 0 { left += row["objects"] as Int }
      left -= row["drawn"] as Int
    }
    return max(0, left)
  }

  private func answered(_ job: RowKey, by annotators: Int) throws -> Int {
    let count = try db.integer(HotQuery.answered, [job, annotators])
    return Int(count ?? 0)
  }

  private func runs(_ job: RowKey) throws -> Int {
    let count = try db.integer(HotQuery.runCount, [job])
    return Int(count ?? 0)
  }

  private func people() throws -> [HomeSummary.PersonSummary] {
    guard isLead else { return [try summary(of: person, family)] }
    let keys = try Int64.fetchAll(
      db.cachedStatement(
        sql: "SELECT key FROM person WHERE merged_into IS NULL AND purged_at IS NULL ORDER BY key"))
    return try keys.map { key in
      try summary(of: PersonTable.person(key, in: db), PersonTable.family(of: key, in: db))
    }
  }

  private func summary(
    of person: Person, _ family: [RowKey]
  ) throws -> HomeSummary.PersonSummary {
    let jobs = try Int64.fetchAll(db.cachedStatement(sql: "SELECT key FROM job ORDER BY key"))
    var gold = GoldScore()
    var submitted = 0
    for job in jobs {
      submitted += try states(of: family, job: job)[.submitted] ?? 0
      if isLead, let score = try GoldScore.of(family, job: job, in: db) { gold.add(score) }
    }
    return HomeSummary.PersonSummary(
      person: person, submitted: submitted, gold: gold.objects > 0 ? gold : nil)
  }
}
