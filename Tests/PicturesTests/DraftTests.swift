import Raster
import Screen
import Synchronization
import TerminalGraphics
import Testing

import Pictures

@Suite("Drafts")
struct DraftTests {
  private static let area = Area(column: 1, row: 1, columns: 16, rows: 8)

  private static func request(
    _ backend: Backend, _ fineness: Fineness, _ ledger: PictureLedger
  ) -> PaintRequest {
    // The view reaches past the image, so that cells without detail have lines on them as well.
    let box = Overlay.outline(
      Overlay.Outline(
        rect: ImageRect(x: -40, y: 10, width: 120, height: 60), color: 0xE69F00, dash: .solid,
        emphasized: true))
    return PaintRequest(
      picture: Picture(
        image: TestImage.key(0), viewport: ImageRect(x: -60, y: 0, width: 240, height: 120),
        area: area, overlays: [box]),
      backend: backend, reserved: [0, 0xE69F00], ledger: ledger, fineness: fineness)
  }

  private static func emptyLedger(_ backend: Backend) -> PictureLedger {
    var frame = Frame(size: Size(columns: 20, rows: 10))
    frame.fill(area, with: Cell(.picture))
    var ledger = PictureLedger()
    ledger.backend = backend
    ledger.adopt(area, frame: frame)
    return ledger
  }

  @Test(
    "A draft is small, and refined to the picture that would have come without it",
    arguments: [
      Backend.sixel(cell: PixelExtent(width: 6, height: 10), maximumBytes: nil),
      .kitty(cell: PixelExtent(width: 6, height: 10)),
      .inlineFiles(cell: PixelExtent(width: 6, height: 10)),
    ])
  func refined(backend: Backend) throws {
    let engine = PictureEngine { try TestImage.bytes($0) }
    var screen = EmulatedScreen(size: Size(columns: 20, rows: 10), cell: backend.cell)
    var ledger = Self.emptyLedger(backend)
    for fineness in [Fineness.draft, .fine] {
      let painting = engine.painting(for: Self.request(backend, fineness, ledger))
      let isAccepted = ledger.accept(painting)
      #expect(isAccepted && !painting.isPartial && painting.failure == nil)
      try screen.feed(painting.bytes)
    }
    var direct = EmulatedScreen(size: Size(columns: 20, rows: 10), cell: backend.cell)
    try direct.feed(
      engine.painting(for: Self.request(backend, .fine, Self.emptyLedger(backend))).bytes)
    for row in 1...8 {
      for column in 1...16 {
        let position = Position(column: column, row: row)
        #expect(screen.pixels(of: position) == direct.pixels(of: position), "\(position)")
      }
    }
  }

  @Test(
    "What refines a picture, and what comes in parts, is exact at once and ends",
    arguments: [(true, nil), (false, 40)] as [(Bool, Int?)])
  func ends(isRefinement: Bool, budget: Int?) {
    let backend = Backend.sixel(cell: PixelExtent(width: 6, height: 10), maximumBytes: nil)
    let engine = PictureEngine { try TestImage.bytes($0) }
    var ledger = Self.emptyLedger(backend)
    let plain = engine.painting(for: Self.request(backend, .plain, ledger))
    let isPlainAccepted = ledger.accept(plain)
    #expect(isPlainAccepted)
    var rounds = 0
    var isPartial = true
    while isPartial, rounds < 20 {
      let before = Self.request(backend, .fine, ledger)
      let painting = engine.painting(
        for: PaintRequest(
          picture: before.picture, backend: backend, reserved: before.reserved, ledger: ledger,
          fineness: .fine, budget: budget, isRefinement: isRefinement))
      let isAccepted = ledger.accept(painting)
      #expect(isAccepted && !ledger.hasCoarseCells)
      isPartial = painting.isPartial
      rounds += 1
    }
    #expect(!isPartial)
  }

  @Test("A draft of what was shown before reads no file, and the picture does")
  func reads() throws {
    let backend = Backend.sixel(cell: PixelExtent(width: 6, height: 10), maximumBytes: nil)
    let reads = Mutex(0)
    // Only of a JPEG is less than all decoded.
    let file = try JPEGEncoder.encode(
      Bitmap(size: PixelSize(width: 1600, height: 800), filledWith: .white), quality: 80)
    let engine = PictureEngine { _ in
      reads.withLock { $0 += 1 }
      return file
    }
    func paint(_ fineness: Fineness, width: Double) {
      let whole = Self.request(backend, fineness, Self.emptyLedger(backend))
      let picture = Picture(
        image: whole.picture.image,
        viewport: ImageRect(x: 0, y: 0, width: width, height: width / 2), area: Self.area,
        overlays: [])
      let painting = engine.painting(
        for: PaintRequest(
          picture: picture, backend: backend, reserved: [0], ledger: whole.ledger,
          fineness: fineness))
      #expect(painting.failure == nil)
    }
    // 96 pixels show 1600 image pixels, then 100: only the second needs the whole picture.
    paint(.fine, width: 1600)
    paint(.draft, width: 100)
    #expect(reads.withLock { $0 } == 1)
    paint(.fine, width: 100)
    #expect(reads.withLock { $0 } == 2)
  }

  @Test("Only what takes long to make has a draft, and nobody who pinned the detail gets one")
  func plan() {
    let kitty = Backend.kitty(cell: PixelExtent(width: 10, height: 20))
    var plan = PicturePlan(isRemote: false)
    #expect(plan.first(cells: 5000, backend: kitty) == .fine)
    plan.note(making: 0.01)
    #expect(plan.first(cells: 5000, backend: kitty) == .fine)
    plan.note(making: 0.3)
    #expect(plan.first(cells: 5000, backend: kitty) == .draft)
    #expect(plan.first(cells: 5000, backend: .halfBlocks(.truecolor)) == .fine)
    #expect(plan.refined(from: .draft, cells: 5000, backend: kitty) == .fine)
    plan.pinned = .fine
    #expect(plan.first(cells: 5000, backend: kitty) == .fine)
  }
}
