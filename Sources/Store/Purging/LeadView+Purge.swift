package import AnnotationModel
import FoundationEssentials
import GRDB

extension LeadView {
  /// Removes everything about an image whose consent was withdrawn; this cannot be undone.
  ///
  /// Gone are its places, versions, metadata, manifest lines, answers, and the payloads of all
  /// journal entries about it, overwritten in the database file as well. Its id, its place in
  /// jobs and the headers of the journal stay, so the journal still verifies. The picture's own
  /// file is not touched, nor are backups.
  package func purge(_ image: ID<Image>) throws(StoreError) -> Purged {
    try store.erase("removing the image") { transaction in
      let db = transaction.db
      let key = try ImageTable.key(of: image, in: db)
      var purge = Purge(in: transaction)
      for entry in try keys("SELECT number FROM journal WHERE image = ?", key, in: db) {
        try purge.forget(entry)
      }
      let objects = try keys("SELECT key FROM data_object WHERE image = ?", key, in: db)
      for object in objects {
        try purge.removeAssignments(
          db.rows("SELECT * FROM assignment WHERE data_object = ?", [object]))
        for layer in try keys("SELECT key FROM layer WHERE data_object = ?", object, in: db) {
          try purge.remove(layer: layer)
        }
        try transaction.run("DELETE FROM source_line WHERE data_object = ?", [object])
        try transaction.run("UPDATE data_object SET withdrawn = 1 WHERE key = ?", [object])
        try AnswerUpdate.run(object, in: transaction)
        try transaction.run("DELETE FROM review WHERE data_object = ?", [object])
      }
      try removeFacts(of: key, in: transaction)
      for entry in try pointlessMoves(in: db) { try purge.forget(entry) }
      return try finish(purge, PurgeRecord(image: image), image: key, in: transaction)
    }
  }

  /// Removes everything about a person whose consent was withdrawn; this cannot be undone.
  ///
  /// Gone are the name, identities and roles, the answers, and the payloads of the journal
  /// entries about the person and of their work; persons merged into them go too. What was
  /// computed from several persons' answers stays. Their places become free for others. Throws
  /// `invalid` for the lead who asks, because somebody has to answer for the entry.
  package func purge(_ person: Person) throws(StoreError) -> Purged {
    try store.erase("removing the person") { transaction in
      let db = transaction.db
      let key = try PersonTable.key(of: person, in: db)
      guard key != (try PersonTable.root(of: personKey, in: db)) else {
        throw StoreError.invalid("you cannot remove yourself; ask another lead to do it")
      }
      var purge = Purge(in: transaction)
      let id = try PersonTable.person(key, in: db).id
      for member in try PersonTable.family(of: key, in: db) {
        try remove(member, with: &purge, in: transaction)
      }
      return try finish(purge, PurgeRecord(person: id), image: nil, in: transaction)
    }
  }

  private func remove(
    _ person: RowKey, with purge: inout Purge, in transaction: Transaction
  ) throws {
    let db = transaction.db
    for entry in try workEntries(of: person, in: db) + entries(about: person, in: db) {
      try purge.forget(entry)
    }
    let objects = try keys(
      """
      SELECT data_object FROM assignment WHERE person = ?1
      UNION SELECT data_object FROM review WHERE person = ?1
      UNION SELECT l.data_object FROM layer l JOIN source s ON s.key = l.source
        WHERE s.person = ?1 ORDER BY 1
      """, person, in: db)
    try purge.removeAssignments(db.rows("SELECT * FROM assignment WHERE person = ?", [person]))
    let layers = try keys(
      "SELECT l.key FROM layer l JOIN source s ON s.key = l.source WHERE s.person = ?", person,
      in: db)
    for layer in layers { try purge.remove(layer: layer) }
    try purge.removeReviews(of: person)
    try purge.removeReasons(of: person)
    let tables = ["identity", "role", "resume_point", "session", "review_session", "gold_score"]
    for table in tables {
      try transaction.run("DELETE FROM \(table) WHERE person = ?", [person])
    }
    for object in objects { try AnswerUpdate.run(object, in: transaction) }
    try transaction.run(
      "UPDATE person SET name = 'removed', purged_at = ? WHERE key = ?",
      [transaction.moment.microseconds, person])
  }

  /// The entries by which a person worked, or by which somebody returned their work.
  private func workEntries(of person: RowKey, in db: Database) throws -> [EntryNumber] {
    let id = try PersonTable.person(person, in: db).id
    let rows = try db.rows(
      """
      SELECT j.number, j.person, y.body FROM journal j JOIN payload y ON y.entry = j.number
      WHERE j.image IS NOT NULL AND j.kind <> 'purge'
      """, [])
    return try rows.filter { row in
      let payload = try Payload(bytes: row["body"])
      return payload.concerned.contains(id) || (row["person"] == person && payload.isOwnWork)
    }.map { $0["number"] }
  }

