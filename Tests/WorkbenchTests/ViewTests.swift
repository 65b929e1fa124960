import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Screens as text")
struct ViewTests {
  static let shapes = [
    Bench.shape(1, label: 0, 100, 100, 260, 240), Bench.shape(2, label: 1, 400, 300, 620, 520),
  ].compactMap { $0 }

  @Test("The canvas", arguments: [(80, 24), (200, 50)])
  func canvas(columns: Int, rows: Int) throws {
    var bench = Bench.open(shapes: Self.shapes, columns: columns, rows: rows, language: "ja")
    bench.send(.saved(entry: 41))
    bench.press("Tab")
    try bench.expect(matches: "canvas-\(columns)x\(rows)")
  }

  @Test("Drawing at 80x24")
  func drawing() throws {
    var bench = Bench.open(shapes: Self.shapes)
    bench.press("b 3 h Space l j")
    try bench.expect(matches: "drawing-80x24")
  }

  @Test("The label picker at 80x24")
  func picker() throws {
    var bench = Bench.open(shapes: Self.shapes, language: "ja")
    bench.press("c")
    try bench.expect(matches: "picker-80x24")
  }

  @Test("The help at 80x24")
  func help() throws {
    var bench = Bench.open(shapes: Self.shapes)
    bench.press("?")
    try bench.expect(matches: "help-80x24")
  }

  @Test("Any size can be drawn", arguments: [(1, 1), (5, 2), (20, 4), (59, 10), (300, 100)])
  func sizes(columns: Int, rows: Int) {
    var bench = Bench.open(shapes: Self.shapes, columns: columns, rows: rows)
    for keys in ["Tab", "b Space l j", ":", "Esc", "Esc c", "Esc s", "Esc z"] {
      bench.press(keys)
      let scene = view(bench.state, theme: .standard)
      #expect(scene.frame.cells.count == columns * rows)
    }
  }

  @Test("Names from files cannot move the cursor")
  func controlCharacters() {
    var bench = Bench()
    let item = WorkItem(
      number: 1, index: 0, image: ID(high: 2, low: 2), size: ImageSize(width: 10, height: 10),
      name: "a\u{1B}[2Jb.jpg")
    bench.send(.opened(item, Progress(submitted: 0, total: 1)))
    let text = view(bench.state, theme: .standard).frame.text
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(text.contains("␛"))
  }

  @Test("A popup covers the picture's cells and leaves them when it closes")
  func popupCells() {
    var bench = Bench.open(shapes: Self.shapes)
    let before = view(bench.state, theme: .standard)
    bench.press("c")
    let open = view(bench.state, theme: .standard)
    #expect(
      open.frame.cells.count { $0.content == .picture }
        < before.frame.cells.count { $0.content == .picture })
    bench.press("Esc")
    #expect(view(bench.state, theme: .standard) == before)
  }

  @Test("A long message takes up to three rows, over the picture, until the next key")
  func longMessage() {
    var bench = Bench.open(shapes: Self.shapes)
    let before = view(bench.state, theme: .standard)
    let words = (1...60).map { "w\($0)" }
    bench.send(.notice(Notice(words.prefix(40).joined(separator: " "))))
    let two = view(bench.state, theme: .standard)
    #expect(two.frame.text.hasSuffix("w40"))
    #expect(two.picture == before.picture)
    bench.send(.failed(words.joined(separator: " "), answersWait: false))
    let three = view(bench.state, theme: .standard)
    let rows = three.frame.text.split(separator: "\n")
    #expect(rows[20].contains("LOOK") && rows[21].hasPrefix("! w1 ") && rows[23].hasSuffix("w60"))
    #expect(
      three.frame.cells.count { $0.content == .picture }
        < two.frame.cells.count { $0.content == .picture })
    bench.send(.failed(String(repeating: "long ", count: 90), answersWait: false))
    #expect(view(bench.state, theme: .standard).frame.text.hasSuffix("~"))
    bench.send(.saved(entry: 1))
    #expect(
      view(bench.state, theme: .standard).frame.cells.count { $0.content == .picture }
        == before.frame.cells.count { $0.content == .picture })
  }

  @Test("A resize keeps what is in view")
  func resize() {
    var bench = Bench.open(shapes: Self.shapes)
    bench.press("+ + +")
    let center = bench.state.canvas.viewport.center
    bench.send(.resized(Size(columns: 120, rows: 40), cell: PixelExtent(width: 10, height: 20)))
    #expect(abs(bench.state.canvas.viewport.center.x - center.x) < 1)
    #expect(bench.state.view.width < 800)
  }
}
