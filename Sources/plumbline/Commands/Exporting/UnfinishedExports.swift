import Interchange

/// What exports left that were killed, beside where a new one will be.
enum UnfinishedExports {
  /// Removes it and says so on standard error; a complete folder that was put aside is only named.
  static func clear(beside target: LocalPath) {
    let targets = [target.name, target.name + Array(".masks".utf8)]
    for leftover in (try? Leftover.all(in: target.folder, of: targets)) ?? [] {
      if leftover.isInUse { continue }
      StandardError.write(PrintableText.escaping(clear(leftover), limit: .max) + "\n")
    }
  }

  private static func clear(_ leftover: Leftover) -> String {
    switch leftover.kind {
    case .file: leftover.path.removeFile()
    case .folder: DirectoryTree.remove(leftover.path)
    case .replaced: return advice(on: leftover)
    }
    return "removed \(leftover.path), which an export left that was killed"
  }

  /// What an unfinished export is, and what to do about it.
  static func advice(on leftover: Leftover) -> String {
    let name = String(decoding: leftover.target, as: UTF8.self)
    if leftover.kind == .replaced {
      return
        "\(leftover.path) is the \(name) that an export was replacing when it was killed; give "
        + "it back its name, or remove it"
    }
    return leftover.isInUse
      ? "\(leftover.path) is being written by process \(leftover.process)"
      : "\(leftover.path) was left by an export that was killed; the next export to \(name) removes "
        + "it"
  }
}
