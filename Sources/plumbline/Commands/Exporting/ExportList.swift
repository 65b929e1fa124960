import Interchange

/// The list of its files that the export of a folder leaves in it, so that a later one knows what it
/// may replace.
///
/// A text file: a heading, then one path a line, in the order in which a walk by names meets them,
/// so that neither writing nor comparing holds more than one. It lies beside the folders that the
/// built-in algorithms read as channels, and not inside them.
enum ExportList {
  /// The name of the list.
  static let fileName = "plumbline-export.list"
  private static let name = Array(fileName.utf8)
  private static let heading = Array("written by plumbline export, with these files:".utf8)

  /// Lists what lies in a folder, which is complete but for the list.
  static func write(in folder: LocalPath) throws {
    guard let path = folder.appending(name) else { return }
    var file = try AtomicFile(path, replacingExisting: false)
    try file.append(line: heading)
    _ = try firstFile(below: folder) { relative in
      // The list itself, under its temporary name.
      if relative.starts(with: [0x2E] + name) { return false }
      try file.append(line: relative)
      return false
    }
    try file.commit()
  }

  /// The first file in a folder that is not of an earlier export; nil when there is none, so that
  /// nothing is lost when the folder is replaced.
  static func foreignFile(in folder: LocalPath) throws -> LocalPath? {
    guard let path = folder.appending(name), path.entryKind() == .file else {
      return try firstFile(below: folder) { _ in true }
    }
    var list = try LineReader(path)
    let isOurs = try list.next()?.content == .bytes(heading)
    return try firstFile(below: folder) { relative in
      guard isOurs else { return true }
      if relative == name { return false }
      while let line = try list.next() {
        if line.content == .bytes(relative) { return false }
      }
      return true
    }
  }

  /// The first file, link or device that is wanted, by its path below the folder; folders by the
  /// order of their names.
  private static func firstFile(
    below folder: LocalPath, _ prefix: [UInt8] = [], where isWanted: ([UInt8]) throws -> Bool
  ) throws -> LocalPath? {
    for name in try folder.entryNames() {
      guard let entry = folder.appending(name) else { continue }
      if entry.entryKind() == .folder {
        let found = try firstFile(below: entry, prefix + name + [0x2F], where: isWanted)
        if let found { return found }
      } else if try isWanted(prefix + name) {
        return entry
      }
    }
    return nil
  }
}
