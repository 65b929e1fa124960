import Interchange

/// What could not go in, each with its reason, gathered while the rest goes in.
struct Rejects {
  /// One input that was left out.
  struct Entry {
    /// The file, and the line where there is one.
    let place: String
    /// Why.
    let reason: String
  }

  /// Everything left out, in the order it was met.
  private(set) var entries: [Entry] = []
  /// Files of kinds that are not read, by the kind.
  private(set) var unsupported: [String: [String]] = [:]

  /// Whether nothing was left out.
  var isEmpty: Bool { entries.isEmpty && unsupported.isEmpty }

  /// How the command ends.
  var status: Failure.Status { isEmpty ? .done : .someRejected }

  mutating func add(_ place: String, _ reason: String) {
    entries.append(Entry(place: place, reason: reason))
  }

  mutating func add(_ error: InterchangeError) {
    let place = [error.file, error.part ?? "", error.line.map(String.init) ?? ""]
      .filter { !$0.isEmpty }.joined(separator: ":")
    let hint = error.hint.map { "; \($0)" } ?? ""
    entries.append(Entry(place: place, reason: error.reason.description + hint))
  }

  mutating func addUnsupported(_ kind: String, _ path: String) {
    unsupported[kind, default: []].append(path)
  }

  mutating func merge(_ other: Rejects) {
    entries += other.entries
    unsupported.merge(other.unsupported, uniquingKeysWith: +)
  }

  /// Prints what was left out: the first of them one by one, all of them to `file` when given.
  func report(to file: String?) throws {
    for (kind, paths) in unsupported.sorted(by: { $0.key < $1.key }) {
      StandardError.write(
        "not read: \(Count.text(paths.count, "\(kind) file")); convert to JPEG or PNG\n")
    }
    for entry in entries.prefix(20) {
      StandardError.write("rejected: \(clean(entry.place)): \(clean(entry.reason))\n")
    }
    if entries.count > 20 {
      let where_ = file.map { "see \($0)" } ?? "--rejects FILE lists them all"
      StandardError.write("and \(entries.count - 20) more; \(where_)\n")
    }
    if let file { try write(to: file) }
  }

  private func clean(_ text: String) -> String {
    PrintableText.escaping(text, limit: .max)
  }

  /// One line for each input: its place, a tab, the reason.
  private func write(to path: String) throws {
    // What was checked before the work may have changed since, even by the command itself.
    try Self.check(path)
    var file = try AtomicFile(LocalPath(path), replacingExisting: true)
    for (kind, paths) in unsupported.sorted(by: { $0.key < $1.key }) {
      for path in paths { try file.append(Array("\(clean(path))\t\(kind) is not read\n".utf8)) }
    }
    for entry in entries {
      try file.append(Array("\(clean(entry.place))\t\(clean(entry.reason))\n".utf8))
    }
    try file.commit()
  }

  /// Refuses a strict export that would lack images because of their masks; names them.
  func refuse(unfitMasks count: Int) throws {
    guard count > 0 else { return }
    try report(to: nil)
    throw Failure(
      "\(Count.text(count, "mask")) not of the size of the picture, so nothing was written",
      hint: "give these images new answers, or export without --strict, which leaves them out")
  }

  /// Refuses a rejects file that could not be written in the end, before the work begins.
  ///
  /// A file that is there is replaced only when it looks like an earlier one of ours: every line is
  /// a place, a tab and a reason.
  static func check(_ path: String?) throws {
    guard let path else { return }
    let named = try LocalPath(path)
    let file = (try? AbsolutePath.resolving(named)) ?? named
    if file.entryKind() == .file, try !isRejectsFile(file) {
      throw Failure(
        "\(path) is there already and lists nothing that was left out, so it is not replaced",
        hint: "choose another name for --rejects, or move the file away")
    }
    _ = try AtomicFile(file, replacingExisting: true)
  }

  private static func isRejectsFile(_ file: LocalPath) throws -> Bool {
    // Longer than any place with its reason.
    var lines = try LineReader(file, limit: 1 << 16)
    while let line = try lines.next() {
      guard case .bytes(let bytes) = line.content else { return false }
      let fields = bytes.split(separator: 0x09, omittingEmptySubsequences: false)
      guard fields.count == 2, fields.allSatisfy({ !$0.isEmpty }),
        !bytes.contains(where: { $0 < 0x20 && $0 != 0x09 })
      else { return false }
    }
    return true
  }

  /// Says that a dry run leaves the rejects file alone.
  static func sayNothingIsWritten(to path: String?) {
    guard let path else { return }
    StandardError.write(
      PrintableText.escaping("--dry-run: \(path) was not written", limit: .max) + "\n")
  }
}

/// Ends a command that did its work but had to leave inputs out.
struct RejectedInputs: Error {
  /// The status to end with.
  var status = Failure.Status.someRejected
}
