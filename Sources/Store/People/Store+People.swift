package import AnnotationModel
import GRDB

extension Store {
  /// The person behind an identity, merges followed; nil when nobody has it.
  package func person(for identity: Person.Identity) throws(StoreError) -> Person? {
    try read("looking up a person") { db in
      guard let key = try PersonTable.directKey(for: identity, in: db) else { return nil }
      return try PersonTable.person(PersonTable.root(of: key, in: db), in: db)
    }
  }

  /// The person behind the Unix user of this process; nil when they are not in the project.
  ///
  /// `user` is from `getuid`. A person is not added by looking: a lead does that.
  package func person(unixUser user: UInt32) throws(StoreError) -> Person? {
    try person(for: .unixUser(user))
  }

  /// All persons who were neither merged into another nor removed, in the order of their entry.
  package func persons() throws(StoreError) -> [Person] {
    try read("listing persons") { db in
      let keys = try Int64.fetchAll(
        db,
        sql: "SELECT key FROM person WHERE merged_into IS NULL AND purged_at IS NULL ORDER BY key")
      return try keys.map { try PersonTable.person($0, in: db) }
    }
  }

  /// What a lead may do; throws `notAllowed` for anybody else.
  package func lead(_ person: Person) throws(StoreError) -> LeadView {
    let key = try key(of: person, asOneOf: [.lead])
    return LeadView(store: self, personKey: key)
  }

  /// What one annotator sees and does in one job; throws `notAllowed` or `unknown`.
  package func annotator(_ person: Person, job: Job) throws(StoreError) -> AnnotatorView {
    let key = try key(of: person, asOneOf: [.annotator])
    let (job, jobKey) = try read("opening the job") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      return (try JobTable.job(jobKey, in: db), jobKey)
    }
    return AnnotatorView(store: self, personKey: key, jobKey: jobKey, job: job)
  }

  /// The key of a person who has one of the roles; throws `notAllowed` with the first of them.
  func key(
    of person: Person, asOneOf roles: [Person.Role]
  ) throws(StoreError) -> RowKey {
    try read("checking roles") { db in
      let key = try PersonTable.key(of: person, in: db)
      if try PersonTable.person(key, in: db).roles.isDisjoint(with: roles) {
        throw StoreError.notAllowed(person: person.name, role: roles[0])
      }
      return key
    }
  }
}
