import Pictures
import Raster
import Screen
import Testing
import TerminalGraphics

@Suite("From an image file to bytes")
struct PictureEngineTests {
  private static let size = Size(columns: 20, rows: 8)
  private static let area = Area(column: 1, row: 1, columns: 16, rows: 6)
  private static let sixel = Backend.sixel(
    cell: PixelExtent(width: 5, height: 10), maximumBytes: nil)
  private static let backends = [
    sixel, .halfBlocks(.truecolor), .halfBlocks(.palette256), .kitty(cell: sixel.cell),
    .inlineFiles(cell: sixel.cell),
  ]

  private static func ledger(_ area: Area = area) -> PictureLedger {
    var frame = Frame(size: size)
    frame.fill(area, with: Cell(.picture))
    var ledger = PictureLedger()
    ledger.adopt(area, frame: frame)
    return ledger
  }

  private static func request(
    _ image: Picture.ImageKey, backend: Backend = sixel, ledger: PictureLedger = ledger(),
    viewport: ImageRect = ImageRect(x: 0, y: 0, width: 160, height: 120),
    overlays: [Overlay] = []
  ) -> PaintRequest {
    PaintRequest(
      picture: Picture(image: image, viewport: viewport, area: ledger.area, overlays: overlays),
      backend: backend, reserved: [0xE64B35, 0, 0xFFFFFF], ledger: ledger)
  }

  @Test("A picture that was painted needs no bytes; one more box needs few")
  func patches() {
    let engine = PictureEngine { try TestImage.bytes($0) }
    let whole = engine.painting(for: Self.request(TestImage.key(4)))
    #expect(whole.isWhole)
    #expect(engine.painting(for: Self.request(TestImage.key(4), ledger: whole.after)).bytes == [])
    let cursor = Overlay.cursor(x: 80, y: 60, color: 0xE64B35)
    let patch = engine.painting(
      for: Self.request(TestImage.key(4), ledger: whole.after, overlays: [cursor]))
    #expect(!patch.isWhole && !patch.bytes.isEmpty)
    #expect(patch.bytes.count * 3 < whole.bytes.count)
  }

  @Test("A JPEG without its end mark is shown, and it is said", arguments: backends)
  func missingEnd(backend: Backend) {
    let engine = PictureEngine { try TestImage.bytes($0) }
    let whole = engine.painting(for: Self.request(TestImage.key(4), backend: backend))
    #expect(whole.remark == nil && whole.failure == nil)
    let cut = engine.painting(for: Self.request(TestImage.key(5), backend: backend))
    #expect(cut.failure == nil && !cut.bytes.isEmpty)
    #expect(cut.remark?.contains("the mark at the end") == true)
  }

  @Test("An area without cells, and one that the ledger does not know, give no bytes")
  func noArea() {
    let engine = PictureEngine { try TestImage.bytes($0) }
    for backend in Self.backends {
      for (columns, rows) in [(0, 6), (16, 0), (0, 0)] {
        let empty = Self.ledger(Area(column: 1, row: 1, columns: columns, rows: rows))
        let painting = engine.painting(
          for: Self.request(TestImage.key(0), backend: backend, ledger: empty))
        #expect(painting.bytes == [] && painting.after == empty)
      }
      let elsewhere = PaintRequest(
        picture: Self.request(TestImage.key(0)).picture, backend: backend, reserved: [],
        ledger: PictureLedger())
      #expect(engine.painting(for: elsewhere).bytes == [])
    }
  }

