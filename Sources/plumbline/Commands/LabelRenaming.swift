import AnnotationModel
import Interchange
import Store

/// Which labels become which.
struct LabelRenaming {
  /// What becomes of one label.
  struct Entry {
    /// Its name, as a person or a file spells it.
    let from: String
    /// Its new name; nil drops it.
    let to: String?
    /// The line of the table; nil when there is none.
    var line: Int?
  }

  /// The entries by their names as the project keeps names.
  private var entries: [String: [Entry]] = [:]

  /// Takes entries; throws when one label is to become two.
  init(_ all: [Entry]) throws {
    for entry in all {
      let name = LabelName.normalized(entry.from)
      if let other = entries[name]?.first, Self.target(of: other) != Self.target(of: entry) {
        throw Failure(
          "\"\(name)\" is mapped twice: to \(Self.words(other)), and to \(Self.words(entry))",
          hint: "leave one of them; nothing was changed")
      }
      entries[name, default: []].append(entry)
    }
  }

  /// Reads a table whose columns are from and to.
  init(table path: LocalPath) throws {
    var reader = CSVReader(try path.contents(limit: 16 << 20))
    let header = (reader.next()?.fields ?? []).map {
      LabelName.normalized(String(decoding: $0, as: UTF8.self)).lowercased()
    }
    guard header.starts(with: ["from", "to"]) else {
      throw Failure(
        "\(path): its first line must be from,to"
          + (header.isEmpty ? "" : ", not " + header.joined(separator: ",")),
        hint: "a table without that line would lose its first label; nothing was changed")
    }
    var all: [Entry] = []
    while let row = reader.next() {
      let fields = row.fields.map { String(decoding: $0, as: UTF8.self) }
      guard let from = fields.first, !LabelName.normalized(from).isEmpty else {
        throw Failure("\(path):\(row.line): no label is named; nothing was changed")
      }
      let to = fields.count > 1 ? fields[1] : ""
      all.append(
        Entry(from: from, to: LabelName.normalized(to).isEmpty ? nil : to, line: row.line))
    }
    try self.init(all)
  }

  /// Whether the map says something about a label.
  func hasEntry(for label: Label) -> Bool { entries[LabelName.normalized(label.name)] != nil }

  /// What the map changes in a job, each with its words.
  ///
  /// Of the labels that get one name, the one that has it and keeps it stays, else the first; the
  /// others become part of it.
  func changes(of job: Job) -> [(LabelChange, String)] {
    var groups: [String: [Label]] = [:]
    for label in job.choices {
      guard let name = finalName(of: label) else { continue }
      groups[name, default: []].append(label)
    }
    return job.choices.compactMap { label in
      guard let own = entries[LabelName.normalized(label.name)] else { return nil }
      guard let name = finalName(of: label), let group = groups[name] else {
        return (.init(job: job.id, label: label.id, action: .drop), "drop \"\(label.name)\"")
      }
      let staying = group.first { LabelName.normalized($0.name) == name } ?? group.first
      if let staying, staying.id != label.id {
        return (
          .init(job: job.id, label: label.id, action: .merge(into: staying.id)),
          "merge \"\(label.name)\" into \"\(name)\""
        )
      }
      let rename = LabelChange(job: job.id, label: label.id, action: .rename(name))
      if label.name != name { return (rename, "rename \"\(label.name)\" to \"\(name)\"") }
      // The file may have the spelling that the entry names, and the job has the other already.
      return own.allSatisfy { $0.from == name }
        ? nil : (rename, "spell \"\(name)\" so in all its lines")
    }
  }

  /// The name that a label has afterwards; nil when it is dropped.
  private func finalName(of label: Label) -> String? {
    let name = LabelName.normalized(label.name)
    guard let entry = entries[name]?.first else { return name }
    return Self.target(of: entry)
  }

  private static func target(of entry: Entry) -> String? { entry.to.map(LabelName.normalized) }

  private static func words(_ entry: Entry) -> String {
    (target(of: entry).map { "\"\($0)\"" } ?? "nothing")
      + (entry.line.map { " (line \($0))" } ?? "")
  }
}
