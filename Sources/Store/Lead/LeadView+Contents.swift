package import AnnotationModel
import FoundationEssentials
import GRDB

extension LeadView {
  /// What is known about the bytes of images, in the order of their entry, those after `cursor`.
  ///
  /// The page covers `limit` images and leaves out those without a file or that nobody ever
  /// looked at; its `cursor` is nil when there are no more.
  package func contents(
    after cursor: ImageCursor? = nil, limit: Int
  ) throws(StoreError) -> (contents: [ImageContents], cursor: ImageCursor?) {
    try store.read("listing files") { db in
      let keys = try Int64.fetchAll(
        db.cachedStatement(sql: "SELECT key FROM image WHERE key > ? ORDER BY key LIMIT ?"),
        arguments: [cursor?.key ?? 0, limit])
      let contents = try keys.compactMap { try ImageTable.contents(of: $0, in: db) }
      return (contents, keys.count < limit ? nil : keys.last.map(ImageCursor.init))
    }
  }

  /// Keeps the hashes of images that were read whole for the first time; one journal entry.
  ///
  /// A hash that is known already stays, whatever was read now: a picture on which people have
  /// drawn is not replaced behind their backs. Returns how many are new. Cut off and repeated, it
  /// adds the rest.
  package func noteContents(_ readings: some Sequence<ContentReading>) throws(StoreError) -> Int {
    var intake = Intake(.images, as: Self.contentsKind, by: self)
    var noted = 0
    try store.writeInChunks("noting what was read", readings) { transaction, reading in
      let key = try ImageTable.key(of: reading.image, in: transaction.db)
      guard try ImageTable.newestVersion(of: key, in: transaction.db)?.hash == nil else { return }
      _ = try intake.open(in: transaction)
      try ImageTable.note(reading, on: key, in: transaction)
      intake.count()
      noted += 1
    }
    try intake.finish()
    return noted
  }

  /// The kind of batches of hashes; they are entries of kind `images`.
  static let contentsKind = "contents"

  /// Groups of images whose bytes are the same, ordered by hash, those after `hash`.
  ///
  /// Only images that were read whole are known to be the same. Empty at the end.
  package func duplicates(
    after hash: [UInt8] = [], limit: Int = 100
  ) throws(StoreError) -> [(hash: [UInt8], images: [ID<Image>])] {
    try store.read("looking for duplicates") { db in
      let hashes = try Data.fetchAll(
        db.cachedStatement(sql: HotQuery.repeatedHashes), arguments: [Data(hash), limit])
      return try hashes.map { hash in
        let rows = try db.rows(
          """
          SELECT DISTINCT i.key, i.id FROM image_version v JOIN image i ON i.key = v.image
          WHERE v.content_hash = ? ORDER BY i.key
          """, [hash])
        return (Array(hash), try rows.map { try $0.id("id") })
      }
    }
  }
}

extension ImageTable {
  /// What is known about the bytes of an image; nil without a file or a version.
  fileprivate static func contents(of image: RowKey, in db: Database) throws -> ImageContents? {
    guard let version = try newestVersion(of: image, in: db),
      let row = try db.firstRow("SELECT id FROM image WHERE key = ?", [image])
    else { return nil }
    let paths = try LocationTable.locations(of: image, in: db).compactMap { location in
      if case .path(let bytes) = location.place { bytes } else { nil }
    }
    guard !paths.isEmpty else { return nil }
    return ImageContents(
      image: try row.id("id"), paths: paths, hash: version.hash.map { Array($0) },
      byteCount: version.byteCount, modifiedAt: version.modifiedAt)
  }

  fileprivate static func newestVersion(
    of image: RowKey, in db: Database
  ) throws -> (hash: Data?, byteCount: Int?, modifiedAt: Timestamp?)? {
    try db.firstRow(
      """
      SELECT content_hash, byte_count, modified_at FROM image_version WHERE image = ?
      ORDER BY number DESC LIMIT 1
      """, [image]
    ).map { ($0["content_hash"], $0["byte_count"], $0.optionalMoment("modified_at")) }
  }

  fileprivate static func note(
    _ reading: ContentReading, on image: RowKey, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      UPDATE image_version SET content_hash = ?, modified_at = ?
      WHERE image = ? AND number = (SELECT max(number) FROM image_version WHERE image = ?)
      """, [Data(reading.hash), reading.modifiedAt.microseconds, image, image])
  }
}
