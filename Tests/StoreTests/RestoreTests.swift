import AnnotationModel
import FoundationEssentials
import GRDB
import Store
import Testing

@Suite("Bringing an image back")
struct RestoreTests {
  @Test("Answers and review of an image stand as they did after any entry, and undo returns")
  func everyPoint() throws {
    let project = try TestProject(images: 2, annotators: 2)
    let (image, states) = try Self.history(project)
    let last = try Self.newest(project)
    let latest = try ImageState(project)
    for (entry, state) in states.reversed() where entry != last {
      let restored = try project.lead.restore(image, in: project.job, to: .entry(entry))
      #expect(restored.to == entry && restored.entries > 0)
      #expect(try ImageState(project) == state, "after #\(entry)")
      let undone = try project.lead.undo(try #require(restored.entry))
      #expect(try ImageState(project) == latest, "undone #\(entry)")
      let again = try project.lead.undo(undone)
      #expect(try ImageState(project) == state)
      _ = try project.lead.undo(again)
    }
    #expect(try project.store.verifyJournal().problems == [])
    try HandOutTests.check(project)
  }

  @Test("Trying it out changes nothing and tells what would change")
  func tryOut() throws {
    let project = try TestProject(images: 2, annotators: 2)
    let (image, states) = try Self.history(project)
    let before = try ImageState(project)
    let entries = try project.lead.journal().count
    let first = try #require(states.first)
    let trial = try project.lead.restore(
      image, in: project.job, to: .entry(first.entry), tryOut: true)
    #expect(trial.entry == nil)
    #expect(trial.changes.map(\.person) == ["P1001", "P1002", nil])
    #expect(trial.changes.first?.before.state == "submitted")
    #expect(trial.changes.first?.after.state == "draft" && trial.changes.first?.after.shapes == 1)
    #expect(try ImageState(project) == before)
    #expect(try project.lead.journal().count == entries)
  }

  @Test("A moment means the last entry about the image until then")
  func moment() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let view = try project.submitting(1001)
    let image = try project.image(at: 0)
    let entries = try project.lead.log(limit: 2)
    let drawn = entries[1].header
    let restored = try project.lead.restore(
      image, in: project.job, to: .moment(drawn.moment.advanced(bySeconds: 0.0001)))
    #expect(restored.to == drawn.number && restored.entries == 1)
    #expect(try view.item(at: 0)?.state == .draft)
    let early = Timestamp(microseconds: 0)
    #expect(try project.lead.restore(image, in: project.job, to: .moment(early)).to == 0)
    #expect(try view.item(at: 0)?.state == .waiting)
  }

