import AnnotationModel
import GRDB

/// Finds the image that an address in a manifest means.
///
/// The one known at this address; else, of the project's files with the same name, the one whose
/// folders agree furthest from the end. When two agree equally far, nothing is guessed.
struct ReferenceFinder {
  /// What a search came to.
  enum Match {
    case known(RowKey)
    /// The file of an image is meant, which `remember` notes.
    case file(RowKey)
    case several
    /// No image is known; here it can be added.
    case new(Place)
  }

  /// Where an address puts an image: its folder's row, and its name.
  struct Place {
    let folder: RowKey
    let name: ArraySlice<UInt8>
  }

  private let hasFiles: Bool
  private let hasMeasurements: Bool
  private let imageInFolder: BoundStatement
  private var lastFolder: (bytes: [UInt8], key: RowKey)?

  init(in db: Database) throws {
    hasFiles = try db.integer("SELECT 1 FROM folder WHERE kind = 'path' LIMIT 1", []) != nil
    hasMeasurements = try db.integer("SELECT 1 FROM image_version LIMIT 1", []) != nil
    imageInFolder = try BoundStatement(
      "SELECT image FROM location WHERE name = ? AND folder = ?", in: db)
  }

  /// Forgets the folder, which somebody else may have removed since the last transaction; jobs,
  /// labels, sources and batches stay for ever.
  mutating func beginChunk() { lastFolder = nil }

  mutating func find(_ reference: String, in transaction: Transaction) throws -> Match {
    let bytes = Array(reference.utf8)
    let split = bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
    let place = Place(
      folder: try folder(bytes[..<split], in: transaction), name: bytes[split...])
    imageInFolder.bind(1, place.name)
    imageInFolder.bind(2, place.folder)
    if let known = try imageInFolder.firstInteger() { return .known(known) }
    guard hasFiles else { return .new(place) }
    switch try file(endingAs: bytes, in: transaction.db) {
    case .none: return .new(place)
    case .some(nil): return .several
    case .some(let key?): return .file(key)
    }
  }

  /// Notes that an address means an image.
  func remember(_ reference: String, of image: RowKey, in transaction: Transaction) throws {
    let ordinal = try transaction.db.integer(
      "SELECT coalesce(max(ordinal) + 1, 0) FROM location WHERE image = ?", [image])
    try LocationTable.add(
      Image.Location(.uri(reference), state: .notFetched), to: image, ordinal: Int(ordinal ?? 0),
      in: transaction)
  }

  /// The image, if its bytes were read; nil otherwise.
  func measuredImage(_ key: RowKey, in db: Database) throws -> Image? {
    guard hasMeasurements, try ImageTable.isMeasured(key, in: db) else { return nil }
    return try ImageTable.image(key, in: db)
  }

  private mutating func folder(
    _ bytes: ArraySlice<UInt8>, in transaction: Transaction
  ) throws -> RowKey {
    if let lastFolder, lastFolder.bytes.elementsEqual(bytes) { return lastFolder.key }
    let key = try LocationTable.folder(kind: "uri", Array(bytes), in: transaction)
    lastFolder = (Array(bytes), key)
    return key
  }

  /// The image whose file's path ends as the address does: nil when there is none, nil inside when
  /// several do equally far.
  private func file(endingAs address: [UInt8], in db: Database) throws -> RowKey?? {
    let wanted = address.split(separator: 0x2F)
    guard let name = wanted.last else { return nil }
    let point = name.lastIndex(of: 0x2E).flatMap { $0 > name.startIndex ? $0 : nil }
    let stem = Array(name[..<(point ?? name.endIndex)])
    var best: (image: RowKey, agreement: Int)?
    var isTied = false
    for candidate in try LocationTable.images(stem: stem, in: db) {
      let agreement =
        try LocationTable.locations(of: candidate, in: db).map { location in
          guard case .path(let path) = location.place else { return 0 }
          return zip(path.split(separator: 0x2F).reversed(), wanted.reversed())
            .prefix { $0.elementsEqual($1) }.count
        }.max() ?? 0
      if agreement == 0 { continue }
      isTied = agreement == best?.agreement
      if agreement > best?.agreement ?? 0 { best = (candidate, agreement) }
    }
    guard let best else { return .none }
    return isTied ? .some(nil) : .some(best.image)
  }
}
