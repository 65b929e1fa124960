import Pictures
import Raster
import Screen
import TerminalGraphics
import Testing

@Suite("A picture of parts of many images")
struct SheetTests {
  private static let cell = PixelExtent(width: 10, height: 20)
  private static let area = Area(column: 1, row: 1, columns: 16, rows: 6)

  private static func tile(_ number: UInt64, column: Int) -> Picture.Tile {
    Picture.Tile(
      image: TestImage.key(number), region: ImageRect(x: 10, y: 10, width: 60, height: 80),
      cells: Area(column: column, row: 1, columns: 6, rows: 4))
  }

  private static func painting(
    _ tiles: [Picture.Tile], backend: Backend
  ) -> (painting: Painting, size: Size) {
    let size = Size(columns: 20, rows: 8)
    var frame = Frame(size: size)
    frame.fill(area, with: Cell(.picture))
    var ledger = PictureLedger()
    ledger.backend = backend
    ledger.adopt(area, frame: frame)
    let engine = PictureEngine { try TestImage.bytes($0) }
    return (
      engine.painting(
        for: PaintRequest(
          picture: Picture(
            image: TestImage.key(50), viewport: ImageRect(x: 0, y: 0, width: 16, height: 6),
            area: area, overlays: [], tiles: tiles),
          backend: backend, reserved: [], ledger: ledger)), size
    )
  }

  @Test(
    "Each part fills its cells, and nothing else is filled",
    arguments: [
      Backend.sixel(cell: cell, maximumBytes: nil), .halfBlocks(.truecolor), .kitty(cell: cell),
    ])
  func parts(backend: Backend) throws {
    let (painting, size) = Self.painting(
      [Self.tile(1, column: 0), Self.tile(2, column: 8)], backend: backend)
    #expect(painting.failure == nil && painting.remark == nil)
    var screen = EmulatedScreen(size: size, cell: backend.cell)
    try screen.feed(painting.bytes)
    for (column, row, color) in [
      (0, 1, 0x336699), (5, 4, 0x336699), (8, 1, 0x999933), (13, 4, 0x999933),
      (6, 2, 0x202020), (3, 0, 0x202020), (14, 5, 0x202020),
    ] {
      let position = Position(column: column + 1, row: row + 1)
      // Sixel's colours are in percent, and characters keep a colour that is near enough.
      let isRight = screen.pixels(of: position).allSatisfy {
        ($0?.distance(to: RGB8(hex: UInt32(color))) ?? 255) <= 4
      }
      #expect(isRight, "at \(column),\(row)")
    }
  }

  @Test("A part that cannot be had leaves its place empty, and that is said")
  func missing() throws {
    let backend = Backend.halfBlocks(.truecolor)
    let (painting, size) = Self.painting(
      [Self.tile(1, column: 0), Self.tile(99, column: 8)], backend: backend)
    #expect(painting.failure == nil)
    #expect(painting.remark == "1 of 2 pictures cannot be shown")
    var screen = EmulatedScreen(size: size, cell: backend.cell)
    try screen.feed(painting.bytes)
    let isEmpty = screen.pixels(of: Position(column: 10, row: 3)).allSatisfy {
      ($0?.distance(to: RGB8(hex: 0x202020)) ?? 255) <= 4
    }
    #expect(isEmpty)
  }

  @Test("A sheet on xterm is one graphic, whatever the number of its parts")
  func oneGraphic() {
    let tiles = [Self.tile(1, column: 0), Self.tile(2, column: 8)]
    let (painting, _) = Self.painting(tiles, backend: .sixel(cell: Self.cell, maximumBytes: nil))
    #expect(painting.patches == 1 && painting.isWhole)
  }
}
