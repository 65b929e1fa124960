import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Sessions and leases")
struct SessionTests {
  static let box = [Bench.shape(1, 0, 0, 9, 9)].compactMap(\.self)

  @Test("A newer session is told in the middle of the screen, and typed keys are dropped")
  func takenOver() throws {
    var bench = Bench.open(shapes: Self.box)
    bench.send(.saved(entry: 41))
    bench.press("Enter b Space")
    bench.send(.takenOver("bread"))
    #expect(bench.state.held == [])
    #expect(bench.state.canvas.mode == .navigate)
    try bench.expect(matches: "taken-over-80x24")
  }

  @Test("Enter goes on here, with the same image")
  func goOn() {
    var bench = Bench.open(shapes: Self.box)
    bench.send(.takenOver("bread"))
    bench.press("Enter")
    #expect(bench.effects == [.takeOver(index: 0)])
    bench.send(.entered(.canvas, Bench.context()))
    #expect(!bench.state.isTakenOver)
  }

  @Test("Looking on is possible, working brings the question back")
  func onlyLook() {
    var bench = Bench.open(shapes: Self.box)
    bench.send(.takenOver("bread"))
    bench.press("Esc + Tab")
    #expect(bench.state.canvas.selection == 1)
    #expect(bench.state.popup == nil)
    for key in ["x", "Enter", "u", "e"] {
      bench.press(key)
      #expect(bench.state.popup == .takenOver, "\(key)")
      bench.press("Esc")
    }
    #expect(bench.effects == [])
  }

  @Test("q leaves a window that was taken over")
  func leave() {
    var bench = Bench.open(shapes: Self.box)
    bench.send(.takenOver("bread"))
    bench.press("q")
    #expect(bench.effects == [.quit])
  }

  @Test("The lease and the person stand in the title, and go from the left when it is narrow")
  func title() {
    var bench = Bench.open(columns: 80)
    bench.send(.holding(until: "14:59"))
    #expect(view(bench.state, theme: .standard).frame.text.contains("lease 14:59"))
    var narrow = Bench.open(columns: 40)
    narrow.send(.holding(until: "14:59"))
    let text = view(narrow.state, theme: .standard).frame.text
    #expect(!text.contains("lease"))
    #expect(text.contains("tanaka (annotator)"))
    bench.send(.holding(until: nil))
    #expect(!view(bench.state, theme: .standard).frame.text.contains("lease"))
  }

  @Test("The reason of what was sent back stays on the screen while it is worked on")
  func reason() throws {
    var bench = Bench(language: "ja")
    let item = WorkItem(
      number: 1, index: 0, image: ID(high: 2, low: 0), size: ImageSize(width: 800, height: 600),
      name: "棚.jpg", state: .returned, shapes: Self.box,
      reason: "箱が大きすぎます。パンの縁に合わせてください and keep the shadow out")
    bench.send(.opened(item, Progress(submitted: 0, total: 3)))
    bench.paint()
    #expect(bench.state.notice?.text.hasPrefix("sent back: 箱") == true)
    bench.press("Tab 2")
    try bench.expect(matches: "sent-back-80x24")
  }
}
