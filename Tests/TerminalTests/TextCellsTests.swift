import Screen
import Terminal
import Testing

@Suite("Text over a picture")
struct TextCellsTests {
  private func text(
    _ frame: Frame, _ cells: [Position], depth: ColorDepth = .palette256
  ) -> String {
    String(decoding: TextCells.bytes(frame: frame, cells: cells, depth: depth), as: UTF8.self)
  }

  private func row(_ columns: ClosedRange<Int>, _ row: Int = 0) -> [Position] {
    columns.map { Position(column: $0, row: row) }
  }

  @Test("Neighbours share the cursor movement and the style")
  func run() {
    var frame = Frame(size: Size(columns: 10, rows: 3))
    frame.put("box", column: 2, row: 1, style: Style(foreground: .rgb(0xFF0000)))
    #expect(text(frame, row(2...4, 1)) == "\u{1B}[2;3H\u{1B}[0;38;5;196mbox\u{1B}[m")
  }

  @Test("The order of the cells does not matter, and gaps move the cursor")
  func order() {
    var frame = Frame(size: Size(columns: 10, rows: 3))
    frame.put("abcd", column: 0, row: 0)
    let cells = [Position(column: 3, row: 0), Position(column: 0, row: 0)]
    #expect(text(frame, cells) == "\u{1B}[1;1H\u{1B}[0ma\u{1B}[1;4Hd\u{1B}[m")
  }

  @Test("Half of a wide character stands for all of it, once")
  func wide() {
    var frame = Frame(size: Size(columns: 10, rows: 1))
    frame.put("あx", column: 1, row: 0)
    let expected = "\u{1B}[1;2H\u{1B}[0mあx\u{1B}[m"
    #expect(text(frame, row(2...3)) == expected)
    #expect(text(frame, row(1...3)) == expected)
  }

  @Test("Attributes and both colours, in every depth")
  func styles() {
    var frame = Frame(size: Size(columns: 4, rows: 1))
    let style = Style(
      foreground: .indexed(9), background: .rgb(0x0000FF),
      attributes: [.bold, .dim, .underline, .reverse])
    frame.put("x", column: 0, row: 0, style: style)
    let expected: [ColorDepth: String] = [
      .mono: "0;1;2;4;7", .eight: "0;1;2;4;7;31;44", .sixteen: "0;1;2;4;7;91;44",
      .palette256: "0;1;2;4;7;91;48;5;21",
    ]
    for (depth, parameters) in expected {
      #expect(text(frame, row(0...0), depth: depth) == "\u{1B}[1;1H\u{1B}[\(parameters)mx\u{1B}[m")
    }
  }

  @Test("Picture cells and cells outside the frame are left out")
  func leftOut() {
    var frame = Frame(size: Size(columns: 4, rows: 1))
    frame.fill(Area(column: 0, row: 0, columns: 2, rows: 1), with: Cell(.picture))
    #expect(text(frame, row(0...1) + row(4...9) + row(0...3, 7) + row(-3 ... -1)) == "")
  }

  @Test("A joined emoji is reduced to its first picture, a selector is dropped and padded")
  func emoji() {
    #expect(CellText.scalars(of: "👩‍🔬") == ["👩"])
    #expect(CellText.scalars(of: "か\u{3099}") == ["か", "\u{3099}"])
    #expect(
      CellText.scalars(of: "\u{1112}\u{1161}\u{11AB}") == ["\u{1112}", "\u{1161}", "\u{11AB}"])
    var frame = Frame(size: Size(columns: 6, rows: 1))
    frame.put("❤\u{FE0F}x", column: 0, row: 0)
    #expect(text(frame, row(0...2)) == "\u{1B}[1;1H\u{1B}[0m❤ \u{1B}[1;3Hx\u{1B}[m")
  }

  @Test("Stacked marks are bounded")
  func marks() {
    let character = Character("e" + String(repeating: "\u{301}", count: 500))
    #expect(CellText.scalars(of: character).count == 5)
  }
}
