import Pictures
import Screen
import Testing
import TerminalGraphics

@Suite("What the picture's cells show")
struct PictureLedgerTests {
  private static let area = Area(column: 2, row: 1, columns: 4, rows: 3)

  private static func frame(text: [Position] = []) -> Frame {
    var frame = Frame(size: Size(columns: 8, rows: 5))
    frame.fill(area, with: Cell(.picture))
    for position in text { frame.put("x", column: position.column, row: position.row) }
    return frame
  }

  /// A ledger whose cells all show something.
  private static func painted() -> PictureLedger {
    var ledger = PictureLedger()
    ledger.adopt(area, frame: frame())
    let request = PaintRequest(
      picture: Picture(
        image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
        area: area, overlays: []),
      backend: .halfBlocks(.truecolor), reserved: [], ledger: ledger)
    return PictureEngine { try TestImage.bytes($0) }.painting(for: request).after
  }

  @Test("A new ledger has no cells; a new area has cells of which nothing is known")
  func new() {
    var ledger = PictureLedger()
    #expect(ledger.area.isEmpty && !ledger.hasErasedCells)
    ledger.adopt(Self.area, frame: Self.frame())
    #expect(ledger.shown == [UInt64](repeating: 0, count: 12))
    #expect(ledger.covered == [Bool](repeating: false, count: 12))
    #expect(ledger.hasErasedCells)
    #expect(!Self.painted().hasErasedCells)
  }

  @Test("Text covers a cell and takes its pixels; without the text they are missing")
  func covered() {
    var ledger = Self.painted()
    let before = ledger.shown
    ledger.adopt(Self.area, frame: Self.frame(text: [Position(column: 3, row: 2)]))
    // Column 1 of row 1 of the area.
    #expect(ledger.covered.indices.filter { ledger.covered[$0] } == [5])
    #expect(ledger.shown.indices.filter { ledger.shown[$0] != before[$0] } == [5])
    #expect(!ledger.hasErasedCells)
    ledger.adopt(Self.area, frame: Self.frame())
    #expect(ledger.shown[5] == 0 && ledger.hasErasedCells)
  }

  @Test("Another area, and none, forget everything; the same one forgets nothing")
  func moved() {
    var ledger = Self.painted()
    let before = ledger
    ledger.adopt(Self.area, frame: Self.frame())
    #expect(ledger == before)
    var moved = Self.area
    moved.column += 1
    ledger.adopt(moved, frame: Self.frame())
    #expect(ledger.shown.allSatisfy { $0 == 0 })
    // What lies right of the picture's cells is text.
    #expect(ledger.covered.indices.filter { ledger.covered[$0] } == [3, 7, 11])
    ledger.adopt(nil, frame: Self.frame())
    #expect(ledger.area.isEmpty && ledger.shown.isEmpty && ledger.covered.isEmpty)
  }

  /// A painting of the image for cells with or without text.
  private static func painting(_ ledger: PictureLedger, _ backend: Backend) -> Painting {
    let request = PaintRequest(
      picture: Picture(
        image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
        area: area, overlays: []),
      backend: backend, reserved: [], ledger: ledger)
    return PictureEngine { try TestImage.bytes($0) }.painting(for: request)
  }

  @Test("Late patches are refused where text has come, and taken where it has not")
  func late() {
    var ledger = PictureLedger()
    ledger.adopt(Self.area, frame: Self.frame(text: [Position(column: 2, row: 1)]))
    let painting = Self.painting(ledger, .halfBlocks(.truecolor))
    #expect(!painting.isWhole)
    var popup = ledger
    popup.adopt(Self.area, frame: Self.frame(text: [Position(column: 4, row: 2)]))
    let before = popup
    let isRefused = !popup.accept(painting)
    #expect(isRefused && popup == before)
    ledger.adopt(Self.area, frame: Self.frame())
    let isTaken = ledger.accept(painting)
    #expect(isTaken)
    #expect(ledger.shown.indices.filter { ledger.shown[$0] == 0 } == [0])
  }

  @Test("A late whole picture is taken, and what text lies on it counts as text")
  func lateWhole() {
    var ledger = PictureLedger()
    ledger.adopt(Self.area, frame: Self.frame())
    let sixel = Backend.sixel(cell: PixelExtent(width: 5, height: 10), maximumBytes: nil)
    let painting = Self.painting(ledger, sixel)
    #expect(painting.isWhole)
    ledger.adopt(Self.area, frame: Self.frame(text: [Position(column: 4, row: 2)]))
    let isTaken = ledger.accept(painting)
    #expect(isTaken)
    #expect(ledger.shown.indices.filter { ledger.shown[$0] == 0 } == [6])
    var elsewhere = PictureLedger()
    let isTakenElsewhere = elsewhere.accept(painting)
    #expect(!isTakenElsewhere)
  }

  @Test("Erased cells are forgotten where they belong to the picture")
  func erased() {
    var ledger = Self.painted()
    ledger.erase([
      Position(column: 5, row: 3), Position(column: 1, row: 1), Position(column: 6, row: 1),
      Position(column: 2, row: 0), Position(column: 2, row: 4),
    ])
    #expect(ledger.shown.indices.filter { ledger.shown[$0] == 0 } == [11])
    ledger.eraseAll()
    #expect(ledger.shown.allSatisfy { $0 == 0 })
  }

  @Test("Cells beyond the frame count as covered")
  func beyond() {
    var ledger = PictureLedger()
    ledger.adopt(Area(column: 6, row: 3, columns: 4, rows: 3), frame: Self.frame())
    #expect(!ledger.covered.contains(false))
  }
}
