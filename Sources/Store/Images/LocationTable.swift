import AnnotationModel
import FoundationEssentials
import GRDB

/// Where the bytes of images are: a folder and a name for each place.
enum LocationTable {
  /// The image at a place; nil when none is known there.
  static func image(at place: Image.Location.Place, in db: Database) throws -> RowKey? {
    let columns = place.columns
    return try db.integer(HotQuery.imageAtPlace, [columns.name, columns.kind, columns.folder])
  }

  /// Adds a place to an image; the first one has ordinal 0 and is read first.
  static func add(
    _ location: Image.Location, to image: RowKey, ordinal: Int, in transaction: Transaction
  ) throws {
    let columns = location.place.columns
    let folder = try folder(kind: columns.kind, Array(columns.folder), in: transaction)
    try transaction.run(
      "INSERT INTO location (image, ordinal, folder, name, state) VALUES (?, ?, ?, ?, ?)",
      [image, ordinal, folder, columns.name, location.state.rawValue])
  }

  /// The row of a folder, which is added when it is new.
  static func folder(
    kind: String, _ path: [UInt8], in transaction: Transaction
  ) throws -> RowKey {
    try transaction.db.integer(
      "SELECT key FROM folder WHERE kind = ? AND path = ?", [kind, Data(path)])
      ?? transaction.insert("INSERT INTO folder (kind, path) VALUES (?, ?)", [kind, Data(path)])
  }

  /// All places of an image in their order.
  static func locations(of image: RowKey, in db: Database) throws -> [Image.Location] {
    try db.rows(
      HotQuery.locations, [image]
    ).map { row in
      let bytes = (row["path"] as Data) + (row["name"] as Data)
      let place: Image.Location.Place =
        row["kind"] == "path"
        ? .path(Array(bytes)) : .uri(String(decoding: bytes, as: UTF8.self))
      return Image.Location(place, state: try row.value("state"))
    }
  }

  /// The folder and those below it, which are a range of the index.
  static func folders(
    below path: Data, in db: Database
  ) throws -> [(key: RowKey, path: Data)] {
    guard let last = path.last else { return [] }
    let end = path.dropLast() + [last &+ 1]
    return try db.rows(
      "SELECT key, path FROM folder WHERE kind = 'path' AND path >= ? AND path < ? ORDER BY path",
      [path, Data(end)]
    ).map { ($0["key"], $0["path"]) }
  }

  /// The images with a place whose file name without its last extension is `stem`.
  ///
  /// `.` is 0x2E and `/` is the byte after it, so the names that start with the stem and a dot
  /// are one range of the index.
  static func images(stem: [UInt8], in db: Database) throws -> [RowKey] {
    let rows = try db.rows(
      HotQuery.imagesByStem, [Data(stem + [0x2E]), Data(stem + [0x2F]), Data(stem)])
    var found: [RowKey] = []
    for row in rows where found.last != row["image"] as Int64 {
      let name: Data = row["name"]
      if !name.dropFirst(stem.count + 1).contains(0x2E) { found.append(row["image"]) }
    }
    return found
  }
}

extension Image.Location.Place {
  /// The place as the database holds it, split after the last slash.
  var columns: (kind: String, folder: Data, name: Data) {
    let (kind, bytes): (String, [UInt8]) =
      switch self {
      case .path(let bytes): ("path", bytes)
      case .uri(let text): ("uri", Array(text.utf8))
      }
    let split = bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
    return (kind, Data(bytes[..<split]), Data(bytes[split...]))
  }
}