  @Test("A bringing back that changes nothing is refused, and leaves the annotator's undo alone")
  func nothingToChange() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let taro = try project.submitting(1001)
    let image = try project.image(at: 0)
    let submitted = try Self.newest(project)
    _ = try taro.reopen(try #require(try taro.item(at: 0)).dataObject)
    _ = try taro.undo()
    let last = try Self.newest(project)
    let trial = try project.lead.restore(
      image, in: project.job, to: .entry(submitted), tryOut: true)
    #expect(trial.changes == [] && trial.entries == 2)
    #expect(
      throws: StoreError.invalid("it stands as it did then already; nothing was changed")
    ) {
      try project.lead.restore(image, in: project.job, to: .entry(submitted))
    }
    #expect(try Self.newest(project) == last)
    #expect(try taro.undo()?.index == 0)
    #expect(try taro.item(at: 0)?.state == .draft)
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("What was purged, what never was, and what would be too many people is refused")
  func refused() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let taro = try project.submitting(1001)
    let image = try project.image(at: 0)
    let last = try Self.newest(project)
    #expect(throws: StoreError.self) {
      try project.lead.restore(image, in: project.job, to: .entry(last))
    }
    #expect(throws: StoreError.self) {
      try project.lead.restore(image, in: project.job, to: .entry(last + 1))
    }
    _ = try taro.reopen(try #require(try taro.item(at: 0)).dataObject)
    try project.lead.reclaim(image, from: project.person(1001), in: project.job)
    let jiro = try project.annotator("Jiro", user: 1002)
    _ = try jiro.take()
    let before = try ImageState(project)
    #expect(throws: StoreError.taken(index: 0)) {
      try project.lead.restore(image, in: project.job, to: .entry(last))
    }
    #expect(try ImageState(project) == before)
    try SchemaTests.reader(project).write { db in
      try db.execute(sql: "DELETE FROM payload WHERE entry = ?", arguments: [last])
    }
    let refusal = #expect(throws: StoreError.self) {
      try project.lead.restore(image, in: project.job, to: .entry(0))
    }
    #expect(refusal?.description.contains("#\(last)") == true)
    #expect(refusal?.description.contains("purged") == true)
  }

  @Test("After it an annotator's undo of what was made up for is refused by name")
  func dependence() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let taro = try project.submitting(1001)
    let image = try project.image(at: 0)
    let restored = try project.lead.restore(image, in: project.job, to: .entry(0))
    let number = try #require(restored.entry)
    let refusal = #expect(throws: StoreError.self) { try taro.undo() }
    #expect(refusal?.description.contains("Hanako") == true)
    #expect(try project.lead.log(limit: 1).first?.summary == "brought back to how it was after #0")
    _ = try taro.submit(try #require(try taro.item(at: 0)).dataObject)
    #expect(throws: StoreError.self) { try project.lead.undo(number) }
  }

  /// Work of two annotators and a reviewer on the first image, with how it stood after each entry.
  private static func history(
    _ project: TestProject
  ) throws -> (ID<Image>, [(entry: EntryNumber, state: ImageState)]) {
    var states: [(entry: EntryNumber, state: ImageState)] = []
    func note() throws { states.append((try newest(project), try ImageState(project))) }
    let views = try [1001, 1002].map { try project.annotator("P\($0)", user: $0) }
    let object = try #require(try views[0].item(at: 0)).dataObject
    for view in views {
      _ = try view.apply(adding(HandOutTests.shape(project)), to: object)
      try note()
    }
    let known = HandOutTests.shape(project)
    var moved = known
    moved.geometry = .box(box(5, 5, 50, 60))
    _ = try views[0].apply(changing(known, to: moved), to: object)
    try note()
    for view in views {
      _ = try view.submit(object)
      try note()
    }
    let answers = try #require(try project.lead.submittedLayers(of: project.job).first)
    _ = try project.lead.publish(
      RunDraft(method: "m", parametersJSON: "{}", inputs: answers.layers.map(\.input)),
      layers: [
        RunLayer(
          image: answers.image.id,
          shapes: [ImportedShape(label: known.label, geometry: known.geometry)])
      ], in: project.job)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try queue.decide([try #require(ReviewDecision.accept(item.shapes[0]))], on: object)
    try note()
    _ = try queue.sendBack(object, reason: "again")
    try note()
    _ = try views[0].apply(
      adding(AnnotatorTests.shape(2, project.job.labels[1])), to: object)
    try note()
    for view in views { _ = try view.submit(object) }
    try note()
    let again = try #require(try queue.take())
    _ = try queue.decide([try #require(ReviewDecision.reject(again.shapes[0]))], on: object)
    _ = try queue.finish(object, acceptingRest: true)
    try note()
    return (answers.image.id, states)
  }

  private static func newest(_ project: TestProject) throws -> EntryNumber {
    try #require(try project.lead.log(limit: 1).first).header.number
  }
}

/// How everybody stands with the first image of a project, read past the store.
private struct ImageState: Equatable {
  var rows: [String] = []

  init(_ project: TestProject) throws {
    rows = try SchemaTests.reader(project).read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT 'answer', a.person, a.state, a.round, a.layer, a.reason, a.submitted_at,
            (SELECT group_concat(number || '@' || label || '@' || box_left || '@' || box_right)
              FROM shape s WHERE s.layer = a.layer)
          FROM assignment a JOIN data_object d ON d.key = a.data_object WHERE d.position = 0
            AND a.state NOT IN ('waiting', 'leased')
          UNION ALL
          SELECT 'review', r.person, r.state, 0, r.layer, r.reason, 0,
            (SELECT group_concat(number || '@' || label || '@' || box_left || '@' || box_right)
              FROM shape s WHERE s.layer = r.layer) || (SELECT group_concat(number || verdict)
              FROM verdict v WHERE v.layer = r.layer)
          FROM review r WHERE r.position = 0 AND r.state IN ('draft', 'reviewed', 'returned')
          """
      ).map(\.description)
    }
  }
}
