import Pictures
import Raster
import Screen
import Testing

@Suite("What changes, in few colours first")
struct CoarsePatchTests {
  private static let backend = Backend.sixel(
    cell: PixelExtent(width: 10, height: 20), maximumBytes: nil)
  private static let area = Area(column: 0, row: 0, columns: 40, rows: 12)
  private static let red: UInt32 = 0xE64B35

  private let engine = PictureEngine { try TestImage.bytes($0) }
  private var ledger = PictureLedger()
  private var screen = EmulatedScreen(size: Self.area.size, cell: Self.backend.cell)

  init() {
    var frame = Frame(size: Self.area.size)
    frame.fill(Self.area, with: Cell(.picture))
    ledger.backend = Self.backend
    ledger.adopt(Self.area, frame: frame)
  }

  /// Paints the photograph with a box, and answers how many bytes that took.
  private mutating func paint(width: Double, fineness: Fineness = .fine) throws -> Int {
    let outline = Overlay.Outline(
      rect: ImageRect(x: 40, y: 20, width: width, height: 60), color: Self.red, dash: .solid,
      emphasized: true)
    let picture = Picture(
      image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
      area: Self.area, overlays: [.outline(outline)])
    let painting = engine.painting(
      for: PaintRequest(
        picture: picture, backend: Self.backend, reserved: [Self.red, 0], ledger: ledger,
        fineness: fineness))
    let isTaken = ledger.accept(painting)
    #expect(isTaken)
    try screen.feed(painting.bytes)
    return painting.bytes.count
  }

  /// The pixels of a screen that the picture with such a box is painted on at once.
  private func fresh(width: Double) throws -> [RGB8?] {
    var other = CoarsePatchTests()
    _ = try other.paint(width: width)
    return other.screen.pixels
  }

  @Test("An edge that moves takes few bytes, with lines as they stay, and all when nobody types")
  mutating func edge() throws {
    _ = try paint(width: 60)
    #expect(!ledger.hasCoarseCells)
    let coarse = try paint(width: 64)
    #expect(ledger.hasCoarseCells)
    let wanted = try fresh(width: 64)
    let line = RGB8(hex: Self.red).snappedToPercent
    #expect(screen.pixels != wanted)
    #expect(screen.pixels.map { $0 == line } == wanted.map { $0 == line })
    for (shown, wanted) in zip(screen.pixels, wanted) {
      #expect(try #require(shown).distance(to: #require(wanted)) < 60)
    }
    ledger.forgetCoarseCells()
    let exact = try paint(width: 64)
    #expect(coarse * 3 < exact * 2)
    #expect(screen.pixels == wanted && !ledger.hasCoarseCells)
    let nothing = try paint(width: 64)
    #expect(nothing == 0)
  }

  @Test("What text leaves free is painted as it stays")
  mutating func uncovered() throws {
    _ = try paint(width: 60)
    ledger.erase([Position(column: 11, row: 4), Position(column: 12, row: 4)])
    let uncovered = try paint(width: 60)
    #expect(uncovered > 0)
    #expect(!ledger.hasCoarseCells)
    #expect(try screen.pixels == fresh(width: 60))
  }

  @Test("A picture that is coarse as a whole has no coarser parts")
  mutating func plain() throws {
    _ = try paint(width: 60, fineness: .plain)
    let patch = try paint(width: 64, fineness: .plain)
    #expect(patch > 0)
    #expect(!ledger.hasCoarseCells)
  }
}
