import AnnotationModel
import Crypto
import FoundationEssentials
import GRDB

/// The append-only record of every change.
enum Journal {
  /// An entry that is about to be written.
  struct Draft {
    var kind: EntryKind
    var person: RowKey?
    var job: RowKey?
    var image: RowKey?
    var undoes: EntryNumber?
    var payload: Payload
  }

  /// Appends an entry in the transaction of the change that it records.
  @discardableResult
  static func append(_ draft: Draft, in transaction: Transaction) throws -> EntryNumber {
    let db = transaction.db
    guard
      let origin = try db.firstRow(
        """
        SELECT o.key, o.id, o.last_sequence, o.head FROM project p JOIN origin o ON o.key = p.origin
        """, [])
    else { throw StoreError.damaged(action: "writing the journal", detail: "no origin") }
    let salt = transaction.randomness.salt()
    let body = try draft.payload.bytes
    let id: ID<JournalEntry> = transaction.newID()
    let sequence = origin["last_sequence"] as Int64 + 1
    let header = Header(
      previous: origin["head"], id: id.blob,
      origin: origin["id"], sequence: sequence,
      person: try stableID("person", draft.person, in: db),
      job: try stableID("job", draft.job, in: db),
      image: try stableID("image", draft.image, in: db),
      undoes: try stableID("journal", draft.undoes, in: db),
      kind: draft.kind.rawValue, moment: transaction.moment.microseconds,
      payloadDigest: digest(salt: salt, body: body))
    let hash = header.hash
    let number = try transaction.insert(
      """
      INSERT INTO journal (id, origin, origin_sequence, person, job, image, kind, moment, undoes,
        payload_digest, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        header.id, origin["key"] as Int64, sequence, draft.person, draft.job, draft.image,
        header.kind, header.moment, draft.undoes, header.payloadDigest, hash,
      ])
    try transaction.run(
      "INSERT INTO payload (entry, salt, body) VALUES (?, ?, ?)", [number, salt, body])
    try transaction.run(
      "UPDATE origin SET last_sequence = ?, head = ? WHERE key = ?",
      [sequence, hash, origin["key"] as Int64])
    return number
  }

  /// The payload of an entry; nil when a purge removed it.
  static func payload(of entry: EntryNumber, in db: Database) throws -> Payload? {
    guard let row = try db.firstRow("SELECT body FROM payload WHERE entry = ?", [entry])
    else { return nil }
    return try Payload(bytes: row["body"])
  }

  /// SHA-256 over the salt and the payload.
  static func digest(salt: Data, body: Data) -> Data {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: body)
    return Data(hash.finalize())
  }

  private static func stableID(_ table: String, _ key: Int64?, in db: Database) throws -> Data? {
    guard let key else { return nil }
    let column = table == "journal" ? "number" : "key"
    return try Data.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM \(table) WHERE \(column) = ?"), arguments: [key])
  }
}

extension Journal {
  /// What the hash of an entry covers: only values that mean the same in every database.
  struct Header {
    var previous: Data
    var id: Data
    var origin: Data
    var sequence: Int64
    var person: Data?
    var job: Data?
    var image: Data?
    var undoes: Data?
    var kind: String
    var moment: Int64
    var payloadDigest: Data

    /// SHA-256 over the fields in this order; integers big-endian, a missing id as 16 zero bytes,
    /// and the length of the kind before it, so that no two headers give the same bytes.
    var hash: Data {
      var hash = SHA256()
      hash.update(data: previous)
      hash.update(data: id)
      hash.update(data: origin)
      hash.update(data: Self.bytes(sequence))
      for reference in [person, job, image, undoes] {
        hash.update(data: reference ?? Data(repeating: 0, count: 16))
      }
      hash.update(data: Self.bytes(moment))
      let kind = Data(self.kind.utf8)
      hash.update(data: [UInt8(truncatingIfNeeded: kind.count)])
      hash.update(data: kind)
      hash.update(data: payloadDigest)
      return Data(hash.finalize())
    }

    private static func bytes(_ value: Int64) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    }
  }
}
