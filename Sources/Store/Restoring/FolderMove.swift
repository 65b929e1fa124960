import AnnotationModel
import FoundationEssentials
import GRDB

/// The moving of files of the project from below one folder to below another, in one transaction.
///
/// Only what the project knows of them moves; nothing here touches a disk.
struct FolderMove {
  /// The folder as it is known, with its last slash.
  let from: Data
  /// The folder as it will be known, with its last slash.
  let to: Data
  let transaction: Transaction

  init(from: Data, to: Data, in transaction: Transaction) {
    self.from = from
    self.to = to
    self.transaction = transaction
  }

  private var db: Database { transaction.db }

  /// Moves the named files, or all folders as they are.
  ///
  /// Throws `unknown` when there is nothing, `nameTaken` when a target is in use, and `invalid`.
  func carryOut(_ files: [KnownFile.Key]?) throws {
    guard from.last == 0x2F, to.last == 0x2F else {
      throw StoreError.invalid("the path of a folder has to end in a slash")
    }
    guard from != to else {
      throw StoreError.invalid("the folder is where the project has it already")
    }
    let folders = try LocationTable.folders(below: from, in: db)
    guard !folders.isEmpty else { throw nothingThere }
    if let files { try move(files, of: folders) } else { try move(folders) }
  }

  /// All files below the folder, when they have to move one by one because the project knows one
  /// of the target folders already; else nil.
  func filesForFoldersInUse() throws -> [KnownFile.Key]? {
    let folders = try LocationTable.folders(below: from, in: db)
    let keys = Set(folders.map(\.key))
    let isInUse = try folders.contains { folder in
      try holder(of: target(of: folder.path)).map { !keys.contains($0) } ?? false
    }
    guard isInUse else { return nil }
    return try folders.flatMap { folder in
      try db.rows(
        """
        SELECT i.id, l.ordinal FROM location l JOIN image i ON i.key = l.image
        WHERE l.folder = ? ORDER BY l.name
        """, [folder.key]
      ).map { KnownFile.Key(image: try $0.id("id"), ordinal: $0["ordinal"]) }
    }
  }

  private var nothingThere: StoreError {
    .unknown(kind: "folder", name: String(decoding: from, as: UTF8.self))
  }

  private func target(of path: Data) -> Data { to + path.dropFirst(from.count) }

  private func holder(of path: Data) throws -> RowKey? {
    try db.integer("SELECT key FROM folder WHERE kind = 'path' AND path = ?", [path])
  }

  private func move(_ folders: [(key: RowKey, path: Data)]) throws {
    let keys = Set(folders.map(\.key))
    for folder in folders {
      let target = target(of: folder.path)
      if let holder = try holder(of: target), !keys.contains(holder) {
        throw StoreError.nameTaken(kind: "folder", name: String(decoding: target, as: UTF8.self))
      }
    }
    // Through a kind of their own, because a folder may move to where another one still is.
    for folder in folders {
      try transaction.run("UPDATE folder SET kind = 'moving' WHERE key = ?", [folder.key])
    }
    for folder in folders {
      try transaction.run(
        "UPDATE folder SET kind = 'path', path = ? WHERE key = ?",
        [target(of: folder.path), folder.key])
    }
  }

  private func move(
    _ files: [KnownFile.Key], of folders: [(key: RowKey, path: Data)]
  ) throws {
    let paths = Dictionary(folders.map { ($0.key, $0.path) }, uniquingKeysWith: { a, _ in a })
    var targets: [RowKey: RowKey] = [:]
    for file in files {
      let row = try db.firstRow(
        """
        SELECT l.image, l.folder, l.name FROM image i JOIN location l ON l.image = i.key
        WHERE i.id = ? AND l.ordinal = ?
        """, [file.image.blob, file.ordinal])
      // What was purged or moved on since is no longer this folder's.
      guard let row, let path = paths[row["folder"]] else { continue }
      let target =
        try targets[row["folder"]]
        ?? LocationTable.folder(kind: "path", Array(target(of: path)), in: transaction)
      targets[row["folder"]] = target
      try place(row, ordinal: file.ordinal, in: target, self.target(of: path))
    }
    guard !targets.isEmpty else { throw nothingThere }
    for folder in targets.keys.sorted() {
      try transaction.run(
        """
        DELETE FROM folder WHERE key = ?1
          AND NOT EXISTS (SELECT 1 FROM location WHERE folder = ?1)
        """, [folder])
    }
  }

  private func place(_ row: Row, ordinal: Int, in folder: RowKey, _ path: Data) throws {
    let name: Data = row["name"]
    let holder = try db.integer(
      "SELECT image FROM location WHERE name = ? AND folder = ?", [name, folder])
    guard holder == nil else {
      throw StoreError.nameTaken(kind: "file", name: String(decoding: path + name, as: UTF8.self))
    }
    try transaction.run(
      "UPDATE location SET folder = ? WHERE image = ? AND ordinal = ?",
      [folder, row["image"] as RowKey, ordinal])
  }
}
