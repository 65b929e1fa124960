import AnnotationModel
import Foundation
import Store

/// What all people together saw.
struct CommitReport {
  private var commits: [[Commit]] = []
  private let window: Range<Int64>
  /// Acknowledged commits that the store does not have, as `verify` finds out.
  private(set) var lost = 0

  /// Reads what the people noted; only commits that began within the span are timed.
  init(directory: String, people: Int, from: Int64, until: Int64) throws {
    window = from..<max(from, until)
    for number in 0..<people {
      let text = try String(
        contentsOfFile: AnnotatorProcess.file(number, in: directory), encoding: .utf8)
      commits.append(text.split(separator: "\n").compactMap(Commit.init))
    }
  }

  /// The length of the span.
  var seconds: Double { Double(window.upperBound - window.lowerBound) / 1_000_000 }

  private var timed: [Commit] { commits.joined().filter { window.contains($0.began) } }

  /// The timed commits by what they did.
  var byKind: [(kind: String, Durations)] {
    Commit.Kind.allCases.map { kind in
      (kind.rawValue, Durations(microseconds: timed.filter { $0.kind == kind }.map(\.took)))
    }
  }

  /// The cells of a table's line.
  var cells: [String] {
    let durations = Durations(microseconds: timed.map(\.took))
    let busy = commits.joined().count { $0.entry < 0 }
    return ["\(durations.count)", decimal(Double(durations.count) / seconds)]
      + Self.times(durations) + ["\(busy)", "\(lost)"]
  }

  /// The middle, the 99th percentile and the longest.
  static func times(_ durations: Durations) -> [String] {
    [
      decimal(durations.median), decimal(durations.milliseconds(atShare: 0.99)),
      decimal(durations.longest),
    ]
  }

  /// Counts what is lost; throws unless the store holds nothing else and is whole.
  mutating func verify(against store: Store, job: Job) throws {
    guard let person = try store.person(unixUser: 1) else { throw Fault("the lead is missing") }
    try countEntries(in: store.lead(person), of: store)
    for (number, own) in commits.enumerated() {
      try countShapes(of: number, own, in: store, job: job)
    }
    let problems = try store.integrityCheck() + store.verifyJournal().problems
    guard problems.isEmpty else { throw Fault(problems.joined(separator: "\n")) }
  }

  private mutating func countEntries(in lead: LeadView, of store: Store) throws {
    var known: [EntryNumber: JournalEntry] = [:]
    var last: EntryNumber = 0
    while case let page = try lead.journal(after: last, limit: 10_000), let end = page.last {
      for entry in page where [.edit, .submit].contains(entry.kind) { known[entry.number] = entry }
      last = end.number
    }
    for (number, own) in commits.enumerated() {
      let person = try store.person(unixUser: AnnotatorProcess.user(number))?.id
      for commit in own where commit.entry > 0 {
        let entry = known.removeValue(forKey: commit.entry)
        if entry?.person != person || entry?.kind.rawValue != commit.kind.rawValue { lost += 1 }
      }
    }
    guard known.isEmpty else { throw Fault("\(known.count) entries that nobody made") }
  }

  private mutating func countShapes(of number: Int, _ own: [Commit], in store: Store, job: Job)
    throws
  {
    guard let person = try store.person(unixUser: AnnotatorProcess.user(number)) else {
      throw Fault("person \(number) is missing")
    }
    let view = try store.annotator(person, job: job)
    let edits = own.filter { $0.kind == .edit && $0.entry > 0 }
    for (index, edits) in Dictionary(grouping: edits, by: \.index) {
      lost += try abs(edits.count - (view.item(at: index)?.layer?.shapes.count ?? 0))
    }
  }
}
