import Pictures
import Raster
import Screen
import TerminalGraphics
import Testing

@Suite("A session of patches shows what whole pictures would")
struct SessionTests {
  @Test("In sixels, pixel for pixel", arguments: 0..<6)
  func sixel(seed: Int) throws {
    var session = EmulatedSession(
      seed: seed, backend: .sixel(cell: PixelExtent(width: 5, height: 9), maximumBytes: nil))
    for _ in 0..<200 { try session.step(tolerance: 0) }
  }

  @Test("In sixels of few bytes", arguments: 0..<2)
  func smallSixel(seed: Int) throws {
    var session = EmulatedSession(
      seed: seed, backend: .sixel(cell: PixelExtent(width: 5, height: 9), maximumBytes: 1500))
    for _ in 0..<100 {
      try session.step(tolerance: 0)
      #expect(session.screen.graphics.allSatisfy { $0.bytes <= 1500 || $0.cells == 1 })
    }
  }

  @Test("In kitty's protocol, pixel for pixel, with nothing under text", arguments: 0..<6)
  func kitty(seed: Int) throws {
    var session = EmulatedSession(
      seed: seed, backend: .kitty(cell: PixelExtent(width: 5, height: 9)))
    for _ in 0..<200 { try session.step(tolerance: 0) }
  }

  // A whole picture goes as JPEG, so that only patches are exact; this is about the cells.
  @Test("In inline files, every cell", arguments: 0..<3)
  func inlineFiles(seed: Int) throws {
    var session = EmulatedSession(
      seed: seed, backend: .inlineFiles(cell: PixelExtent(width: 5, height: 9)))
    for _ in 0..<100 { try session.step(tolerance: 255) }
  }

  @Test("In half-blocks of 256 colours, pixel for pixel", arguments: 0..<4)
  func palette256(seed: Int) throws {
    var session = EmulatedSession(seed: seed, backend: .halfBlocks(.palette256))
    for _ in 0..<200 { try session.step(tolerance: 0) }
  }

  // The encoder keeps a colour that is within 4 of the wanted one; two ways there differ by 8.
  @Test("In half-blocks of 24 bits", arguments: 0..<4)
  func truecolor(seed: Int) throws {
    var session = EmulatedSession(seed: seed, backend: .halfBlocks(.truecolor))
    for _ in 0..<200 { try session.step(tolerance: 0) }
  }
}

/// A random session on an emulated terminal, checked against whole repaints.
struct EmulatedSession {
  private(set) var screen: EmulatedScreen
  private var session: RandomSession
  private let backend: Backend
  private let engine = PictureEngine { try TestImage.bytes($0) }
  private let reference = PictureEngine { try TestImage.bytes($0) }
  private var ledger = PictureLedger()
  private var shown = Frame(size: RandomSession.size)

  init(seed: Int, backend: Backend) {
    screen = EmulatedScreen(size: RandomSession.size, cell: backend.cell)
    session = RandomSession(seed: seed)
    self.backend = backend
    ledger.backend = backend
  }

  /// One step: something happens, a painting is made for it, and meanwhile more may happen.
  mutating func step(tolerance: Int) throws {
    session.step()
    try present(session.frame)
    let painting = engine.painting(for: request(ledger))
    #expect(painting.failure == nil)
    // A JPEG may be decoded finer than a later view needs; both engines must have seen the same.
    _ = reference.painting(for: request(ledger))
    if session.happens(oneIn: 3) {
      session.step()
      try present(session.frame)
    }
    _ = try paint(painting)
    let isPainted = try paint(engine.painting(for: request(ledger)))
    #expect(isPainted)
    #expect(engine.painting(for: request(ledger)).bytes == [])
    // What was sent in few colours comes in all when nobody types.
    if ledger.hasCoarseCells {
      ledger.forgetCoarseCells()
      let isRefined = try paint(engine.painting(for: request(ledger)))
      #expect(isRefined && !ledger.hasCoarseCells)
    }
    try check(tolerance: tolerance)
    #expect(engine.painting(for: request(ledger)).bytes == [])
  }

  /// Writes a painting, unless it comes too late.
  private mutating func paint(_ painting: Painting) throws -> Bool {
    guard ledger.accept(painting) else { return false }
    screen.resetCounts()
    try screen.feed(painting.bytes)
    checkPainted(painting)
    if painting.isWhole { redrawText(shown) }
    return true
  }

  private func request(_ ledger: PictureLedger) -> PaintRequest {
    PaintRequest(
      picture: session.picture, backend: backend, reserved: RandomSession.colors, ledger: ledger)
  }

  /// Draws the cells that differ, as ncurses does, and now and then one that does not.
  private mutating func present(_ frame: Frame) throws {
    var erased: [Position] = session.happens(oneIn: 5) ? [session.position()] : []
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns where frame[column, row] != shown[column, row] {
        erased.append(Position(column: column, row: row))
      }
    }
    for position in erased { screen.erase(position) }
    shown = frame
    ledger.adopt(session.picture.area, frame: frame)
    ledger.erase(erased)
    try screen.feed(ledger.takeCommands())
    checkText()
  }

  /// No picture may lie where text is.
  private func checkText() {
    for row in 0..<shown.size.rows {
      for column in 0..<shown.size.columns where shown[column, row].content != .picture {
        #expect(screen.placements(at: Position(column: column, row: row)) == [])
      }
    }
  }

  private mutating func redrawText(_ frame: Frame) {
    for position in positions where frame[position.column, position.row].content != .picture {
      screen.erase(position)
    }
  }

  private var positions: [Position] {
    let area = session.picture.area
    return (area.row..<(area.row + area.rows)).flatMap { row in
      (area.column..<(area.column + area.columns)).map { Position(column: $0, row: row) }
    }
  }

  private func checkPainted(_ painting: Painting) {
    for (position, count) in screen.paints {
      #expect(count == 1 && session.picture.area.contains(position))
      let isCovered = shown[position.column, position.row].content != .picture
      #expect(painting.isWhole || !isCovered, "text at \(position) was painted over")
    }
  }

  /// Compares every cell without text with a whole repaint by another engine.
  private func check(tolerance: Int) throws {
    checkText()
    #expect(positions.allSatisfy { screen.placements(at: $0).count <= 1 })
    var fresh = PictureLedger()
    fresh.backend = backend
    fresh.adopt(session.picture.area, frame: shown)
    var whole = EmulatedScreen(size: RandomSession.size, cell: backend.cell)
    try whole.feed(reference.painting(for: request(fresh)).bytes)
    var wrong: [Position] = []
    for position in positions where shown[position.column, position.row].content == .picture {
      let pairs = zip(screen.pixels(of: position), whole.pixels(of: position))
      let isRight = pairs.allSatisfy { pair in
        guard let present = pair.0, let wanted = pair.1 else { return false }
        return present.distance(to: wanted) <= tolerance
      }
      if !isRight { wrong.append(position) }
    }
    #expect(wrong == [])
  }
}
