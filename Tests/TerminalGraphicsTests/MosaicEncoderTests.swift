import Raster
import Testing

import TerminalGraphics

@Suite("Quadrants and sextants")
struct MosaicEncoderTests {
  private static func scene(_ size: PixelSize) -> Bitmap {
    var random = Randomness(seed: 9)
    var bitmap = Bitmap(size: size, filledWith: .black)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let noise = Int.random(in: 0..<20, using: &random)
        bitmap[x, y] = RGB8(
          r: UInt8(x * 3 + noise), g: UInt8(y * 5 + noise), b: x + y < 50 ? 210 : 30)
      }
    }
    return bitmap
  }

  private func screen(
    _ encoder: MosaicEncoder, _ spans: [CellSpan]? = nil
  ) throws -> MosaicScreen {
    var bytes: [UInt8] = []
    let all = (0..<encoder.rows).map { CellSpan(row: $0, columns: 0..<encoder.columns) }
    encoder.encode(spans ?? all, row: 0, column: 0, into: &bytes)
    var screen = MosaicScreen(
      glyphs: encoder.glyphs, columns: encoder.columns, rows: encoder.rows)
    try screen.feed(bytes)
    return screen
  }

  @Test(
    "Each character has the parts that its Unicode name tells", arguments: MosaicGlyphs.allCases)
  func characters(_ glyphs: MosaicGlyphs) throws {
    for pattern in 0...glyphs.full {
      let parts = try MosaicScreen.parts(of: glyphs.character(pattern), in: glyphs)
      #expect(parts == (0..<glyphs.parts.area).map { pattern >> $0 & 1 == 1 })
    }
  }

  @Test("A picture of two colours in each cell comes out exactly", arguments: MosaicGlyphs.allCases)
  func exact(_ glyphs: MosaicGlyphs) throws {
    var random = Randomness(seed: 2)
    let parts = glyphs.parts
    var picture = Bitmap(
      size: PixelSize(width: 20 * parts.width, height: 9 * parts.height), filledWith: .black)
    for row in 0..<9 {
      for column in 0..<20 {
        let pattern = Int.random(in: 0...glyphs.full, using: &random)
        let colors = (0..<2).map { _ in RGB8(hex: UInt32.random(in: 0..<1 << 24, using: &random)) }
        for part in 0..<parts.area {
          picture[column * 2 + part % 2, row * parts.height + part / 2] =
            colors[pattern >> part & 1]
        }
      }
    }
    let encoder = MosaicEncoder(picture, glyphs: glyphs, depth: .truecolor, price: 0)
    #expect(try screen(encoder).pixels == picture.pixels)
  }

  @Test(
    "Two colours in a cell have less than half the error of one", arguments: MosaicGlyphs.allCases)
  func finer(_ glyphs: MosaicGlyphs) throws {
    // One cell is a multiple of 2 x 3 and of 1 x 2 pixels.
    let fine = Self.scene(PixelSize(width: 40, height: 36))
    let parts = glyphs.parts
    let reduced = fine.resampled(
      region: PixelRegion(x: 0, y: 0, width: 40, height: 36),
      to: PixelSize(width: 40, height: 36 / 6 * parts.height), backdrop: .black)
    let shown = try screen(
      MosaicEncoder(reduced, glyphs: glyphs, depth: .truecolor, price: 0)
    ).pixels
    var (error, flat) = (0, 0)
    for row in 0..<6 {
      for column in 0..<20 {
        let places = (0..<parts.area).map { part in
          (row * parts.height + part / 2) * 40 + column * 2 + part % 2
        }
        let sum = places.reduce(SIMD4<Int>.zero) { $0 &+ reduced.pixels[$1].integers }
        let mean = sum / SIMD4(repeating: parts.area)
        for place in places {
          error += try #require(shown[place]).squaredDistance(to: reduced.pixels[place])
          let difference = reduced.pixels[place].integers &- mean
          flat += (difference &* difference).wrappedSum()
        }
      }
    }
    #expect(error * 2 < flat)
  }

  @Test(
    "Dearer bytes are fewer", arguments: MosaicGlyphs.allCases, [ColorDepth.truecolor, .palette256])
  func price(_ glyphs: MosaicGlyphs, _ depth: ColorDepth) {
    let picture = Self.scene(PixelSize(width: 60, height: 36))
    let sizes = [0, 8, 64, 512].map { price in
      var bytes: [UInt8] = []
      MosaicEncoder(picture, glyphs: glyphs, depth: depth, price: Float(price))
        .encodeLines(into: &bytes)
      return bytes.count
    }
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test(
    "Sides that are no whole number of cells are rounded up", arguments: MosaicGlyphs.allCases,
    ColorDepth.allCases)
  func oddSides(_ glyphs: MosaicGlyphs, _ depth: ColorDepth) throws {
    let encoder = MosaicEncoder(
      Self.scene(PixelSize(width: 7, height: 5)), glyphs: glyphs, depth: depth)
    #expect(encoder.columns == 4 && encoder.rows == (glyphs == .quadrants ? 3 : 2))
    #expect(try screen(encoder).pixels.allSatisfy { $0 != nil })
  }

  @Test(
    "Paint is exact, and the picture behind it is its mean", arguments: MosaicGlyphs.allCases)
  func paint(_ glyphs: MosaicGlyphs) throws {
    let grey = RGB8(r: 100, g: 110, b: 120)
    let (red, blue) = (RGB8(hex: 0xFF0000), RGB8(hex: 0x0000FF))
    var encoder = MosaicEncoder(
      Bitmap(size: PixelSize(width: 8, height: glyphs.parts.height), filledWith: grey),
      glyphs: glyphs, depth: .truecolor)
    encoder.paint(red, x: 1, y: 1)
    for y in 0..<glyphs.parts.height { for x in 2..<4 { encoder.paint(blue, x: x, y: y) } }
    encoder.paint(red, x: 5, y: 0)
    for y in 0..<glyphs.parts.height { encoder.paint(blue, x: 4, y: y) }
    encoder.paint(red, x: 99, y: 0)
    let pixels = try screen(encoder).pixels
    let wanted = (0..<glyphs.parts.height).flatMap { y -> [RGB8] in
      let second = y == 1 ? red : grey
      // Of two colours in a cell the larger is drawn; what it leaves is the picture.
      let last = [blue, grey]
      return [grey, second, blue, blue] + last + [grey, grey]
    }
    #expect(pixels == wanted)
  }

  @Test("A part of the cells shows what the whole does", arguments: MosaicGlyphs.allCases)
  func spans(_ glyphs: MosaicGlyphs) throws {
    let encoder = MosaicEncoder(
      Self.scene(PixelSize(width: 40, height: 36)), glyphs: glyphs, depth: .truecolor)
    let whole = try screen(encoder).pixels
    let some = try screen(
      encoder, [CellSpan(row: 1, columns: 3..<8), CellSpan(row: 77, columns: 0..<3)]
    ).pixels
    let height = glyphs.parts.height
    for (place, pixel) in some.enumerated() {
      let isInside = (3..<8).contains(place % 40 / 2) && place / 40 / height == 1
      #expect(pixel == (isInside ? whole[place] : nil))
    }
  }
}

extension RGB8 {
  fileprivate var integers: SIMD4<Int> { SIMD4(Int(r), Int(g), Int(b), 0) }
}
