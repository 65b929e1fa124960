import AnnotationModel
import FoundationEssentials
import GRDB

/// Says in a few words what journal entries did; remembers the names it looked up.
struct LogSummary {
  private var labels: [ID<Label>: String] = [:]
  private var persons: [ID<Person>: String] = [:]

  /// What an entry did; `undoes` is the number of the entry that it reverses.
  mutating func text(
    of entry: EntryNumber, kind: EntryKind, undoes: EntryNumber?, in db: Database
  ) throws -> String {
    guard let payload = try Journal.payload(of: entry, in: db) else {
      return "\(kind.rawValue) (what it did was purged)"
    }
    let done = try text(of: payload, kind: kind, in: db)
    guard let undoes else { return done }
    return kind == .redo
      ? "did again what #\(undoes) took back: \(done)" : "took back #\(undoes): \(done)"
  }

  private mutating func text(
    of payload: Payload, kind: EntryKind, in db: Database
  ) throws -> String {
    switch payload {
    case .work(let record): try text(of: record, kind: kind, in: db)
    case .review(let record): try text(of: record, in: db)
    case .sendBack(let record): "\(Self.sentBack(record.review))"
    case .adjudication(let record): try text(of: record, in: db)
    case .restore(let record): "brought back to how it was after #\(record.to)"
    case .relink(let record):
      "moved \(Self.files(record.files))the folder \(Self.path(record.from)) to "
        + Self.path(record.to)
    case .batch(let record): try text(of: record, in: db)
    case .person(let record): try text(of: record, in: db)
    case .job(let record):
      "added job \(record.name) (\(record.task.rawValue), \(record.labels.count) labels)"
    case .purge(let record):
      record.image.map { "removed image \($0)" } ?? record.person.map { "removed person \($0)" }
        ?? kind.rawValue
    default: kind == .project ? "made the project" : kind.rawValue
    }
  }

  // MARK: Work on one image

  private mutating func text(
    of record: WorkRecord, kind: EntryKind, in db: Database
  ) throws -> String {
    guard record.changes.isEmpty else {
      return try record.changes.map { try text(of: $0, in: db) }.joined(separator: ", ")
    }
    let reason = record.after.reason.isEmpty ? "" : ": \(record.after.reason)"
    switch (record.before.state, record.after.state) {
    case (_, .submitted): return "submitted"
    case (.submitted, .draft): return "reopened"
    case (_, .skipped): return "skipped\(reason)"
    case (_, .returned): return "sent back\(reason)"
    default: return "\(kind.rawValue): \(record.before.state) became \(record.after.state)"
    }
  }

  // MARK: Reviews

  private mutating func text(of record: ReviewRecord, in db: Database) throws -> String {
    if record.after.state == .reviewed { return "finished the review" }
    if record.before.state == .reviewed { return "reopened the review" }
    return try zip(record.changes, record.verdicts).map { change, said in
      let reason = said.after.map { $0.reason.isEmpty ? "" : ": \($0.reason)" } ?? ""
      guard let verdict = (said.after ?? said.before)?.verdict, said.after != nil else {
        return try text(of: change, in: db)
      }
      return "\(verdict.rawValue) \(try name(of: change, in: db))\(reason)"
    }.joined(separator: ", ")
  }

  private mutating func text(
    of record: AdjudicationRecord, in db: Database
  ) throws -> String {
    switch (record.before, record.after) {
    case (.decided, .decided): break
    case (_, .decided): return "adjudicated"
    case (.decided, _): return "reopened the adjudication"
    case (_, .none): return "dropped the adjudication"
    default: break
    }
    if let tags = record.tags {
      let names = try tags.after.map { try name(of: $0.label, in: db) }.joined(separator: ", ")
      return "adjudicating: chose \(names.isEmpty ? "nothing" : names)"
    }
    let words = try record.changes.suffix(3).map { try text(of: $0, in: db) }
    return "adjudicating: " + words.joined(separator: ", ")
  }

  private mutating func name(of change: ShapeChange, in db: Database) throws -> String {
    guard let shape = change.before ?? change.after else { return "nothing" }
    let old = try name(of: shape.label, in: db)
    guard let after = change.after, after.label != shape.label else { return old }
    return "\(old) as \(try name(of: after.label, in: db))"
  }

