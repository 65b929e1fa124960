import AnnotationModel
import GRDB
import Store
import Testing

@Suite("Long days of annotators, reviewers and a lead")
struct ReviewSessionTests {
  @Test(
    "Whatever they do, the queue is what the answers say, and everything verifies",
    arguments: [(1, 11), (2, 12)] as [(Int, UInt64)])
  func session(annotators: Int, seed: UInt64) throws {
    let project = try TestProject(images: 5, annotators: annotators)
    try project.lead.setRules(
      HandOutRules(leaseSeconds: 60, draftSeconds: 600, goldShare: 3), of: project.job)
    var day = try ReviewDay(project, seed: seed)
    for step in 0..<500 {
      do {
        try day.act()
      } catch let error as StoreError {
        #expect(ReviewDay.isRefusal(error), "step \(step): \(error)")
      }
      if step % 25 == 0 { try day.check() }
    }
    try day.check()
    // Of two answers that are asked for, one alone is not reviewed.
    #expect(day.done > 200 && day.reviewed > (annotators == 1 ? 5 : 0))
    try HandOutTests.check(project)
  }
}

/// A day of random actions.
private struct ReviewDay {
  let project: TestProject
  let uptime = TestUptime()
  let annotators: [AnnotatorView]
  let persons: [Person]
  var queues: [ReviewQueue]
  var random: SeededGenerator
  /// Entries that a lead may undo.
  var entries: [EntryNumber] = []
  var done = 0
  var reviewed = 0
  var restored = 0

  init(_ project: TestProject, seed: UInt64) throws {
    self.project = project
    let uptime = uptime
    annotators = try (0..<3).map {
      try project.annotator("P\($0)", user: UInt32(2000 + $0), uptime)
    }
    persons = try (0..<3).map { try project.person(UInt32(2000 + $0)) }
    queues = try [1900, 1901].map { try project.queue($0, uptime) }
    random = SeededGenerator(seed: seed)
  }

  mutating func act() throws {
    switch Int.random(in: 0..<40, using: &random) {
    case 0: uptime.pass(seconds: Int64.random(in: 1..<100, using: &random))
    case 1: uptime.pass(seconds: 700)
    case 2..<16: try annotate()
    case 16..<32: try review()
    case 32: entries.append(try #require(try importAnswer().entry))
    case 33, 34: entries.append(try publish())
    case 35: entries.append(try project.lead.merge(persons[1], into: persons[0]))
    case 36: if restored < 8 { try restore() }
    default: if let entry = entries.popLast() { _ = try project.lead.undo(entry) }
    }
    done += 1
  }

  private mutating func annotate() throws {
    let view = annotators[Int.random(in: 0..<3, using: &random)]
    let index = Int.random(in: 0..<5, using: &random)
    let item = try #require(try view.item(at: index))
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1:
      let shape = AnnotatorTests.shape(item.nextShapeNumber, project.job.labels[0])
      _ = try view.apply(adding(shape), to: item.dataObject)
    case 2, 3: _ = try view.submit(item.dataObject)
    case 4: _ = try view.reopen(item.dataObject)
    case 5: _ = try view.undo()
    case 6: _ = try view.redo()
    default: _ = try view.take()
    }
  }

  private mutating func review() throws {
    let number = Int.random(in: 0..<2, using: &random)
    let queue = queues[number]
    switch Int.random(in: 0..<10, using: &random) {
    case 0: queues[number] = try queue.newSession()
    case 1: _ = try queue.undo()
    case 2: _ = try queue.redo()
    default:
      guard let item = try queue.take() else { return }
      try decide(item, queue)
    }
  }

