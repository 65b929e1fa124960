import AnnotationModel
import GRDB
import Store
import Testing

@Suite("Long days of many people")
struct HandOutSessionTests {
  @Test(
    "Whatever five people, a reviewer, a lead and the clock do, no image has too many people",
    arguments: [(1, 1), (2, 2), (3, 3)] as [(Int, UInt64)])
  func session(annotators: Int, seed: UInt64) throws {
    let project = try TestProject(images: 6, annotators: annotators)
    try project.lead.setRules(HandOutRules(leaseSeconds: 60, draftSeconds: 600), of: project.job)
    var day = try Day(project, seed: seed)
    for step in 0..<600 {
      do {
        try day.act()
      } catch let error as StoreError {
        #expect(Day.isRefusal(error), "step \(step): \(error)")
      }
      try day.check(annotators: annotators)
    }
    #expect(day.done > 200)
    try HandOutTests.check(project)
  }
}

/// A day of random actions.
private struct Day {
  let project: TestProject
  let uptime = TestUptime()
  let reader: DatabaseQueue
  var views: [AnnotatorView]
  let persons: [Person]
  let reviewer: ReviewerView
  var random: SeededGenerator
  /// The newest entries that may be undone by entry: returned answers and merges.
  var entries: [EntryNumber] = []
  var done = 0

  init(_ project: TestProject, seed: UInt64) throws {
    self.project = project
    let uptime = uptime
    views = try (0..<5).map { try project.annotator("P\($0)", user: UInt32(2000 + $0), uptime) }
    persons = try (0..<5).map { try project.person(UInt32(2000 + $0)) }
    reviewer = try project.reviewer
    reader = try SchemaTests.reader(project)
    random = SeededGenerator(seed: seed)
  }

  mutating func act() throws {
    let who = Int.random(in: 0..<5, using: &random)
    let view = views[who]
    let index = Int.random(in: 0..<6, using: &random)
    let item = try #require(try view.item(at: index))
    switch Int.random(in: 0..<40, using: &random) {
    case 0: uptime.pass(seconds: Int64.random(in: 1..<100, using: &random))
    case 1: uptime.pass(seconds: 700)
    case 2: views[who] = try view.newSession()
    case 3: try view.heartbeat()
    case 4, 5: try view.release(item.dataObject)
    case 6..<12: _ = try view.take()
    case 12..<15: _ = try view.take(item.dataObject)
    case 15..<22: try draw(view, item)
    case 22..<26: _ = try view.submit(item.dataObject)
    case 26: _ = try view.reopen(item.dataObject)
    case 27: _ = try view.skip(item.dataObject, reason: "blurred")
    case 28..<31: _ = try view.undo()
    case 31..<33: _ = try view.redo()
    case 33: try project.lead.reclaim(item.image.id, from: persons[who], in: project.job)
    case 34..<37: try sendBack(item, who)
    default: try undoEntry(who)
    }
    done += 1
  }

  private func draw(_ view: AnnotatorView, _ item: WorkItem) throws {
    let label = project.job.labels[0]
    _ = try view.apply(
      adding(AnnotatorTests.shape(item.nextShapeNumber, label)), to: item.dataObject)
    let after = try view.item(at: item.index)
    #expect(after?.layer?.shapes.count == (item.layer?.shapes.count ?? 0) + 1)
  }

  private mutating func sendBack(_ item: WorkItem, _ who: Int) throws {
    entries.append(
      try reviewer.returnAnswer(
        of: persons[who], for: item.image.id, in: project.job, reason: "look again"))
  }

  private mutating func undoEntry(_ who: Int) throws {
    if Bool.random(using: &random), let entry = entries.popLast() {
      _ = try reviewer.undo(entry)
    } else if who > 0 {
      let entry = try project.lead.merge(persons[who], into: persons[0])
      _ = try views[0].take()
      _ = try project.lead.undo(entry)
    }
  }

  /// No image has more people than asked, and its flags say so.
  func check(annotators: Int) throws {
    let most = try reader.read {
      try Int.fetchOne(
        $0,
        sql: """
          SELECT max(n) FROM (SELECT count(*) AS n FROM assignment
          WHERE state IN ('leased', 'submitted')
            OR (state IN ('draft', 'returned') AND seat = 1)
          GROUP BY data_object)
          """)
    }
    #expect(most ?? 0 <= annotators)
  }

  /// Whether an error says no to a person, rather than that something is broken.
  static func isRefusal(_ error: StoreError) -> Bool {
    switch error {
    case .submitted, .notSubmitted, .taken, .reclaimed, .cannotUndo, .takenOver: true
    default: false
    }
  }
}