  @Test("An image of one pixel fills the view or lies in the backdrop")
  func onePixel() throws {
    let engine = PictureEngine { try TestImage.bytes($0) }
    for backend in Self.backends {
      let filled = try Self.painted(
        engine,
        Self.request(
          TestImage.key(3), backend: backend,
          viewport: ImageRect(x: 0, y: 0, width: 1, height: 1)))
      #expect(
        Self.pixels(of: filled).allSatisfy { ($0?.distance(to: Self.blue) ?? 255) <= 20 })
      let small = try Self.painted(
        engine,
        Self.request(
          TestImage.key(3), backend: backend,
          viewport: ImageRect(x: -4000, y: -3000, width: 160_000, height: 120_000)))
      #expect(
        Self.pixels(of: small).contains { $0.map { $0.distance(to: Self.blue) > 20 } == true })
    }
  }

  /// What shows in the picture's cells.
  private static func pixels(of screen: EmulatedScreen) -> [RGB8?] {
    (area.row..<area.row + area.rows).flatMap { row in
      (area.column..<area.column + area.columns).flatMap { column in
        screen.pixels(of: Position(column: column, row: row))
      }
    }
  }

  private static let blue = RGB8(hex: 0x5F87FF)

  private static func painted(
    _ engine: PictureEngine, _ request: PaintRequest
  ) throws -> EmulatedScreen {
    let painting = engine.painting(for: request)
    #expect(painting.failure == nil)
    var screen = EmulatedScreen(size: size, cell: request.backend.cell)
    try screen.feed(painting.bytes)
    #expect(screen.paints.count == request.picture.area.columns * request.picture.area.rows)
    return screen
  }

  @Test("A view without extent fails and says so")
  func noExtent() {
    let engine = PictureEngine { try TestImage.bytes($0) }
    for backend in Self.backends {
      let painting = engine.painting(
        for: Self.request(
          TestImage.key(0), backend: backend, viewport: ImageRect(x: 5, y: 5, width: 0, height: 0),
          overlays: [.cursor(x: 5, y: 5, color: 0xE64B35)]))
      #expect(painting.failure?.contains("no extent") == true)
    }
  }

  @Test("An image that cannot be decoded leaves nothing of the one before, and is read once")
  func broken() throws {
    for backend in Self.backends {
      let reads = ReadCount()
      let engine = PictureEngine { try reads.load($0) }
      let before = engine.painting(for: Self.request(TestImage.key(0), backend: backend))
      var screen = EmulatedScreen(size: Self.size, cell: backend.cell)
      try screen.feed(before.bytes)
      let broken = engine.painting(
        for: Self.request(TestImage.broken, backend: backend, ledger: before.after))
      #expect(broken.failure == "the picture cannot be shown: \(ImageError.notAPicture)")
      #expect(!broken.after.hasErasedCells)
      try screen.feed(broken.bytes)
      let backdrop = RGB8(hex: 0x202020)
      #expect(screen.pixels.compactMap(\.self).allSatisfy { $0.distance(to: backdrop) <= 6 })
      let moved = engine.painting(
        for: Self.request(
          TestImage.broken, backend: backend, ledger: broken.after,
          overlays: [.cursor(x: 80, y: 60, color: 0xE64B35)]))
      #expect(moved.failure == broken.failure)
      #expect(reads[TestImage.broken] == 1)
    }
  }

  @Test("After a redraw an image that failed is tried again, and shows once it can be read")
  func mended() {
    let reads = ReadCount()
    let engine = PictureEngine { key in
      _ = try reads.load(key)
      return try TestImage.bytes(reads[key] == 1 ? TestImage.broken : TestImage.key(0))
    }
    let failed = engine.painting(for: Self.request(TestImage.key(0)))
    #expect(failed.failure != nil)
    var ledger = failed.after
    ledger.eraseAll()
    let mended = engine.painting(for: Self.request(TestImage.key(0), ledger: ledger))
    #expect(mended.failure == nil)
    #expect(mended.bytes != failed.bytes)
  }

  @Test("Decoded pictures stay within the cache, whatever is drawn over them")
  func cache() {
    for (bytes, reads) in [(1 << 20, 1), (1, 2)] {
      let count = ReadCount()
      let engine = PictureEngine(cacheBytes: bytes) { try count.load($0) }
      for image in [UInt64(0), 0, 1, 0] {
        let painting = engine.painting(for: Self.request(TestImage.key(image)))
        #expect(painting.failure == nil)
      }
      #expect(count[TestImage.key(0)] == reads)
    }
  }

  @Test("What was decoded ahead is not read again", arguments: [sixel, .halfBlocks(.truecolor)])
  func prefetch(backend: Backend) async throws {
    let reads = ReadCount()
    let engine = PictureEngine { try reads.load($0) }
    _ = engine.painting(for: Self.request(TestImage.key(1), backend: backend))
    engine.prefetch([TestImage.key(4), TestImage.broken])
    // One after the other: once the second is read, the first is decoded.
    for _ in 0..<500 where reads[TestImage.broken] == 0 {
      try await Task.sleep(for: .milliseconds(10))
    }
    let painting = engine.painting(for: Self.request(TestImage.key(4), backend: backend))
    #expect(painting.failure == nil)
    #expect(reads[TestImage.key(4)] == 1)
  }

  @Test("Paintings are made on a thread of the engine, in the order of the wishes")
  func order() async {
    let engine = PictureEngine { try TestImage.bytes($0) }
    let (paintings, continuation) = AsyncStream.makeStream(of: Painting.self)
    for image in UInt64(0)..<4 {
      engine.paint(Self.request(TestImage.key(image))) { continuation.yield($0) }
    }
    var images: [Picture.ImageKey] = []
    for await painting in paintings {
      images.append(painting.picture.image)
      if images.count == 4 { break }
    }
    #expect(images == (UInt64(0)..<4).map(TestImage.key))
  }
}
