import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Which jobs a change of labels is about.
struct SurgeryOptions: ParsableArguments {
  @Argument(help: "The project's directory.", completion: .directory)
  var directory: String

  @Option(name: .customLong("job"), help: "A job; may be given several times. All jobs without it.")
  var jobNames: [String] = []

  @Option(name: .customLong("as"), help: "Work as another person of the project, for tests.")
  var personName: String?

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false

  func open() throws -> (lead: LeadView, jobs: [Job]) {
    let store = try Store.open(at: directory, now: Clock.now)
    let person = try CurrentPerson.find(in: store, as: personName)
    try RunningCommand.check(person)
    let jobs = try jobNames.isEmpty ? store.jobs() : jobNames.map { try store.job(named: $0) }
    return (try store.lead(person), jobs)
  }
}

/// Changes labels of one job or many, as one undoable act.
struct LabelSurgery {
  private let lead: LeadView
  private let jobs: [Job]

  init(_ options: SurgeryOptions) throws {
    (lead, jobs) = try options.open()
  }

  /// Says what a map of names changes, and does it unless `dryRun`.
  ///
  /// A label whose name is a key becomes the value: merged where the job has that label, renamed
  /// where it has not, dropped where the value is nil. Names are compared in NFC without blanks at
  /// their ends.
  func apply(_ map: [String: String?], dryRun: Bool) throws {
    var changes: [LabelChange] = []
    var counted = 0
    for job in jobs {
      let counts = try lead.labelCounts(of: job)
      for (change, words) in Self.changes(of: job, map) {
        let count = counts[change.label] ?? 0
        counted += count
        print(PrintableText.escaping("\(job.name): \(words), \(Count.text(count, "thing"))"))
        changes.append(change)
      }
    }
    guard !changes.isEmpty else {
      throw Failure(
        "no job has such a label", hint: "\"plumbline label list\" shows the labels of a job")
    }
    if dryRun { return print("\(Count.text(counted, "thing")) would change; nothing was written") }
    let done = try lead.relabel(changes)
    if let entry = done.entry {
      print("\(Count.text(done.things, "thing")) changed, entry #\(entry)")
    }
  }

  private static func changes(
    of job: Job, _ map: [String: String?]
  ) -> [(LabelChange, String)] {
    var owners: [String: Label] = [:]
    for label in job.labels { owners[LabelName.normalized(label.name)] = label }
    let keys = Dictionary(
      map.map { (LabelName.normalized($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    var changes: [(LabelChange, String)] = []
    for label in job.labels {
      guard let wanted = keys[LabelName.normalized(label.name)] else { continue }
      guard let target = wanted.map(LabelName.normalized) else {
        changes.append(
          (LabelChange(job: job.id, label: label.id, action: .drop), "drop \"\(label.name)\""))
        continue
      }
      if let owner = owners[target], owner.id != label.id {
        changes.append(
          (
            LabelChange(job: job.id, label: label.id, action: .merge(into: owner.id)),
            "merge \"\(label.name)\" into \"\(target)\""
          ))
      } else if label.name != target {
        owners[target] = label
        changes.append(
          (
            LabelChange(job: job.id, label: label.id, action: .rename(target)),
            "rename \"\(label.name)\" to \"\(target)\""
          ))
      }
    }
    return changes
  }
}

extension LabelCommand {
  /// `label rename`.
  struct Rename: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rename",
      abstract: "Give a label another name.",
      discussion: """
          plumbline label rename breads anpan "an pan"
        """)
    @OptionGroup var options: SurgeryOptions
    @Argument(help: "The label.") var label: String
    @Argument(help: "Its new name.") var name: String

    func run() throws {
      try LabelSurgery(options).apply([label: name], dryRun: options.dryRun)
    }
  }

  /// `label merge`.
  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Make one label of several: the first ones become the last.",
      discussion: """
          plumbline label merge breads "Anpan" "an pan" anpan
        """)
    @OptionGroup var options: SurgeryOptions
    @Argument(help: "The labels; the last one stays.") var labels: [String]

    func validate() throws {
      if labels.count < 2 { throw ValidationError("Name at least two labels.") }
    }

    func run() throws {
      guard let target = labels.last else { return }
      let map = Dictionary(
        labels.dropLast().map { ($0, Optional(target)) }, uniquingKeysWith: { first, _ in first })
      try LabelSurgery(options).apply(map, dryRun: options.dryRun)
    }
  }

  /// `label drop`.
  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "drop",
      abstract: "Remove labels with everything that has them.",
      discussion: """
          plumbline label drop breads --job boxes crumbs
        """)
    @OptionGroup var options: SurgeryOptions
    @Argument(help: "The labels.") var labels: [String]

    func run() throws {
      let map = Dictionary(
        labels.map { ($0, String?.none) }, uniquingKeysWith: { first, _ in first })
      try LabelSurgery(options).apply(map, dryRun: options.dryRun)
    }
  }

  /// `label map`.
  struct Map: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "map",
      abstract: "Bring the labels of many jobs to one list, by a table of names.",
      discussion: """
        The table is a CSV file with a header: from,to. An empty "to" drops the label. A label that \
        a job lacks is not an error, so one table serves forty jobs.

          plumbline label map breads labels.csv --dry-run
        """)
    @OptionGroup var options: SurgeryOptions
    @Argument(help: "The table.", completion: .file()) var file: String

    func run() throws {
      try LabelSurgery(options).apply(try Self.map(LocalPath(file)), dryRun: options.dryRun)
    }

    private static func map(_ path: LocalPath) throws -> [String: String?] {
      var reader = CSVReader(try path.contents(limit: 16 << 20))
      guard let header = reader.next(), header.fields.count >= 2 else {
        throw Failure("\(path) has no header; its first line must be from,to")
      }
      var map: [String: String?] = [:]
      while let row = reader.next() {
        let fields = row.fields.map { String(decoding: $0, as: UTF8.self) }
        guard let from = fields.first, !from.isEmpty else { continue }
        let to = fields.count > 1 ? fields[1] : ""
        map.updateValue(to.isEmpty ? nil : to, forKey: from)
      }
      return map
    }
  }
}
