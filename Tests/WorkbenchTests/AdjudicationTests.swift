import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Deciding between answers on the canvas")
struct AdjudicationTests {
  private typealias Screens = ConsolidationTests

  static func item(
    _ index: Int = 7, shapes: [Shape] = [Bench.shape(1, 10, 10, 210, 160)].compactMap { $0 },
    state: AssignmentState = .waiting, asks: AdjudicationItem.Question = .shapes,
    chosen: [ID<Label>] = [], pinnedBy: String = ""
  ) -> AdjudicationItem {
    AdjudicationItem(
      work: Bench.item(index: index, shapes: asks == .shapes ? shapes : [], state: state),
      asks: asks, chosen: chosen,
      votes: [
        .init(
          name: "tanaka", shapes: [Bench.shape(1, 10, 10, 200, 150)].compactMap { $0 },
          labels: [Bench.labels[0].id]),
        .init(
          name: "パン売り場の花子さん",
          shapes: [Bench.shape(1, label: 1, 14, 12, 220, 170)].compactMap { $0 },
          labels: [Bench.labels[1].id]),
      ], pinnedBy: pinnedBy)
  }

  static func opened(
    _ item: AdjudicationItem = item(), columns: Int = 80, rows: Int = 24
  ) -> Bench {
    var bench = ConsolidationTests.ready(columns: columns, rows: rows)
    bench.press("d Enter")
    bench.send(.adjudicating(item))
    bench.paint()
    return bench
  }

  @Test("Enter on the most disputed image opens it on the canvas")
  func open() {
    let bench = Self.opened()
    #expect(bench.effects.contains(.adjudicate(ConsolidationTests.items[0].image)))
    #expect(bench.state.screen == .adjudication && bench.boxes == ["10,10,210,160"])
  }

  @Test("Enter decides, marks the image, and goes to the next that nobody has decided")
  func settle() {
    var bench = Self.opened()
    bench.press("Enter")
    #expect(bench.effects.last == .settle(8, index: 7, activeSeconds: 0.5))
    bench.send(.settled(index: 7, entry: 140))
    #expect(bench.state.consolidation.summary?.items[0].pinnedBy == "adjudication")
    // The second is pinned by a reviewer.
    #expect(bench.effects.last == .adjudicate(ConsolidationTests.items[2].image))
    #expect(bench.state.isWaiting && bench.state.savedEntry == 140)
  }

  @Test("After the last disputed image the list shows again")
  func last() {
    var bench = Self.opened(Self.item(4))
    bench.press("Enter")
    bench.send(.settled(index: 4, entry: 141))
    #expect(bench.state.screen == .consolidation && !bench.state.isWaiting)
    #expect(bench.state.consolidation.page == .disputes)
    #expect(bench.state.notice?.kind == .success)
  }

  @Test("Shapes change as on the canvas, step by step")
  func edit() throws {
    var bench = Self.opened()
    bench.press("Tab 2")
    let before = try #require(Bench.shape(1, 10, 10, 210, 160))
    var after = before
    after.label = Bench.labels[1].id
    let change = try #require(ShapeChange(before: before, after: after))
    #expect(bench.effects.last == .apply(changes: [change], to: 8, activeSeconds: 1))
    #expect(bench.state.canvas.item?.state == .draft)
  }

  @Test("A picture that was not on the screen is not decided about")
  func unseen() {
    var bench = ConsolidationTests.ready()
    bench.press("d Enter")
    bench.send(.adjudicating(Self.item()))
    bench.press("Enter")
    #expect(bench.state.notice?.text.contains("not been on the screen") == true)
  }

  @Test("One label is chosen by its number, several are switched on and off")
  func labels() {
    var one = Self.opened(Self.item(asks: .label))
    one.press("Enter")
    #expect(one.state.notice?.text.contains("choose a label first") == true)
    one.press("2 1")
    #expect(one.effects.last == .choose([Bench.labels[0].id], for: 8, activeSeconds: 0.5))
    one.press("b")
    #expect(one.state.notice?.text.contains("labels of whole images") == true)
    var several = Self.opened(Self.item(asks: .labels, chosen: [Bench.labels[1].id]))
    several.press("1")
    #expect(
      several.effects.last
        == .choose([Bench.labels[0].id, Bench.labels[1].id], for: 8, activeSeconds: 0.5))
    several.press("2 1 E")
    #expect(several.state.consolidation.item?.chosen == [])
    #expect(several.effects.contains { if case .settle = $0 { true } else { false } })
  }

  @Test("A label is chosen although the size of the picture is not known, but not decided unseen")
  func sizeless() {
    var bench = Self.opened(
      AdjudicationItem(
        work: WorkItem(
          number: 8, index: 7, image: ID(high: 2, low: 7), size: nil, name: "far.jpg",
          isPresent: false), asks: .label))
    bench.press("2")
    #expect(bench.effects.last == .choose([Bench.labels[1].id], for: 8, activeSeconds: 0.5))
    bench.press("Enter")
    #expect(bench.state.notice?.text.contains("not been on the screen") == true)
  }

  @Test("What is decided takes no change, and O opens it again")
  func closed() {
    var bench = Self.opened(Self.item(state: .submitted))
    bench.press("Tab x")
    #expect(bench.state.notice?.text.contains("O opens it again") == true)
    bench.press("O")
    #expect(bench.effects.last == .reopen(8, index: 7))
  }

  @Test("Undo shows what it took back, also when that was another image")
  func undo() {
    var bench = Self.opened()
    bench.press("u")
    bench.send(.adjudicationRevisited(Self.item(4), entry: 150, what: "undid add anpan"))
    #expect(bench.state.canvas.item?.index == 4)
    #expect(bench.state.consolidation.row == 2 || bench.state.consolidation.rows[.disputes] == 2)
    #expect(bench.state.notice?.text == "undid add anpan")
  }

  @Test("Escape goes back to the list, and gold is said to stay")
  func back() {
    var bench = Self.opened(Self.item(pinnedBy: "gold"))
    #expect(bench.state.notice?.text.contains("gold") == true)
    bench.press("Tab Esc Esc")
    #expect(bench.state.screen == .consolidation)
    #expect(bench.state.consolidation.page == .disputes)
  }

  @Test(
    "The canvas as text", arguments: [AdjudicationItem.Question.shapes, .label],
    [(80, 24), (200, 50)])
  func snapshot(asks: AdjudicationItem.Question, size: (Int, Int)) throws {
    let bench = Self.opened(
      Self.item(asks: asks, chosen: asks == .label ? [Bench.labels[1].id] : []),
      columns: size.0, rows: size.1)
    try bench.expect(matches: "adjudication-\(asks)-\(size.0)x\(size.1)")
  }
}
