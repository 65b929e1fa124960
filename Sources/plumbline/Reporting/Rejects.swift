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
  /// Files of kinds that are not read, counted by the kind.
  private(set) var unsupported: [String: Int] = [:]

  /// Whether nothing was left out.
  var isEmpty: Bool { entries.isEmpty && unsupported.isEmpty }

  /// How the command ends.
  var status: Failure.Status { isEmpty ? .done : .someRejected }

  mutating func add(_ place: String, _ reason: String) {
    entries.append(Entry(place: place, reason: reason))
  }

  mutating func add(_ error: InterchangeError) {
    let line = error.line.map { ":\($0)" } ?? ""
    entries.append(Entry(place: error.file + line, reason: error.description))
  }

  mutating func addUnsupported(_ kind: String) {
    unsupported[kind, default: 0] += 1
  }

  mutating func merge(_ other: Rejects) {
    entries += other.entries
    unsupported.merge(other.unsupported, uniquingKeysWith: +)
  }

  /// Prints what was left out: the first of them one by one, all of them to `file` when given.
  func report(to file: String?) throws {
    for (kind, count) in unsupported.sorted(by: { $0.key < $1.key }) {
      StandardError.write(
        "not read: \(count) \(kind) \(count == 1 ? "file" : "files"); convert to JPEG or PNG\n")
    }
    for entry in entries.prefix(20) {
      StandardError.write(PrintableText.escaping(text(of: entry)) + "\n")
    }
    if entries.count > 20 {
      let where_ = file.map { "see \($0)" } ?? "--rejects FILE lists them all"
      StandardError.write("and \(entries.count - 20) more; \(where_)\n")
    }
    if let file { try write(to: file) }
  }

  private func text(of entry: Entry) -> String {
    entry.reason.hasPrefix(entry.place)
      ? "rejected: \(entry.reason)" : "rejected: \(entry.place): \(entry.reason)"
  }

  private func write(to path: String) throws {
    var file = try AtomicFile(LocalPath(path), replacingExisting: true)
    for (kind, count) in unsupported.sorted(by: { $0.key < $1.key }) {
      try file.append(Array("\(count) files\t\(kind) is not read\n".utf8))
    }
    for entry in entries {
      let line = PrintableText.escaping("\(entry.place)\t\(entry.reason)")
      try file.append(Array((line + "\n").utf8))
    }
    try file.commit()
  }
}

/// Ends a command that did its work but had to leave inputs out.
struct RejectedInputs: Error {
  /// The status to end with.
  let status = Failure.Status.someRejected
}
