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
  /// where it has not, dropped where the value is nil. All names change at once, so two may change
  /// places. Names are compared in NFC without blanks at their ends.
  func apply(_ map: LabelRenaming, dryRun: Bool) throws {
    var changes: [LabelChange] = []
    var counted = 0
    for job in jobs {
      let counts = try lead.labelCounts(of: job)
      for (change, words) in map.changes(of: job) {
        let count = counts[change.label] ?? 0
        counted += count
        print(PrintableText.escaping("\(job.name): \(words), \(Count.text(count, "thing"))"))
        changes.append(change)
      }
    }
    guard !changes.isEmpty else {
      let isKnown = jobs.contains { job in job.choices.contains { map.hasEntry(for: $0) } }
      if isKnown { return print("these labels have those names already; nothing was written") }
      throw Failure(
        "no job has such a label", hint: "\"plumbline label list\" shows the labels of a job")
    }
    if dryRun { return print("\(Count.text(counted, "thing")) would change; nothing was written") }
    let done = try lead.relabel(changes)
    if let entry = done.entry {
      print("\(Count.text(done.things, "thing")) changed, entry #\(entry)")
    }
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
      try LabelSurgery(options).apply(
        LabelRenaming([.init(from: label, to: name)]), dryRun: options.dryRun)
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
      let map = try LabelRenaming(labels.dropLast().map { .init(from: $0, to: target) })
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
      let map = try LabelRenaming(labels.map { .init(from: $0, to: nil) })
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
        a job lacks is not an error, so one table serves forty jobs. All names change at once: two \
        labels may change places. Lines whose file spells a label otherwise than the job does, as \
        in "dog ", are written anew by later exports.

          plumbline label map breads labels.csv --dry-run
        """)
    @OptionGroup var options: SurgeryOptions
    @Argument(help: "The table.", completion: .file()) var file: String

    func run() throws {
      try LabelSurgery(options).apply(
        try LabelRenaming(table: LocalPath(file)), dryRun: options.dryRun)
    }
  }
}
