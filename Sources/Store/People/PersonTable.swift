import AnnotationModel
import GRDB

/// Persons, their identities and roles.
enum PersonTable {
  /// Adds a person; an identity that is taken throws `nameTaken`.
  static func add(
    _ draft: PersonDraft, roles: [Person.Role], batch: RowKey? = nil, in transaction: Transaction
  ) throws -> RowKey {
    let name = try LegalName.checked(draft.name, kind: "person")
    let id: ID<Person> = transaction.newID()
    let key = try transaction.insert(
      "INSERT INTO person (id, name, created_at, batch) VALUES (?, ?, ?, ?)",
      [id.blob, name, transaction.moment.microseconds, batch])
    for identity in draft.identities { try add(identity, to: key, in: transaction) }
    for role in roles {
      try transaction.run(
        "INSERT INTO role (person, role) VALUES (?, ?)", [key, role.rawValue])
    }
    return key
  }

  /// Gives a person one more identity.
  static func add(
    _ identity: Person.Identity, to person: RowKey, in transaction: Transaction
  ) throws {
    guard try directKey(for: identity, in: transaction.db) == nil else {
      throw StoreError.nameTaken(kind: identity.columns.kind, name: identity.columns.value)
    }
    try transaction.run(
      "INSERT INTO identity (kind, value, person) VALUES (?, ?, ?)",
      [identity.columns.kind, identity.columns.value, person])
  }

  /// The person who was given an identity, before any merge.
  static func directKey(for identity: Person.Identity, in db: Database) throws -> RowKey? {
    try db.integer(
      "SELECT person FROM identity WHERE kind = ? AND value = ? AND realm = ''",
      [identity.columns.kind, identity.columns.value])
  }

  /// The person that a person was merged into, at the end of any chain of merges.
  static func root(of key: RowKey, in db: Database) throws -> RowKey {
    try db.integer(
      """
      WITH RECURSIVE chain (key, next) AS (
        SELECT key, merged_into FROM person WHERE key = ?
        UNION SELECT p.key, p.merged_into FROM person p JOIN chain c ON p.key = c.next)
      SELECT key FROM chain WHERE next IS NULL
      """, [key]) ?? key
  }

  /// The key of a person's own row, merged or not; throws `unknown`.
  static func ownKey(of id: ID<Person>, in db: Database) throws -> RowKey {
    guard let key = try db.integer("SELECT key FROM person WHERE id = ?", [id.blob]) else {
      throw StoreError.unknown(kind: "person", name: id.description)
    }
    return key
  }

  /// A person and everybody who was merged into them, in the order of their entry.
  static func family(of key: RowKey, in db: Database) throws -> [RowKey] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          WITH RECURSIVE family (key) AS (
            VALUES (?) UNION SELECT p.key FROM person p JOIN family f ON p.merged_into = f.key)
          SELECT key FROM family ORDER BY key
          """), arguments: [key])
  }

  /// The key of a person's row, merges followed; throws `unknown`.
  static func key(of person: Person, in db: Database) throws -> RowKey {
    guard
      let key = try db.integer("SELECT key FROM person WHERE id = ?", [person.id.blob])
    else { throw StoreError.unknown(kind: "person", name: person.name) }
    return try root(of: key, in: db)
  }

  /// Throws `merged` for a person who is part of another now, and `removed` for one who was removed
  /// or lost the roles.
  static func checkRole(
    of key: RowKey, asOneOf roles: [Person.Role], in db: Database
  ) throws {
    let root = try root(of: key, in: db)
    if root != key { throw StoreError.merged(into: try person(root, in: db).name) }
    if try person(key, in: db).roles.isDisjoint(with: roles) {
      throw StoreError.removed(role: roles.first ?? .annotator)
    }
  }

  /// Reads a person with the identities and roles of everybody who was merged into them.
  static func person(_ key: RowKey, in db: Database) throws -> Person {
    guard let row = try db.firstRow("SELECT id, name FROM person WHERE key = ?", [key]) else {
      throw StoreError.damaged(action: "reading persons", detail: "person \(key) is missing")
    }
    let family = """
      WITH RECURSIVE family (key) AS (
        VALUES (?) UNION SELECT p.key FROM person p JOIN family f ON p.merged_into = f.key)
      """
    let identities = try db.rows(
      family + """
         SELECT i.kind, i.value FROM identity i JOIN family f ON i.person = f.key
        WHERE i.realm = '' ORDER BY i.kind, i.value
        """, [key])
    let roles = try db.rows(
      family + " SELECT DISTINCT r.role FROM role r JOIN family f ON r.person = f.key", [key])
    return Person(
      id: try row.id("id"), name: row["name"],
      identities: identities.compactMap { Person.Identity(kind: $0["kind"], value: $0["value"]) },
      roles: Set(try roles.map { try $0.value("role") as Person.Role }))
  }
}

extension Person.Identity {
  /// The identity as the database holds it.
  var columns: (kind: String, value: String) {
    switch self {
    case .unixUser(let user): ("unixUser", String(user))
    case .groundTruthWorker(let worker): ("groundTruthWorker", worker)
    case .name(let name): ("name", name)
    }
  }

  /// Reads an identity; kinds that a later version added give nil.
  init?(kind: String, value: String) {
    switch kind {
    case "unixUser":
      guard let user = UInt32(value) else { return nil }
      self = .unixUser(user)
    case "groundTruthWorker": self = .groundTruthWorker(value)
    case "name": self = .name(value)
    default: return nil
    }
  }
}

/// Names that people give.
enum LegalName {
  /// A name in one Unicode form; throws when it is empty or holds control characters.
  static func checked(_ name: String, kind: String) throws -> String {
    guard !name.isEmpty else { throw StoreError.invalid("the name of a \(kind) is empty") }
    let control = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if control {
      throw StoreError.invalid(
        "the name \(String(reflecting: name)) of a \(kind) holds control characters; remove them")
    }
    return name
  }
}
