import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Drawing and editing boxes")
struct DrawingTests {
  @Test("A box is drawn by keys alone, at pixels that can be told beforehand")
  func keyboard() {
    var bench = Bench.open()
    // 800 pixels at least are in view, so the cursor starts at 400,300 with a step of 32.
    bench.press("b")
    #expect(bench.state.canvas.cursor == Point(x: 400, y: 300))
    let step = bench.state.canvas.step
    bench.press("h h k Space l l l l j j j [ l Enter")
    let expected = [
      400 - 2 * step, 300 - step, 400 + 2 * step + step / 2, 300 + 2 * step,
    ]
    #expect(bench.boxes == [expected.map(String.init).joined(separator: ",")])
    #expect(bench.state.canvas.mode == .draw)
  }

  @Test("A finished box is one change with the label that was chosen")
  func effect() throws {
    var bench = Bench.open()
    bench.press("b 2 Space l j Space")
    guard case .apply(let changes, to: 1, let seconds) = try #require(bench.effects.last) else {
      Issue.record("the box was not sent to the store")
      return
    }
    #expect(changes.count == 1)
    #expect(changes.first?.before == nil)
    #expect(changes.first?.after?.label == Bench.labels[1].id)
    #expect(seconds == 3)
    #expect(bench.state.activeSeconds == 0)
  }

  @Test("An empty box is refused and the first corner kept")
  func emptyBox() {
    var bench = Bench.open()
    bench.press("b Space l Space")
    #expect(bench.boxes == [])
    #expect(bench.state.canvas.firstCorner != nil)
    #expect(bench.effects == [])
  }

  @Test("Escape goes back one level at a time")
  func escape() {
    var bench = Bench.open()
    bench.press("b Space l")
    bench.press("Esc")
    #expect(bench.state.canvas.firstCorner == nil)
    #expect(bench.state.canvas.mode == .draw)
    bench.press("Esc")
    #expect(bench.state.canvas.mode == .navigate)
  }

  @Test("The cursor stops at the edges of the image")
  func edges() {
    var bench = Bench.open()
    bench.press("b ] ] ] ] H H H K K K")
    #expect(bench.state.canvas.cursor == Point(x: 0, y: 0))
    bench.press("L L L J J J")
    #expect(bench.state.canvas.cursor == Point(x: 800, y: 600))
  }

  @Test(
    "Each key moves its edge",
    arguments: [
      ("h", "99,100,200,200"), ("H", "101,100,200,200"), ("l", "100,100,201,200"),
      ("L", "100,100,199,200"), ("k", "100,99,200,200"), ("K", "100,101,200,200"),
      ("j", "100,100,200,201"), ("J", "100,100,200,199"), ("Left", "99,100,199,200"),
      ("Down", "100,101,200,201"),
    ])
  func edit(key: String, expected: String) {
    var bench = Bench.open(shapes: [Bench.shape(1, 100, 100, 200, 200)].compactMap { $0 })
    bench.press("Tab e [ [ [ [ [ [")
    #expect(bench.state.canvas.step == 1)
    bench.press(key)
    #expect(bench.boxes == [expected])
    #expect(bench.effects.count == 1)
  }

  @Test("An edge cannot pass the opposite one or leave the image")
  func limits() {
    var bench = Bench.open(shapes: [Bench.shape(1, 0, 0, 40, 40)].compactMap { $0 })
    bench.press("Tab e ] ] ] ] ] ] ] h k")
    #expect(bench.boxes == ["0,0,40,40"])
    bench.press("L J")
    #expect(bench.boxes == ["0,0,1,1"])
    bench.press("Left Up")
    #expect(bench.boxes == ["0,0,1,1"])
  }

  @Test("A digit relabels the selected box, else chooses for the next one")
  func digits() {
    var bench = Bench.open(shapes: [Bench.shape(1, 0, 0, 40, 40)].compactMap { $0 })
    bench.press("3")
    #expect(bench.effects == [])
    #expect(bench.state.canvas.labelIndex == 2)
    bench.press("Tab 2")
    #expect(bench.state.canvas.item?.shapes.first?.label == Bench.labels[1].id)
    #expect(bench.effects.count == 1)
    bench.press("9")
    #expect(bench.effects.count == 1)
    #expect(bench.state.notice != nil)
  }

  @Test("A deleted box's number is not used again")
  func numbers() {
    var bench = Bench.open()
    bench.press("b Space l j Space Esc Tab x b Space l j Space")
    #expect(bench.state.canvas.item?.shapes.map(\.number) == [2])
  }

  @Test("A submitted image takes no changes until it is opened again")
  func submitted() {
    var bench = Bench.open(
      shapes: [Bench.shape(1, 0, 0, 40, 40)].compactMap { $0 }, state: .submitted)
    bench.press("b Tab x 2 e Enter")
    #expect(bench.effects == [])
    #expect(bench.boxes == ["0,0,40,40"])
    bench.press("O")
    #expect(bench.effects == [.reopen(1, index: 0)])
  }
}
