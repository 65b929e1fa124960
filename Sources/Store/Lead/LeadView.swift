package import AnnotationModel
import GRDB

/// What a lead may do: set up, import, consolidate, publish, and read everybody's answers.
package struct LeadView: Sendable {
  let store: Store
  let personKey: RowKey

  /// Adds a person; throws `nameTaken` when an identity belongs to somebody already.
  package func addPerson(
    _ draft: PersonDraft, roles: Set<Person.Role>
  ) throws(StoreError) -> Person {
    try store.write("adding a person") { transaction in
      let roles = roles.sorted { $0.rawValue < $1.rawValue }
      let key = try PersonTable.add(draft, roles: roles, in: transaction)
      let person = try PersonTable.person(key, in: transaction.db)
      let record = PersonRecord(
        person: person.id, name: draft.name, identities: draft.identities, roles: roles)
      try append(.person, .person(record), in: transaction)
      return person
    }
  }

  /// Gives a person one more identity; throws `nameTaken` when it belongs to somebody.
  package func addIdentity(
    _ identity: Person.Identity, to person: Person
  ) throws(StoreError) -> Person {
    try store.write("adding an identity") { transaction in
      let key = try PersonTable.key(of: person, in: transaction.db)
      try PersonTable.add(identity, to: key, in: transaction)
      let record = PersonRecord(person: person.id, identities: [identity])
      try append(.person, .person(record), in: transaction)
      return try PersonTable.person(key, in: transaction.db)
    }
  }

  /// Sets up a job; throws `nameTaken` when the project has one of that name.
  package func addJob(_ draft: JobDraft) throws(StoreError) -> Job {
    try store.write("adding the job") { transaction in
      let key = try JobTable.add(draft, in: transaction)
      let job = try JobTable.job(key, in: transaction.db)
      let record = JobRecord(
        job: job.id, name: job.name, attribute: job.attribute, task: job.task,
        labels: job.labels, annotatorsPerImage: job.annotatorsPerImage, parent: job.parent)
      try append(.job, .job(record), job: key, in: transaction)
      return job
    }
  }

  /// The headers of journal entries after a number, oldest first.
  package func journal(
    after number: EntryNumber = 0, limit: Int = 1000
  ) throws(StoreError) -> [JournalEntry] {
    try store.read("reading the journal") { db in
      try db.rows(
        """
        SELECT e.number, e.id, p.id AS person_id, j.id AS job_id, i.id AS image_id, e.kind,
          e.moment, e.undoes
        FROM journal e LEFT JOIN person p ON p.key = e.person LEFT JOIN job j ON j.key = e.job
        LEFT JOIN image i ON i.key = e.image
        WHERE e.number > ? ORDER BY e.number LIMIT ?
        """, [number, limit]
      ).map { row in
        JournalEntry(
          number: row["number"], id: try row.id("id"), person: try row.optionalID("person_id"),
          job: try row.optionalID("job_id"), image: try row.optionalID("image_id"),
          kind: try row.value("kind"), moment: row.moment("moment"), undoes: row["undoes"])
      }
    }
  }

  @discardableResult
  func append(
    _ kind: EntryKind, _ payload: Payload, job: RowKey? = nil, undoes: EntryNumber? = nil,
    in transaction: Transaction
  ) throws -> EntryNumber {
    try Journal.append(
      .init(kind: kind, person: personKey, job: job, undoes: undoes, payload: payload),
      in: transaction)
  }
}
