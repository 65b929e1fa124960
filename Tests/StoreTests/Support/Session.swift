import AnnotationModel
import Store
import Testing

/// What the store should hold of one person in one job, by arrays and dictionaries only.
struct Session {
  struct Picture: Equatable {
    var state = AssignmentState.waiting
    var round = 1
    var reason = ""
    var hasLayer = false
    var shapes: [Int: Shape] = [:]
    /// Whether somebody else changed it last, so that nothing before can be undone.
    var isOthers = false

    /// Whether an action that left `other` behind can be taken back from here.
    func stands(as other: Picture) -> Bool {
      !isOthers && state == other.state && round == other.round && reason == other.reason
    }
  }

  struct Action {
    var picture: Int
    var before: Picture
    var after: Picture
  }

  let labels: [ID<Label>]
  var pictures: [Picture]
  /// The highest number that a shape ever had, for each picture and round.
  var highest: [[Int: Int]]
  /// Actions done, the taking back of others not counted.
  var count = 0
  var actions: [Action] = []
  /// How many of the actions are applied; those beyond can be redone.
  var applied = 0
  var lastTouched: Int?
  var random: SeededGenerator

  init(labels: [ID<Label>], images: Int, seed: UInt64) {
    self.labels = labels
    pictures = Array(repeating: Picture(), count: images)
    highest = Array(repeating: [:], count: images)
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
      goOn(&after, index, to: .submitted)
      _ = try view.submit(item.dataObject)
    case (_, 1):
      after.state = .skipped
      after.reason = "blurred \(index)"
      _ = try view.skip(item.dataObject, reason: after.reason)
    default:
      let changes = edit(&after, index)
      _ = try view.apply(changes, to: item.dataObject, activeSeconds: 0.25)
    }
    after.isOthers = false
    count += 1
    actions.removeLast(actions.count - applied)
    actions.append(Action(picture: index, before: pictures[index], after: after))
    applied += 1
    pictures[index] = after
    try compare(index, with: view)
  }

  /// Goes on with an answer; one that was sent back is gone on with in a new round.
  private mutating func goOn(_ picture: inout Picture, _ index: Int, to state: AssignmentState) {
    if picture.state == .returned {
      let earlier = highest[index][picture.round] ?? 0
      picture.round += 1
      highest[index][picture.round] = max(highest[index][picture.round] ?? 0, earlier)
    }
    picture.state = state
    picture.reason = ""
    picture.hasLayer = true
  }

  private func nextNumber(_ picture: Picture, _ index: Int) -> Int {
    let rounds = picture.state == .returned ? 0...1 : 0...0
    return 1 + (rounds.map { highest[index][picture.round + $0] ?? 0 }.max() ?? 0)
  }

  private mutating func edit(_ picture: inout Picture, _ index: Int) -> [ShapeChange] {
    let number = nextNumber(picture, index)
    goOn(&picture, index, to: .draft)
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
      highest[index][picture.round] = number
      let shape = Shape(
        number: number, label: labels[Int.random(in: 0..<labels.count, using: &random)],
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
    guard applied > 0 else {
      #expect(try view.undo() == nil)
      return false
    }
    let action = actions[applied - 1]
    guard pictures[action.picture].stands(as: action.after) else {
      #expect(throws: StoreError.self) { try view.undo() }
      return false
    }
    applied -= 1
    try become(action.before, action.picture, by: view.undo(), with: view)
    return true
  }

  mutating func redo(through view: AnnotatorView) throws -> Bool {
    guard applied < actions.count else {
      #expect(try view.redo() == nil)
      return false
    }
    let action = actions[applied]
    guard pictures[action.picture].stands(as: action.before) else {
      #expect(throws: StoreError.self) { try view.redo() }
      return false
    }
    applied += 1
    try become(action.after, action.picture, by: view.redo(), with: view)
    return true
  }

  private mutating func become(
    _ picture: Picture, _ index: Int, by undone: Undone?, with view: AnnotatorView
  ) throws {
    pictures[index] = picture
    pictures[index].isOthers = false
    try check(undone, index, with: view)
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
    #expect(item.nextShapeNumber == nextNumber(picture, index))
    if let layer = item.layer { #expect(layer.round == picture.round) }
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
