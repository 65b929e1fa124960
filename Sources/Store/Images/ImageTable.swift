import AnnotationModel
import FoundationEssentials
import GRDB

/// Images with their versions, places and metadata.
enum ImageTable {
  /// Adds an image that has no row yet.
  static func add(
    _ image: NewImage, claimedSize: ImageSize? = nil, batch: RowKey, in transaction: Transaction
  ) throws -> (key: RowKey, id: ID<Image>) {
    let id: ID<Image> = transaction.newID()
    let key = try transaction.insert(
      "INSERT INTO image (id, claimed_width, claimed_height, batch) VALUES (?, ?, ?, ?)",
      [id.blob, claimedSize?.width, claimedSize?.height, batch])
    try LocationTable.add(image.location, to: key, ordinal: 0, in: transaction)
    if let measured = image.measured { try add(measured, number: 1, to: key, in: transaction) }
    for fact in image.metadata { try add(fact, to: key, in: transaction) }
    return (key, id)
  }

  /// Adds what the bytes of an image say as its newest version.
  static func add(
    _ measured: NewImage.Measurement, number: Int, to image: RowKey, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO image_version (image, number, byte_count, modified_at, width, height,
        orientation, captured_at, media_type, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        image, number, measured.byteCount, measured.modifiedAt?.microseconds, measured.size.width,
        measured.size.height, measured.orientation, measured.capturedAt?.microseconds,
        measured.mediaType, transaction.moment.microseconds,
      ])
  }

  /// Adds a fact, or replaces what the same origin said before.
  static func add(
    _ fact: Image.Metadatum, to image: RowKey, in transaction: Transaction
  ) throws {
    let known = try transaction.db.integer(
      "SELECT key FROM metadata_key WHERE name = ?", [fact.key])
    let name =
      try known
      ?? transaction.insert("INSERT INTO metadata_key (name) VALUES (?)", [fact.key])
    try transaction.run(
      """
      INSERT INTO metadatum (image, name, origin, value) VALUES (?, ?, ?, ?)
      ON CONFLICT (image, name, origin) DO UPDATE SET value = excluded.value
      """, [image, name, fact.origin.rawValue, fact.value])
  }

  /// Whether the bytes of an image were ever read.
  static func isMeasured(_ image: RowKey, in db: Database) throws -> Bool {
    try db.integer("SELECT 1 FROM image_version WHERE image = ? LIMIT 1", [image]) != nil
  }

  /// The key of an image's row; throws `unknown`.
  static func key(of id: ID<Image>, in db: Database) throws -> RowKey {
    guard let key = try db.integer("SELECT key FROM image WHERE id = ?", [id.blob]) else {
      throw StoreError.unknown(kind: "image", name: id.description)
    }
    return key
  }

  /// Reads an image with its newest version and its places.
  static func image(_ key: RowKey, in db: Database) throws -> Image {
    let row = try db.firstRow(HotQuery.image, [key])
    guard let row else {
      throw StoreError.damaged(action: "reading images", detail: "image \(key) is missing")
    }
    return Image(
      id: try row.id("id"), locations: try LocationTable.locations(of: key, in: db),
      measuredSize: size(row["width"], row["height"]),
      claimedSize: size(row["claimed_width"], row["claimed_height"]),
      orientation: row["orientation"] ?? 1)
  }

  private static func size(_ width: Int?, _ height: Int?) -> ImageSize? {
    guard let width, let height else { return nil }
    return ImageSize(width: width, height: height)
  }
}
