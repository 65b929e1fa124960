import AnnotationModel
import ArgumentParser
import Foundation
import Store

/// One person at work, in a process of their own.
struct AnnotatorProcess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotator-process", shouldDisplay: false)

  @Option var directory: String
  @Option var number: Int
  @Option var start: Int64
  @Option var interval: Int
  @Option var people: Int

  static func arguments(
    directory: String, number: Int, start: Int64, interval: Int, of people: Int
  ) -> [String] {
    [
      "annotator-process", "--directory", directory, "--number", "\(number)", "--start",
      "\(start)", "--interval", "\(interval)", "--people", "\(people)",
    ]
  }

  /// The Unix user that a person of that number counts as.
  static func user(_ number: Int) -> UInt32 { UInt32(20_000 + number) }

  /// The file in which a person's commits are noted.
  static func file(_ number: Int, in directory: String) -> String {
    "\(directory)/commits.\(number)"
  }

  /// Edits drawn on an image before it is submitted.
  private static let editsPerImage = 6

  func run() throws {
    let store = try Store.open(at: directory + "/project", now: Clocks.now)
    guard let person = try store.person(unixUser: Self.user(number)) else {
      throw Fault("person \(number) is missing")
    }
    let view = try store.annotator(person, job: try store.job(named: SampleWork.jobName))
      .newSession()
    var commits: [Commit] = []
    guard var item = try view.take() else { throw Fault("nothing to do for \(number)") }
    // Everybody keeps an own place within the interval, so that nobody marches in step.
    let period = Int64(interval) * 1000
    var next = start + period * Int64(number) / Int64(people)
    var drawn = 0
    let parent = getppid()
    // Nobody asks for the figures of a benchmark that was broken off.
    while !FileManager.default.fileExists(atPath: directory + "/stop"), getppid() == parent {
      Clocks.sleep(until: next)
      next += period
      if drawn < Self.editsPerImage {
        let edit = [change(drawn, of: item, in: view.job)].compactMap(\.self)
        try commits.append(
          Commit(.edit, at: item.index) { () throws(StoreError) in
            try view.apply(edit, to: item.dataObject, activeSeconds: 0.5)
          })
        drawn += 1
      } else {
        try commits.append(
          Commit(.submit, at: item.index) { () throws(StoreError) in
            try view.submit(item.dataObject)
          })
        var taken: WorkItem?
        try commits.append(
          Commit(.take, at: -1) { () throws(StoreError) in
            taken = try view.take()
            return 0
          })
        guard let taken else { throw Fault("the images ran out; give more with --images") }
        item = taken
        drawn = 0
      }
    }
    try note(commits)
  }

  private func change(_ step: Int, of item: WorkItem, in job: Job) -> ShapeChange? {
    let number = item.nextShapeNumber + step
    let left = Double(number * 31 % 1500)
    guard let box = Box(left: left, top: 10, right: left + 40, bottom: 60) else { return nil }
    return ShapeChange(
      before: nil,
      after: Shape(
        number: number, label: job.labels[step % job.labels.count].id, geometry: .box(box)))
  }

  private func note(_ commits: [Commit]) throws {
    let text = commits.map(\.line).joined()
    try text.write(toFile: Self.file(number, in: directory), atomically: true, encoding: .utf8)
  }
}

/// One commit as the person saw it.
struct Commit {
  /// What was done.
  enum Kind: String, CaseIterable { case edit, submit, take }

  let kind: Kind
  /// The place of the image in the job; -1 for taking one.
  let index: Int
  /// The entry that was acknowledged; 0 for taking, which has none, and -1 when refused as busy.
  let entry: EntryNumber
  /// When it began, by the monotonic clock.
  let began: Int64
  /// Microseconds until the answer.
  let took: Int64

  /// Does the thing and times it; throws what was refused for another reason than being busy.
  init(
    _ kind: Kind, at index: Int, _ action: () throws(StoreError) -> EntryNumber
  ) throws(StoreError) {
    self.kind = kind
    self.index = index
    began = Clocks.monotonic()
    do throws(StoreError) {
      entry = try action()
    } catch .busy {
      entry = -1
    }
    took = Clocks.monotonic() - began
  }

  /// Reads what `line` wrote.
  init?(_ line: Substring) {
    let words = line.split(separator: " ")
    guard words.count == 5, let kind = Kind(rawValue: String(words[0])), let index = Int(words[1]),
      let entry = Int64(words[2]), let began = Int64(words[3]), let took = Int64(words[4])
    else { return nil }
    (self.kind, self.index, self.entry) = (kind, index, entry)
    (self.began, self.took) = (began, took)
  }

  /// The commit as a line of text.
  var line: String { "\(kind.rawValue) \(index) \(entry) \(began) \(took)\n" }
}
