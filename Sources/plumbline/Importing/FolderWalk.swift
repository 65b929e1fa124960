import Interchange

/// The files below a folder, ordered by the bytes of their paths, found as they are drawn.
///
/// Only the names of the folders on the way are in memory, never those of the whole tree. Hidden
/// entries are passed over and links are not followed.
struct FolderWalk {
  private struct Entry {
    let path: LocalPath
    let isFolder: Bool

    /// Of a folder everything comes that begins with its path and a slash.
    var order: [UInt8] { isFolder ? path.bytes + [0x2F] : path.bytes }
  }

  /// What is still to come of the folders that were entered, the outermost first.
  private var levels: [ArraySlice<Entry>]

  /// Begins at a folder, which is read with the first file that is drawn.
  init(_ root: LocalPath) {
    levels = [[Entry(path: root, isFolder: true)]]
  }

  /// The next file; nil at the end.
  ///
  /// Throws for a folder that cannot be read, and goes on behind it.
  mutating func next() throws(InterchangeError) -> LocalPath? {
    while !levels.isEmpty {
      guard let entry = levels[levels.count - 1].popFirst() else {
        levels.removeLast()
        continue
      }
      guard entry.isFolder else { return entry.path }
      levels.append(try Self.entries(of: entry.path)[...])
    }
    return nil
  }

  private static func entries(of folder: LocalPath) throws(InterchangeError) -> [Entry] {
    var entries: [Entry] = []
    for name in try folder.entryNames() where name.first != UInt8(ascii: ".") {
      guard let path = folder.appending(name) else { continue }
      switch path.entryKind() {
      case .folder: entries.append(Entry(path: path, isFolder: true))
      case .file: entries.append(Entry(path: path, isFolder: false))
      case .other: break
      }
    }
    // Names come ordered; only a folder's slash can move it behind names that go on after its own.
    guard entries.contains(where: \.isFolder) else { return entries }
    return entries.sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }
}
