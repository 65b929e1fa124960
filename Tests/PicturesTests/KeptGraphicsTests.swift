import Pictures
import Screen
import Testing

@Suite("Pictures that the terminal keeps")
struct KeptGraphicsTests {
  private static let cell = PixelExtent(width: 10, height: 20)
  private static let area = Area(column: 1, row: 1, columns: 16, rows: 6)
  private static let size = Size(columns: 20, rows: 8)

  private let engine = PictureEngine { try TestImage.bytes($0) }
  private var ledger = PictureLedger()
  private var screen = EmulatedScreen(size: size, cell: cell)

  init() {
    ledger.backend = .kitty(cell: Self.cell)
  }

  private static func frame(popup: Area? = nil) -> Frame {
    var frame = Frame(size: size)
    frame.fill(area, with: Cell(.picture))
    if let popup { frame.fill(popup, with: Cell(.text("x"))) }
    return frame
  }

  private static func box(_ x: Double) -> Overlay {
    .outline(
      Overlay.Outline(
        rect: ImageRect(x: x, y: 30, width: 40, height: 50), color: 0xE64B35, dash: .solid,
        emphasized: false))
  }

  /// Presents a frame and paints; answers the bytes of both.
  private mutating func show(
    _ frame: Frame = frame(), area: Area? = area, _ overlays: [Overlay] = []
  ) throws -> Int {
    ledger.adopt(area, frame: frame)
    let commands = ledger.takeCommands()
    try screen.feed(commands)
    guard let area else { return commands.count }
    let painting = engine.painting(
      for: PaintRequest(
        picture: Picture(
          image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
          area: area, overlays: overlays),
        backend: .kitty(cell: Self.cell), reserved: [], ledger: ledger))
    let isAccepted = ledger.accept(painting)
    #expect(isAccepted)
    try screen.feed(painting.bytes)
    return commands.count + painting.bytes.count
  }

  @Test("A popup takes cells from the picture and gives them back without a pixel")
  mutating func popup() throws {
    let whole = try show()
    let popup = Area(column: 4, row: 2, columns: 6, rows: 3)
    let opened = try show(Self.frame(popup: popup))
    #expect(screen.placements(at: Position(column: 5, row: 3)) == [])
    #expect(screen.placements(at: Position(column: 3, row: 3)).count == 1)
    let closed = try show()
    #expect(screen.placements(at: Position(column: 5, row: 3)).count == 1)
    #expect(opened < 700 && closed < 700 && whole > 10_000)
    #expect(screen.images.count == 1)
  }

  @Test("A box that comes and goes leaves only the picture")
  mutating func box() throws {
    let whole = try show()
    let drawn = try show([Self.box(30)])
    #expect(drawn * 2 < whole)
    let images = screen.images.count
    #expect(images > 1)
    let gone = try show()
    #expect(gone < 2_000)
    #expect(screen.images.count == 1 && screen.placements.count == 1)
  }

  @Test("Many changes are at last sent as one picture again")
  mutating func many() throws {
    _ = try show()
    for x in 0..<150 { _ = try show(Self.frame(), [Self.box(Double(x * 7 % 110))]) }
    #expect(screen.images.count < 110)
  }

  @Test("Without a picture on the screen the terminal keeps nothing; a cleared one gets all again")
  mutating func left() throws {
    _ = try show()
    _ = try show(Frame(size: Self.size), area: nil)
    #expect(screen.images.isEmpty && screen.placements.isEmpty)
    let whole = try show()
    ledger.eraseAll()
    let again = try show()
    #expect(again >= whole)
    #expect(screen.images.count == 1)
  }

  /// `show` with the whole area and these overlays.
  private mutating func show(_ overlays: [Overlay]) throws -> Int {
    try show(Self.frame(), overlays)
  }
}
