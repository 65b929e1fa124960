package import AnnotationModel
import Crypto
import FoundationEssentials
import GRDB

/// A file as the project knows it, to be compared with what is on the disk.
package struct KnownFile: Hashable, Sendable {
  /// The image whose bytes it holds.
  package let image: ID<Image>
  /// Its path.
  package let path: [UInt8]
  /// Its length when it was read last; nil when it never was.
  package let byteCount: Int?
  /// SHA-256 of its bytes; nil until they were hashed.
  package let contentHash: [UInt8]?

  /// Whether these bytes are what was hashed; true while nothing was.
  package func isContent(_ bytes: [UInt8]) -> Bool {
    contentHash.map { $0 == Array(SHA256.hash(data: bytes)) } ?? true
  }
}

/// A page of files, and where the next one begins.
package struct KnownFilePage: Hashable, Sendable {
  /// The files, folder by folder.
  package let files: [KnownFile]
  /// Where to go on; nil when there are no more.
  package let next: Cursor?

  /// A place among the files below a folder.
  package struct Cursor: Hashable, Sendable {
    let folder: RowKey
    let name: [UInt8]
  }
}

extension LeadView {
  /// The files below a folder, whose path ends in a slash; at most `limit`.
  package func files(
    below folder: [UInt8], from cursor: KnownFilePage.Cursor? = nil, limit: Int = 1000
  ) throws(StoreError) -> KnownFilePage {
    try store.read("listing files") { db in
      let folders = try LocationTable.folders(below: Data(folder), in: db)
      let start = cursor.flatMap { cursor in folders.firstIndex { $0.key == cursor.folder } } ?? 0
      var files: [KnownFile] = []
      var last: KnownFilePage.Cursor?
      for (offset, found) in folders[start...].enumerated() where files.count < limit {
        let after = offset == 0 ? cursor.map { Data($0.name) } : nil
        let rows = try db.rows(
          """
          SELECT l.name, i.id, v.byte_count, v.content_hash
          FROM location l JOIN image i ON i.key = l.image
          LEFT JOIN image_version v ON v.image = i.key AND v.number =
            (SELECT max(number) FROM image_version n WHERE n.image = i.key)
          WHERE l.folder = ? AND l.name > ? ORDER BY l.name LIMIT ?
          """, [found.key, after ?? Data(), limit - files.count])
        files += try rows.map { row in
          KnownFile(
            image: try row.id("id"), path: Array(found.path + (row["name"] as Data)),
            byteCount: row["byte_count"],
            contentHash: (row["content_hash"] as Data?).map { Array($0) })
        }
        if let name: Data = rows.last?["name"] {
          last = .init(folder: found.key, name: Array(name))
        }
      }
      return KnownFilePage(files: files, next: files.count < limit ? nil : last)
    }
  }

  /// Notes that a folder and all that lies below it is elsewhere; paths end in a slash.
  ///
  /// A folder is one row, however many images are in it. `undo` takes it back. Throws `unknown`
  /// when the project has nothing there, and `nameTaken` when it has something at the new place.
  package func relink(from: [UInt8], to: [UInt8]) throws(StoreError) -> EntryNumber {
    try store.write("noting where the folder is") { transaction in
      let record = RelinkRecord(from: Data(from), to: Data(to))
      try Self.move(record, in: transaction)
      return try append(.relink, .relink(record), in: transaction)
    }
  }

  /// Takes a relinking back, or, given the entry of such an undoing, does it again.
  func undoRelink(
    _ record: RelinkRecord, _ entry: EntryNumber, in transaction: Transaction
  ) throws -> EntryNumber {
    let kind = try transaction.db.firstRow("SELECT kind FROM journal WHERE number = ?", [entry])
    let isUndoing = kind?["kind"] == EntryKind.undo.rawValue
    do {
      try Self.move(record.inverse, in: transaction)
    } catch let error as StoreError {
      throw StoreError.cannotUndo(entry: entry, reason: error.description)
    }
    return try append(
      isUndoing ? .redo : .undo, .relink(record.inverse), undoes: entry, in: transaction)
  }

  private static func move(_ record: RelinkRecord, in transaction: Transaction) throws {
    guard record.from.last == 0x2F, record.to.last == 0x2F else {
      throw StoreError.invalid("the path of a folder has to end in a slash")
    }
    let db = transaction.db
    let moving = try LocationTable.folders(below: record.from, in: db)
    guard !moving.isEmpty else {
      throw StoreError.unknown(kind: "folder", name: String(decoding: record.from, as: UTF8.self))
    }
    let keys = Set(moving.map(\.key))
    for folder in moving {
      let target = record.to + folder.path.dropFirst(record.from.count)
      let holder = try db.integer(
        "SELECT key FROM folder WHERE kind = 'path' AND path = ?", [target])
      if let holder, !keys.contains(holder) {
        throw StoreError.nameTaken(
          kind: "folder", name: String(decoding: target, as: UTF8.self))
      }
    }
    // Through a kind of their own, because a folder may move to where another one still is.
    for folder in moving {
      try transaction.run("UPDATE folder SET kind = 'moving' WHERE key = ?", [folder.key])
    }
    for folder in moving {
      try transaction.run(
        "UPDATE folder SET kind = 'path', path = ? WHERE key = ?",
        [record.to + folder.path.dropFirst(record.from.count), folder.key])
    }
  }
}
