import AnnotationModel
import ArgumentParser
import Foundation
import Store

/// How long people wait for a commit, alone and while a lead imports.
struct Commits: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the commits of many people, without and beside an import.",
    discussion: """
      Every person is a process that edits every half second: boxes are drawn, now and then an \
      image is submitted and the next one taken. Afterwards every commit that was acknowledged is \
      looked up in the journal, and every box in the layers.
      """)

  @Option(help: "People at work, each a process.")
  var people = 64

  @Option(help: "Seconds to measure without the import.")
  var seconds = 30

  @Option(help: "Images, with seven boxes each, that are imported beside.")
  var imported = 100_000

  @Option(help: "Images that wait for the people.")
  var images = 20_000

  @Option(help: "Milliseconds between two edits of a person.")
  var interval = 500

  @Option(help: "A directory to work in; it is kept.")
  var keep: String?

  func run() throws {
    if seconds > 0 {
      let alone = try measure(importing: 0)
      print(table(of: alone, title: "\(people) people", target: "p99 <= 10").text)
    }
    if imported > 0 {
      let beside = try measure(importing: imported)
      print(table(of: beside, title: "beside an import", target: "p99 <= 35").text)
      print(
        "import of \(imported) images, \(imported * SampleWork.boxesPerImage) boxes: "
          + "\(decimal(beside.seconds)) s beside \(people) people")
    }
  }

  private func table(of report: CommitReport, title: String, target: String) -> Table {
    var table = Table(
      ["", "commits", "per s", "p50 ms", "p99 ms", "max ms", "busy", "lost", "target"])
    table.add([title] + report.cells + [target])
    for (kind, durations) in report.byKind {
      table.add(["  \(kind)", "\(durations.count)", ""] + CommitReport.times(durations))
    }
    return table
  }

  /// Lets the people work, beside an import of that many images if there are any.
  private func measure(importing count: Int) throws -> CommitReport {
    let workplace = try Workplace(keeping: keep.map { "\($0)/\(count)" })
    defer { workplace.remove() }
    let project = workplace.path + "/project"
    let (store, lead, job) = try SampleWork.makeProject(at: project)
    let added = try lead.addImages((0..<images).lazy.map { SampleWork.image($0, folder: "own") })
    _ = try lead.addDataObjects(added.ids.lazy.map { NewDataObject(.image($0)) }, to: job)
    for number in 0..<people {
      let draft = PersonDraft(unixUser: AnnotatorProcess.user(number), name: "P\(number)")
      _ = try lead.addPerson(draft, roles: [.annotator])
    }
    let start = Clocks.monotonic() + 4_000_000
    let annotators = try (0..<people).map { number in
      try ChildProcess(
        AnnotatorProcess.arguments(
          directory: workplace.path, number: number, start: start, interval: interval,
          of: people))
    }
    let window = try work(importing: count, in: workplace, from: start)
    try "".write(toFile: workplace.path + "/stop", atomically: true, encoding: .utf8)
    for annotator in annotators { try annotator.finish() }
    var report = try CommitReport(
      directory: workplace.path, people: people, from: window.lowerBound, until: window.upperBound)
    try report.verify(against: store, job: job)
    return report
  }

  /// The span in which commits count: the seconds asked for, or as long as the import takes.
  private func work(
    importing count: Int, in workplace: Workplace, from start: Int64
  ) throws -> Range<Int64> {
    // The first two seconds of everybody are not measured: caches are cold and statements new.
    let begin = start + 2_000_000
    Clocks.sleep(until: begin)
    if count > 0 {
      try ChildProcess(ImportProcess.arguments(directory: workplace.path, images: count)).finish()
    } else {
      Clocks.sleep(until: begin + Int64(seconds) * 1_000_000)
    }
    return begin..<Clocks.monotonic()
  }
}

/// The process that imports beside the people.
struct ImportProcess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-process", shouldDisplay: false)

  @Option var directory: String
  @Option var images: Int

  static func arguments(directory: String, images: Int) -> [String] {
    ["import-process", "--directory", directory, "--images", "\(images)"]
  }

  func run() throws {
    let (_, lead, job) = try SampleWork.open(at: directory + "/project")
    try SampleWork.bringIn(
      0..<images, folder: "imported", source: { _ in SampleWork.model }, lead: lead, job: job)
  }
}