  private mutating func decide(_ item: ReviewItem, _ queue: ReviewQueue) throws {
    let shape = item.shapes.randomElement(using: &random)
    let label = project.job.labels[Int.random(in: 0..<3, using: &random)].id
    let decision: ReviewDecision? =
      switch Int.random(in: 0..<7, using: &random) {
      case 0: shape.flatMap { .accept($0) }
      case 1: shape.flatMap { .reject($0, reason: "a shadow") }
      case 2: shape.flatMap { .relabel($0, as: label) }
      case 3: .add(AnnotatorTests.shape(item.nextShapeNumber, project.job.labels[2]))
      case 4: nil
      default: shape.flatMap { .fix($0, to: .box(box(3, 3, 40, 40))) }
      }
    if let decision {
      _ = try queue.decide([decision], on: item.dataObject)
      let now = try queue.take(item.dataObject)
      #expect(now.verdicts[decision.change.number] != nil || decision.change.after == nil)
    } else if Bool.random(using: &random), item.canSendBack {
      _ = try queue.sendBack(item.dataObject, reason: "again")
    } else {
      _ = try queue.finish(item.dataObject, acceptingRest: true)
      reviewed += 1
      let answer = try #require(try project.lead.answers(of: project.job)[item.index].layer)
      #expect(answer.source == .gold || answer.shapes == item.shapes)
    }
  }

  private mutating func importAnswer() throws -> LayerImport {
    let right = Double(Int.random(in: 20..<2000, using: &random))
    let isGold = Int.random(in: 0..<8, using: &random) == 0
    let source: ImportedSource = isGold ? .gold : .imported("file")
    return try project.lead.importLayers(
      [
        ImportedLayer(
          image: try project.image(at: Int.random(in: 0..<5, using: &random)), source: source,
          shapes: [
            ImportedShape(
              label: project.job.labels[1].id, geometry: .box(box(0, 0, right, 9)),
              confidence: Confidence(0.25))
          ])
      ], into: project.job)
  }

  private func publish() throws -> EntryNumber {
    let answers = try project.lead.submittedLayers(of: project.job)
    return try project.lead.publish(
      RunDraft(
        method: "m", parametersJSON: "{}", inputs: answers.flatMap { $0.layers.map(\.input) }),
      layers: answers.map { answer in
        RunLayer(
          image: answer.image.id,
          shapes: answer.layers[0].layer.shapes.map {
            ImportedShape(label: $0.label, geometry: $0.geometry, confidence: Confidence(0.75))
          })
      }, in: project.job
    ).entry
  }

  private mutating func restore() throws {
    restored += 1
    let last = try #require(try project.lead.log(limit: 1).first).header.number
    let restored = try project.lead.restore(
      try project.image(at: Int.random(in: 0..<5, using: &random)), in: project.job,
      to: .entry(Int64.random(in: max(1, last - 12)...last, using: &random)))
    if let entry = restored.entry { entries.append(entry) }
  }

  /// Looking at every answer anew changes nothing of what was kept up to date step by step.
  func check() throws {
    let connection = try SchemaTests.reader(project)
    let kept = try Self.state(connection)
    try connection.write { db in
      try db.execute(sql: "INSERT INTO pending_update (kind, subject) SELECT 'job', key FROM job")
    }
    _ = try project.store.reviewer(project.leader).queue(of: project.job).newSession()
    #expect(try Self.state(connection) == kept)
    #expect(try project.store.integrityCheck() == [])
  }

  private static func state(_ connection: DatabaseQueue) throws -> [String] {
    try connection.read { db in
      try ["review", "gold_score", "gold_tally", "review_tally", "supply", "drawn"].flatMap {
        try Row.fetchAll(db, sql: "SELECT * FROM \($0) ORDER BY 1, 2").map(\.description)
      }
        + Row.fetchAll(db, sql: "SELECT key, is_seeded, is_wanted FROM data_object").map(
          \.description)
    }
  }

  /// Whether an error says no to a person, rather than that something is broken.
  static func isRefusal(_ error: StoreError) -> Bool {
    switch error {
    case .submitted, .notSubmitted, .taken, .reclaimed, .cannotUndo, .takenOver, .merged,
      .inReview, .reviewed, .nothingToReview, .noAnnotator, .outdated:
      true
    case .invalid(let reason):
      reason.contains("nothing has happened") || reason.contains("are one person already")
    default: false
    }
  }
}
