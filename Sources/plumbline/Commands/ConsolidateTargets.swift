import Interchange

extension AnswerFileOptions {
  /// Throws when a file that is to be written is one that is read, is asked for twice, or is there
  /// and no table of its kind.
  func checkTargets(reading answers: LocalPath, rejects: String?) throws {
    var taken: [[UInt8]: String] = [:]
    taken[try Self.place(answers.description)] = "the answers"
    if let gold { taken[try Self.place(gold)] = "--gold" }
    for (option, path, column) in [
      ("--out", out, "item"), ("--workers", workers, "worker"),
      ("--posteriors", posteriors, "item"),
      ("--rejects", rejects, ""),
    ] {
      guard let path else { continue }
      if let other = taken.updateValue(option, forKey: try Self.place(path)) {
        throw Failure(
          "\(option) names \(path), which is \(other) too; nothing was written",
          hint: "give each file its own name")
      }
      if force, !column.isEmpty { try Self.checkIsTable(path, firstColumn: column) }
    }
  }

  /// The path without links, of what need not be there yet.
  private static func place(_ path: String) throws -> [UInt8] {
    let path = try LocalPath(path)
    if let found = try? AbsolutePath.resolving(path) { return found.bytes }
    let folder = try? AbsolutePath.resolving(path.folder).appending(path.name)
    return try folder?.bytes ?? AbsolutePath.written(path.bytes)
  }

  /// Throws for a file that no consolidation can have written.
  private static func checkIsTable(_ path: String, firstColumn: String) throws {
    guard try LocalPath(path).entryKind() == .file else { return }
    // Longer than any heading with as many labels as there can be.
    var lines = try LineReader(LocalPath(path), limit: 1 << 20)
    guard let heading = try lines.next() else { return }
    if case .bytes(let bytes) = heading.content, bytes.starts(with: Array((firstColumn + ",").utf8))
    {
      return
    }
    throw Failure(
      "\(path) is no table with \"\(firstColumn)\" first, so it is not replaced",
      hint: "choose another name, or move the file away")
  }
}
