import Raster
import Testing

import TerminalGraphics

@Suite("Half-blocks")
struct HalfBlockEncoderTests {
  private static let scene = picture(PixelSize(width: 40, height: 24))

  private static func picture(_ size: PixelSize) -> Bitmap {
    var random = Randomness(seed: 5)
    var bitmap = Bitmap(size: size, filledWith: .black)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let noise = Int.random(in: 0..<12, using: &random)
        bitmap[x, y] = RGB8(
          r: UInt8(x * 5 + noise), g: UInt8(y * 9 + noise), b: UInt8(x < 20 ? 200 : 30 + noise))
      }
    }
    return bitmap
  }

  private func screen(_ encoder: HalfBlockEncoder) throws -> CellScreen {
    var bytes: [UInt8] = []
    encoder.encode(row: 0, column: 0, into: &bytes)
    var screen = CellScreen(columns: encoder.columns, rows: encoder.rows)
    try screen.feed(bytes)
    return screen
  }

  @Test("Where bytes cost nothing the screen shows the picture")
  func exact() throws {
    let encoder = HalfBlockEncoder(Self.scene, depth: .truecolor, price: 0)
    #expect(try screen(encoder).pixels == Self.scene.pixels)
  }

  @Test("Dearer bytes are fewer, and the picture stays near", arguments: [1, 4, 16] as [Float])
  func price(_ price: Float) throws {
    let encoder = HalfBlockEncoder(Self.scene, depth: .truecolor, price: price)
    var sum = 0
    for (shown, wanted) in zip(try screen(encoder).pixels, Self.scene.pixels) {
      sum += try #require(shown).squaredDistance(to: wanted)
    }
    // No cell is worth more error than the longest sequence, 42 bytes, that it saves.
    #expect(Float(sum) <= 42 * price * Float(Self.scene.size.area / 2))
    var (thrifty, exact): ([UInt8], [UInt8]) = ([], [])
    encoder.encode(row: 0, column: 0, into: &thrifty)
    HalfBlockEncoder(Self.scene, depth: .truecolor, price: 0)
      .encode(row: 0, column: 0, into: &exact)
    #expect(thrifty.count < exact.count)
  }

  @Test("Lines of text show the same as placed cells", arguments: ColorDepth.allCases)
  func lines(_ depth: ColorDepth) throws {
    let encoder = HalfBlockEncoder(Self.scene, depth: depth)
    var bytes: [UInt8] = []
    encoder.encodeLines(into: &bytes)
    let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(rows.count == encoder.rows + 1 && rows[encoder.rows].isEmpty)
    var screen = CellScreen(columns: encoder.columns, rows: encoder.rows)
    for (row, line) in rows.dropLast().enumerated() {
      try screen.feed(Array("\u{1B}[\(row + 1);1H".utf8) + line)
    }
    #expect(try screen.pixels == self.screen(encoder).pixels)
  }

  @Test("With few colours a large area keeps its mean", arguments: [ColorDepth.palette256, .mono])
  func dither(_ depth: ColorDepth) throws {
    let flat = Bitmap(
      size: PixelSize(width: 32, height: 32), filledWith: RGB8(r: 100, g: 100, b: 100))
    let shown = try screen(HalfBlockEncoder(flat, depth: depth)).pixels
    let mean = shown.reduce(0) { $0 + Int($1?.g ?? 0) } / shown.count
    #expect(abs(mean - 100) <= 6)
  }

  @Test("A part is sent as it was in the whole", arguments: ColorDepth.allCases)
  func parts(_ depth: ColorDepth) throws {
    let encoder = HalfBlockEncoder(Self.scene, depth: depth, price: 0)
    let whole = try screen(encoder)
    var bytes: [UInt8] = []
    let spans = [
      CellSpan(row: 3, columns: 5..<9),
      CellSpan(row: 11, columns: 30..<200),
      CellSpan(row: 99, columns: 0..<3),
    ]
    encoder.encode(spans, row: 2, column: 7, into: &bytes)
    var part = CellScreen(columns: 60, rows: 20)
    try part.feed(bytes)
    var drawn = 0
    for y in 0..<24 {
      for x in 0..<40 {
        let inside = (y / 2 == 3 && (5..<9).contains(x)) || (y / 2 == 11 && x >= 30)
        let expected = inside ? whole.pixels[y * 40 + x] : nil
        #expect(part.pixels[(y + 4) * 60 + x + 7] == expected)
        drawn += inside ? 1 : 0
      }
    }
    #expect(part.pixels.count { $0 != nil } == drawn)
  }

  @Test("Painted pixels show, and leave the others alone")
  func paint() throws {
    var encoder = HalfBlockEncoder(Self.scene, depth: .palette256)
    let before = try screen(encoder).pixels
    encoder.paint(RGB8(r: 255, g: 0, b: 0), x: 4, y: 9)
    encoder.paint(RGB8(r: 255, g: 0, b: 0), x: 400, y: 9)
    let after = try screen(encoder).pixels
    #expect(after[9 * 40 + 4] == RGB8(r: 255, g: 0, b: 0))
    #expect(zip(before, after).count { $0.0 != $0.1 } <= 1)
  }

  @Test("Cells of one colour set no colour twice, and no cells send nothing")
  func minimal() throws {
    let flat = Bitmap(size: PixelSize(width: 30, height: 10), filledWith: .white)
    let encoder = HalfBlockEncoder(flat, depth: .truecolor)
    // The reset before, one colour, the reset after.
    #expect(try screen(encoder).changes == 3)
    var bytes: [UInt8] = []
    encoder.encode([], row: 0, column: 0, into: &bytes)
    #expect(bytes.isEmpty)
  }

  @Test("An odd last row fills its cell")
  func oddHeight() throws {
    let bitmap = Bitmap(size: PixelSize(width: 3, height: 3), filledWith: .white)
    let screen = try screen(HalfBlockEncoder(bitmap, depth: .truecolor))
    #expect(screen.pixels.allSatisfy { $0 == .white })
  }

  @Test("The nearest of the 240 fixed colours is found without a search")
  func nearest() {
    var random = Randomness(seed: 9)
    for _ in 0..<3000 {
      let color = RGB8(hex: UInt32.random(in: 0...0xFFFFFF, using: &random))
      let found = color.squaredDistance(to: XTermPalette.all[Int(XTermPalette.nearest256(color))])
      let best = XTermPalette.all[16...].map { color.squaredDistance(to: $0) }.min() ?? 0
      #expect(found == best, "\(color)")
    }
  }
}
