import AnnotationModel
import Store
import Testing

@Suite("Long sessions with undo")
struct UndoSessionTests {
  @Test(
    "2,000 random actions, undone and redone across restarts, match a model", arguments: [1, 2])
  func session(seed: UInt64) throws {
    let project = try TestProject(images: 7)
    var view = try project.annotator("Taro", user: 1001)
    var session = Session(labels: project.job.labels.map(\.id), images: 7, seed: seed)
    for step in 0..<2000 {
      try session.act(through: view)
      if step % 97 == 0 {
        let store = try project.reopened(seed: seed &+ UInt64(step))
        let person = try #require(try store.person(unixUser: 1001))
        view = try store.annotator(person, job: project.job)
        try session.compareAll(with: view)
        #expect(try view.resumeIndex() == session.lastTouched)
      }
    }
    while try session.undo(through: view) {}
    try session.compareAll(with: view)
    while try session.redo(through: view) {}
    try session.compareAll(with: view)
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }
}

/// What the store should hold, by arrays and dictionaries only.
struct Session {
  struct Picture: Equatable {
    var state = AssignmentState.waiting
    var reason = ""
    var hasLayer = false
    var shapes: [Int: Shape] = [:]
  }

  struct Action {
    var picture: Int
    var before: Picture
    var after: Picture
  }

  let labels: [ID<Label>]
  var pictures: [Picture]
  var highest: [Int]
  var actions: [Action] = []
  /// How many of the actions are applied; those beyond can be redone.
  var applied = 0
  var lastTouched: Int?
  var random: SeededGenerator

  init(labels: [ID<Label>], images: Int, seed: UInt64) {
    self.labels = labels
    pictures = Array(repeating: Picture(), count: images)
    highest = Array(repeating: 0, count: images)
    random = SeededGenerator(seed: seed)
  }

  mutating func act(through view: AnnotatorView) throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<18:
      for _ in 0..<Int.random(in: 1...6, using: &random) { _ = try undo(through: view) }
    case 18..<30:
      for _ in 0..<Int.random(in: 1...4, using: &random) { _ = try redo(through: view) }
    default: try doSomething(through: view)
    }
  }

  private mutating func doSomething(through view: AnnotatorView) throws {
    let index = Int.random(in: 0..<pictures.count, using: &random)
    let item = try #require(try view.item(at: index))
    var after = pictures[index]
    switch (after.state, Int.random(in: 0..<10, using: &random)) {
    case (.submitted, _):
      after.state = .draft
      _ = try view.reopen(item.dataObject)
    case (_, 0):
      after.state = .submitted
      after.reason = ""
      after.hasLayer = true
      _ = try view.submit(item.dataObject)
    case (_, 1):
      after.state = .skipped
      after.reason = "blurred \(index)"
      _ = try view.skip(item.dataObject, reason: after.reason)
    default:
      let changes = edit(&after, index)
      after.state = .draft
      after.reason = ""
      after.hasLayer = true
      _ = try view.apply(changes, to: item.dataObject, activeSeconds: 0.25)
    }
    actions.removeLast(actions.count - applied)
    actions.append(Action(picture: index, before: pictures[index], after: after))
    applied += 1
    pictures[index] = after
    try compare(index, with: view)
  }

  private mutating func edit(_ picture: inout Picture, _ index: Int) -> [ShapeChange] {
    var changes: [ShapeChange] = []
    for number in picture.shapes.keys.sorted() where Bool.random(using: &random) {
      guard let before = picture.shapes[number], changes.count < 3 else { continue }
      var after: Shape? = before
      switch Int.random(in: 0..<3, using: &random) {
      case 0: after = nil
      case 1: after?.label = labels[Int.random(in: 0..<labels.count, using: &random)]
      default: after?.geometry = .box(randomBox())
      }
      picture.shapes[number] = after
      changes += changing(before, to: after)
    }
    if changes.isEmpty || Bool.random(using: &random) {
      highest[index] += 1
      let shape = Shape(
        number: highest[index], label: labels[Int.random(in: 0..<labels.count, using: &random)],
        geometry: .box(randomBox()))
      picture.shapes[shape.number] = shape
      changes += adding(shape)
    }
    return changes
  }

  private mutating func randomBox() -> Box {
    let left = Double.random(in: 0..<1500, using: &random)
    let top = Double.random(in: 0..<1100, using: &random)
    return box(
      left, top, left + Double.random(in: 1..<90, using: &random),
      top + Double.random(in: 1..<90, using: &random))
  }

  mutating func undo(through view: AnnotatorView) throws -> Bool {
    let undone = try view.undo()
    guard applied > 0 else {
      #expect(undone == nil)
      return false
    }
    applied -= 1
    let action = actions[applied]
    pictures[action.picture] = action.before
    try check(undone, action.picture, with: view)
    return true
  }

  mutating func redo(through view: AnnotatorView) throws -> Bool {
    let redone = try view.redo()
    guard applied < actions.count else {
      #expect(redone == nil)
      return false
    }
    let action = actions[applied]
    applied += 1
    pictures[action.picture] = action.after
    try check(redone, action.picture, with: view)
    return true
  }

  private mutating func check(_ undone: Undone?, _ index: Int, with view: AnnotatorView) throws {
    #expect(undone?.index == index)
    try compare(index, with: view)
    #expect(try view.item(at: index) == undone?.item)
  }

  mutating func compare(_ index: Int, with view: AnnotatorView) throws {
    let item = try #require(try view.item(at: index))
    let picture = pictures[index]
    #expect(item.state == picture.state && item.reason == picture.reason)
    #expect(item.nextShapeNumber == highest[index] + 1)
    #expect((item.layer != nil) == picture.hasLayer)
    let shapes = picture.shapes.values.sorted { $0.number < $1.number }
    #expect((item.layer?.shapes ?? []) == shapes)
    lastTouched = index
  }

  mutating func compareAll(with view: AnnotatorView) throws {
    let touched = lastTouched
    for index in pictures.indices { try compare(index, with: view) }
    lastTouched = touched
    let open = pictures.indices.filter { ![.submitted, .skipped].contains(pictures[$0].state) }
    for start in -1..<pictures.count {
      #expect(try view.nextUnfinished(after: start) == open.first { $0 > start })
    }
    let progress = try view.progress()
    #expect(progress.total == pictures.count)
    #expect(progress.submitted == pictures.count { $0.state == .submitted })
    #expect(progress.skipped == pictures.count { $0.state == .skipped })
  }
}
