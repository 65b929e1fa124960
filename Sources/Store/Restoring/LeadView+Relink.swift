import AnnotationModel
import Crypto
import FoundationEssentials
import GRDB

/// A file as the project knows it, to be compared with what is on the disk.
package struct KnownFile: Hashable, Sendable {
  /// The image whose bytes it holds, and which of its places this is.
  package let key: Key
  /// Its path.
  package let path: [UInt8]
  /// Its length when it was read last; nil when it never was.
  package let byteCount: Int?
  /// SHA-256 of its bytes; nil until they were hashed.
  package let contentHash: [UInt8]?

  /// Names a file whatever its path is.
  package struct Key: Hashable, Sendable, Codable {
    let image: ID<Image>
    /// The number of the place among those of the image, from 0.
    let ordinal: Int
  }

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
          SELECT l.name, l.ordinal, i.id, v.byte_count, v.content_hash
          FROM location l JOIN image i ON i.key = l.image
          LEFT JOIN image_version v ON v.image = i.key AND v.number =
            (SELECT max(number) FROM image_version n WHERE n.image = i.key)
          WHERE l.folder = ? AND l.name > ? ORDER BY l.name LIMIT ?
          """, [found.key, after ?? Data(), limit - files.count])
        files += try rows.map { row in
          KnownFile(
            key: .init(image: try row.id("id"), ordinal: row["ordinal"]),
            path: Array(found.path + (row["name"] as Data)), byteCount: row["byte_count"],
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
  /// A folder is one row, however many images are in it. With `only`, just those of its files move.
  /// `undo` takes it back. Throws `unknown` when the project has nothing there, `nameTaken` when it
  /// has one of the files at the new place already, and `invalid` when both paths are one.
  package func relink(
    from: [UInt8], to: [UInt8], only files: [KnownFile.Key]? = nil
  ) throws(StoreError) -> EntryNumber {
    try store.write("noting where the folder is") { transaction in
      let move = FolderMove(from: Data(from), to: Data(to), in: transaction)
      let record = RelinkRecord(
        from: move.from, to: move.to, files: try files ?? move.filesForFoldersInUse())
      try move.carryOut(record.files)
      return try append(.relink, .relink(record), in: transaction)
    }
  }

  /// Takes a relinking back, or, given the entry of such an undoing, does it again.
  func undoRelink(
    _ record: RelinkRecord, _ entry: EntryNumber, in transaction: Transaction
  ) throws -> EntryNumber {
    let db = transaction.db
    guard try !Journal.isReversed(entry, in: db) else {
      throw StoreError.cannotUndo(entry: entry, reason: "that was done already")
    }
    let kind = try db.firstRow("SELECT kind FROM journal WHERE number = ?", [entry])
    let isUndoing = kind?["kind"] == EntryKind.undo.rawValue
    let inverse = record.inverse
    do {
      try FolderMove(from: inverse.from, to: inverse.to, in: transaction).carryOut(inverse.files)
    } catch let error as StoreError {
      throw StoreError.cannotUndo(entry: entry, reason: error.description)
    }
    return try append(
      isUndoing ? .redo : .undo, .relink(inverse), undoes: entry, in: transaction)
  }
}

extension Journal {
  /// Whether an entry is undone now; for entries that are rare, because it walks the journal.
  static func isReversed(_ entry: EntryNumber, in db: Database) throws -> Bool {
    try db.rows("SELECT number FROM journal WHERE number > ?1 AND undoes = ?1", [entry])
      .contains { try !isReversed($0["number"], in: db) }
  }
}