  private static func sentBack(_ review: ReviewRecord) -> String {
    let reason = review.after.reason.isEmpty ? "" : ": \(review.after.reason)"
    return review.after.state == .returned
      ? "sent back to its annotators\(reason)" : "took back from its annotators"
  }

  /// How many files of a folder moved; nothing when it moved as a whole.
  private static func files(_ files: [KnownFile.Key]?) -> String {
    files.map { "\($0.count) \($0.count == 1 ? "file" : "files") of " } ?? ""
  }

  private static func path(_ bytes: Data) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Shapes

  private mutating func text(of change: ShapeChange, in db: Database) throws -> String {
    switch (change.before, change.after) {
    case (nil, let after?): return "added \(try name(of: after.label, in: db))"
    case (let before?, nil): return "deleted \(try name(of: before.label, in: db))"
    case (let before?, let after?) where before.label != after.label:
      let names = (try name(of: before.label, in: db), try name(of: after.label, in: db))
      return "relabelled \(names.0) as \(names.1)"
    case (let before?, _): return "changed \(try name(of: before.label, in: db))"
    case (nil, nil): return "changed nothing"
    }
  }

  private mutating func name(of label: ID<Label>, in db: Database) throws -> String {
    if let known = labels[label] { return known }
    let name = try db.firstRow("SELECT name FROM label WHERE id = ?", [label.blob])
      .map { $0["name"] as String }
    labels[label] = name
    return name ?? "a label that is gone"
  }

  // MARK: Bulk actions and people

  private func text(of record: BatchRecord, in db: Database) throws -> String {
    let row = try ID<Batch>(record.batch).flatMap {
      try db.firstRow("SELECT items, finished_at FROM batch WHERE id = ?", [$0.blob])
    }
    // The number of things is noted when a bulk action ends, so one that was cut off has none.
    let count = row.flatMap { ($0["finished_at"] as Int64?) == nil ? nil : $0["items"] as Int }
    let noun = Self.nouns[record.kind] ?? (record.kind, record.kind)
    guard let count else { return "\(noun.many), cut off or still running" }
    let things = "\(count) \(count == 1 ? noun.one : noun.many)"
    return record.shown ? things : "withdrew \(things)"
  }

  /// What the kinds of bulk actions bring in.
  private static let nouns: [String: (one: String, many: String)] = [
    EntryKind.images.rawValue: ("image or place of one", "images or places of them"),
    EntryKind.dataObjects.rawValue: ("data object", "data objects"),
    EntryKind.layers.rawValue: ("imported layer", "imported layers"),
    EntryKind.folder.rawValue: ("thing of imported jobs", "things of imported jobs"),
    EntryKind.relabel.rawValue: ("change of labels", "things with changed labels"),
    EntryKind.split.rawValue: ("image assigned to a part", "images assigned to parts"),
    EntryKind.run.rawValue: ("answer of a consolidation run", "answers of a consolidation run"),
    LeadView.contentsKind: ("picture that was read whole", "pictures that were read whole"),
    MetadataIntake.kind: ("fact about an image", "facts about images"),
  ]

  private mutating func text(of record: PersonRecord, in db: Database) throws -> String {
    let roles = record.roles.map(\.rawValue).joined(separator: ", ")
    if let name = record.name {
      return "added \(name)" + (roles.isEmpty ? "" : " as \(roles)")
    }
    let name = try name(of: record.person, in: db)
    if let other = record.mergedInto {
      return "merged \(name) into \(try self.name(of: other, in: db))"
    }
    if let identity = record.identities.first {
      return "gave \(name) the identity \(identity.columns.kind) \(identity.columns.value)"
    }
    if let other = record.separatedFrom {
      return "took \(name) and \(try self.name(of: other, in: db)) apart"
    }
    if let removed = record.removedRoles {
      return "took the role \(removed.map(\.rawValue).joined(separator: ", ")) from \(name)"
    }
    return roles.isEmpty ? "changed \(name)" : "made \(name) \(roles)"
  }

  private mutating func name(of person: ID<Person>, in db: Database) throws -> String {
    if let known = persons[person] { return known }
    let name = try db.firstRow("SELECT name FROM person WHERE id = ?", [person.blob])
      .map { $0["name"] as String }
    persons[person] = name
    return name ?? "a person who is gone"
  }
}
