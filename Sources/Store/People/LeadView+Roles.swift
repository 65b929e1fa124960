package import AnnotationModel
import GRDB

extension LeadView {
  /// Gives a person further roles; throws `invalid` when they have all of them.
  package func addRoles(
    _ roles: Set<Person.Role>, to person: Person
  ) throws(StoreError) -> Person {
    try store.write("adding roles") { transaction in
      let key = try PersonTable.key(of: person, in: transaction.db)
      let known = try PersonTable.person(key, in: transaction.db)
      let roles = Self.ordered(roles.subtracting(known.roles))
      guard !roles.isEmpty else {
        throw StoreError.invalid("\(known.name) has that already; nothing was changed")
      }
      for role in roles {
        try transaction.run(
          "INSERT OR IGNORE INTO role (person, role) VALUES (?, ?)", [key, role.rawValue])
      }
      try append(
        .person, .person(PersonRecord(person: known.id, roles: roles)), in: transaction)
      return try PersonTable.person(key, in: transaction.db)
    }
  }

  /// Takes roles from a person and from everybody who was merged into them.
  ///
  /// What they did in a role stays. Throws `invalid` when they have none of the roles, and when
  /// nobody would be left to lead the project.
  package func removeRoles(
    _ roles: Set<Person.Role>, from person: Person
  ) throws(StoreError) -> Person {
    try store.write("taking roles away") { transaction in
      let db = transaction.db
      let key = try PersonTable.key(of: person, in: db)
      let known = try PersonTable.person(key, in: db)
      let roles = Self.ordered(roles.intersection(known.roles))
      guard !roles.isEmpty else {
        throw StoreError.invalid("\(known.name) does not have that; nothing was changed")
      }
      let family = try PersonTable.family(of: key, in: db)
      if roles.contains(.lead), try !leads(besides: family, in: db) {
        throw StoreError.invalid(
          "\(known.name) is the only lead, and somebody has to lead the project; give another "
            + "person the role first")
      }
      for member in family {
        for role in roles {
          try transaction.run(
            "DELETE FROM role WHERE person = ? AND role = ?", [member, role.rawValue])
        }
      }
      try append(
        .person, .person(PersonRecord(person: known.id, removedRoles: roles)), in: transaction)
      return try PersonTable.person(key, in: db)
    }
  }

  /// Whether somebody leads the project who is not one of these.
  private func leads(besides family: [RowKey], in db: Database) throws -> Bool {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT r.person FROM role r JOIN person p ON p.key = r.person
          WHERE r.role = 'lead' AND p.purged_at IS NULL
          """)
    ).contains { !family.contains($0) }
  }

  private static func ordered(_ roles: Set<Person.Role>) -> [Person.Role] {
    roles.sorted { $0.rawValue < $1.rawValue }
  }
}