  /// The entries that say a person's name, identities or roles.
  private func entries(about person: RowKey, in db: Database) throws -> [EntryNumber] {
    let id = try PersonTable.person(person, in: db).id
    let rows = try db.rows(
      """
      SELECT j.number, y.body FROM journal j JOIN payload y ON y.entry = j.number
      WHERE j.kind = 'person' OR (j.kind IN ('undo', 'redo') AND j.image IS NULL)
      """, [])
    return try rows.filter { row in
      guard case .person(let record) = try Payload(bytes: row["body"]) else { return false }
      return [record.person, record.mergedInto, record.separatedFrom].contains(id)
    }.map { $0["number"] }
  }

  /// The entries by which folders moved of which nothing is left, neither here nor there.
  private func pointlessMoves(in db: Database) throws -> [EntryNumber] {
    let rows = try db.rows(
      """
      SELECT j.number, y.body FROM journal j JOIN payload y ON y.entry = j.number
      WHERE j.kind IN ('relink', 'undo', 'redo') AND j.image IS NULL
      """, [])
    return try rows.filter { row in
      guard case .relink(let record) = try Payload(bytes: row["body"]) else { return false }
      return try [record.from, record.to].allSatisfy {
        try LocationTable.folders(below: $0, in: db).isEmpty
      }
    }.map { $0["number"] }
  }

  private func removeFacts(of image: RowKey, in transaction: Transaction) throws {
    let folders = try keys("SELECT folder FROM location WHERE image = ?", image, in: transaction.db)
    for table in ["location", "image_version", "metadatum"] {
      try transaction.run("DELETE FROM \(table) WHERE image = ?", [image])
    }
    for folder in folders {
      // Its path may say as much as the name of the file did.
      try transaction.run(
        """
        DELETE FROM folder WHERE key = ?1
          AND NOT EXISTS (SELECT 1 FROM location WHERE folder = ?1)
        """, [folder])
    }
    try transaction.run(
      """
      UPDATE image SET claimed_width = NULL, claimed_height = NULL, purged_at = ? WHERE key = ?
      """, [transaction.moment.microseconds, image])
  }

  private func finish(
    _ purge: Purge, _ record: PurgeRecord, image: RowKey?, in transaction: Transaction
  ) throws -> Purged {
    let entry = try Journal.append(
      .init(kind: .purge, person: personKey, image: image, payload: .purge(record)),
      in: transaction)
    return Purged(entry: entry, layers: purge.layers, payloads: purge.payloads)
  }

  private func keys(_ sql: String, _ argument: RowKey, in db: Database) throws -> [RowKey] {
    try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [argument])
  }
}

extension Store {
  /// Does one action whose deletions are overwritten in the file, and empties the log of old pages.
  func erase<Value>(
    _ action: String, _ body: (Transaction) throws -> Value
  ) throws(StoreError) -> Value {
    // Says for the writing connection that deleted content is overwritten with zeros
    // (https://www.sqlite.org/pragma.html#pragma_secure_delete).
    try configureWriter("PRAGMA secure_delete = ON", action)
    let value: Value
    do {
      value = try write(action, body)
    } catch {
      try configureWriter("PRAGMA secure_delete = OFF", action)
      throw error
    }
    try configureWriter("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)", action)
    return value
  }

  private func configureWriter(_ sql: String, _ action: String) throws(StoreError) {
    do {
      try pool.writeWithoutTransaction { try $0.execute(sql: sql) }
    } catch {
      throw StoreError(error, while: action)
    }
  }
}

extension Payload {
  /// Whether it holds what its author drew or decided.
  fileprivate var isOwnWork: Bool {
    switch self {
    case .work(let record): record.of == nil
    case .review, .sendBack, .adjudication: true
    default: false
    }
  }

  /// The persons whose answers or reviews it holds, besides its author.
  fileprivate var concerned: Set<ID<Person>> {
    switch self {
    case .work(let record): Set([record.of].compactMap(\.self))
    case .adjudication(let record): Set([record.of].compactMap(\.self))
    case .sendBack(let record):
      Set(
        record.answers.compactMap(\.of)
          + [record.review.before.reviewer, record.review.after.reviewer].compactMap(\.self))
    case .restore(let record):
      Set(
        record.answers.compactMap(\.of) + (record.adjudications ?? []).compactMap(\.of)
          + record.reviews.flatMap { [$0.before.reviewer, $0.after.reviewer] }.compactMap(\.self))
    default: []
    }
  }
}
