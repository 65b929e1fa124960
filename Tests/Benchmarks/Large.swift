import AnnotationModel
import ArgumentParser
import Foundation
import Store

/// How long a large project takes for what people do all day, beside a small one.
struct Large: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time everyday steps in a project of a million images beside one of a thousand.",
    discussion: """
      Building the large project takes minutes; with --keep it is built once, and going on after \
      an interruption is possible. Two of five images were answered by imported annotators.
      """)

  @Option(help: "Images of the large project; each has seven boxes.")
  var images = 1_000_000

  @Option(help: "A directory in which the projects are kept.")
  var keep: String?

  @Option(help: "Seconds after which building stops, to be gone on with later.")
  var buildSeconds = Int.max

  func run() throws {
    let workplace = try Workplace(keeping: keep)
    defer { workplace.remove() }
    let small = workplace.path + "/1000"
    let large = workplace.path + "/\(images)"
    let deadline = Clocks.monotonic().advanced(by: buildSeconds.multiplied(1_000_000))
    guard try LargeProject.build(1000, at: small, until: deadline),
      try LargeProject.build(images, at: large, until: deadline)
    else { return print("building goes on with the next call") }
    var table = Table(["ms (median)", "1000 images", "\(images)", "ratio", "longest", "target"])
    for step in EverydaySteps.all {
      let few = try step.measure(small)
      let many = try step.measure(large)
      table.add([
        step.title, decimal(few.median, 2), decimal(many.median, 2),
        decimal(many.median / few.median, 2), decimal(many.longest, 2), "<= 150, ratio <= 1.2",
      ])
    }
    print(table.text)
  }
}

extension Int {
  /// The product, or the largest number where there is none.
  fileprivate func multiplied(_ factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max / 2 : product
  }
}

/// Builds a project of many images with boxes.
enum LargeProject {
  /// Images that come in as one bulk action.
  private static let portion = 50_000

  /// Builds or goes on; false when the time was up.
  static func build(_ count: Int, at directory: String, until deadline: Int64) throws -> Bool {
    let isThere = FileManager.default.fileExists(atPath: directory + "/" + Store.fileName)
    let (_, lead, job) =
      try isThere ? SampleWork.open(at: directory) : SampleWork.makeProject(at: directory)
    var done = try lead.status(of: job).dataObjects
    while done < count {
      if Clocks.monotonic() > deadline { return false }
      let next = min(count, done + portion)
      try SampleWork.bringIn(done..<next, folder: "large", source: source, lead: lead, job: job)
      done = next
      print("built \(done) of \(count)")
    }
    return true
  }

  private static func source(of number: Int) -> ImportedSource {
    switch number % 5 {
    case 0: .person(.groundTruthWorker("worker-a"), name: "Worker A")
    case 1: .person(.groundTruthWorker("worker-b"), name: "Worker B")
    default: SampleWork.model
    }
  }
}

/// Things that somebody does all day and that must not grow with the project.
struct EverydaySteps: Sendable {
  /// What a person calls it.
  let title: String
  /// Times it again and again in the project of a directory.
  let measure: @Sendable (String) throws -> Durations

  /// All steps.
  static let all = [
    EverydaySteps(title: "open, up to the first image") { try open(in: $0) },
    EverydaySteps(title: "next image") { try next(in: $0) },
    EverydaySteps(title: "any image") { try leap(in: $0) },
    EverydaySteps(title: "jump to the next unlabelled") { try jump(in: $0) },
    EverydaySteps(title: "status") { try status(in: $0) },
    EverydaySteps(title: "the program: status") { try programStatus(in: $0) },
    EverydaySteps(title: "the program: open and next image") { try programOpen(in: $0) },
  ]

  private static func view(in directory: String) throws -> AnnotatorView {
    let store = try Store.open(at: directory, now: Clocks.now)
    guard let person = try store.person(unixUser: 1) else { throw Fault("the lead is missing") }
    return try store.annotator(person, job: try store.job(named: SampleWork.jobName)).newSession()
  }

  private static func open(in directory: String) throws -> Durations {
    try timed(30) {
      let view = try view(in: directory)
      let index = try view.resumeIndex() ?? view.nextUnfinished(after: -1) ?? 0
      return try view.item(at: index) != nil
    }
  }

  /// From one image to the one after it, beginning in the middle of the job.
  private static func next(in directory: String) throws -> Durations {
    let view = try view(in: directory)
    var place = try view.dataObjectCount() / 2
    return try timed(300) {
      place += 1
      return try view.item(at: place) != nil
    }
  }

  private static func jump(in directory: String) throws -> Durations {
    let view = try view(in: directory)
    var place = try view.dataObjectCount() / 2
    return try timed(300) {
      guard let found = try view.nextUnfinished(after: place) else { return false }
      place = found
      return try view.item(at: found) != nil
    }
  }

  /// To places all over the job, as nobody walks; most pages come from outside SQLite's cache.
  private static func leap(in directory: String) throws -> Durations {
    let view = try view(in: directory)
    let count = try view.dataObjectCount()
    var place = 0
    return try timed(300) {
      place = (place + 7919) % count
      return try view.item(at: place) != nil
    }
  }

  private static func status(in directory: String) throws -> Durations {
    let (_, lead, job) = try SampleWork.open(at: directory)
    return try timed(100) { try lead.status(of: job).dataObjects > 0 }
  }

  private static func programStatus(in directory: String) throws -> Durations {
    try program(["status", directory, "--as", "Lead"])
  }

  private static func programOpen(in directory: String) throws -> Durations {
    let script = directory + "/open.script"
    try "press ]\n".write(toFile: script, atomically: true, encoding: .utf8)
    return try program([
      "annotate", directory, "--as", "Lead", "--script", script, "--save-screen",
      directory + "/screen",
    ])
  }

  private static func program(_ arguments: [String]) throws -> Durations {
    try timed(20) {
      try ChildProcess(program: ChildProcess.plumbline, arguments).finish()
      return true
    }
  }

  /// Times something that says whether it found what it looked for; the first time is for warmth.
  private static func timed(_ count: Int, _ step: () throws -> Bool) throws -> Durations {
    var times: [Int64] = []
    for round in 0...count {
      let began = Clocks.monotonic()
      guard try step() else { throw Fault("a step found nothing") }
      if round > 0 { times.append(Clocks.monotonic() - began) }
    }
    return Durations(microseconds: times)
  }
}
