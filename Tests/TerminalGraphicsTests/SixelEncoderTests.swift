import Raster
import Synchronization
import Testing

import TerminalGraphics

@Suite("Sixel")
struct SixelEncoderTests {
  private func palette(_ count: Int) -> Palette {
    Palette((0..<count).map { RGB8(hex: UInt32($0 * 65_793 % 0xFFFFFF)).snappedToPercent })
  }

  private func picture(_ size: PixelSize, colors: Int, runs: Int, seed: UInt64) -> IndexedBitmap {
    var random = Randomness(seed: seed)
    var indices: [UInt8] = []
    while indices.count < size.area {
      let color = UInt8(Int.random(in: 0..<colors, using: &random))
      indices += [UInt8](repeating: color, count: Int.random(in: 1...runs, using: &random))
    }
    return IndexedBitmap(
      size: size, indices: Array(indices.prefix(size.area)), palette: palette(colors))
  }

  @Test(
    "What another decoder reads is the picture, pixel for pixel",
    arguments: [(1, 1), (1, 7), (7, 1), (13, 5), (64, 6), (101, 37), (300, 19)],
    [2, 3, 17, 255, 256])
  func roundTrip(size: (Int, Int), colors: Int) throws {
    for runs in [1, 9, 200] {
      let picture = picture(
        PixelSize(width: size.0, height: size.1), colors: colors, runs: runs, seed: UInt64(colors))
      var bytes: [UInt8] = []
      SixelEncoder.encode(picture, into: &bytes)
      let decoded = try SixelDecoder(bytes)
      #expect(decoded.width == size.0 && decoded.height == size.1)
      #expect(decoded.pixels == picture.indices.map { Int($0) })
      for (register, percent) in decoded.registers {
        let expected = picture.palette.colors[register].percent
        #expect(percent == [expected.r, expected.g, expected.b])
      }
      #expect(Set(decoded.registers.keys) == Set(picture.indices.map { Int($0) }))
    }
  }

  @Test(
    "A region is a picture of its own, clipped to the whole",
    arguments: [
      (0, 0, 50, 40), (7, 11, 1, 1), (13, 5, 20, 13), (-5, -5, 20, 20), (40, 30, 100, 100),
    ])
  func region(x: Int, y: Int, width: Int, height: Int) throws {
    let picture = picture(PixelSize(width: 50, height: 40), colors: 30, runs: 6, seed: 4)
    let asked = SixelEncoder.Region(x: x, y: y, width: width, height: height)
    let clipped = try #require(asked.clipped(to: picture.size))
    var bytes: [UInt8] = []
    SixelEncoder.encode(picture, region: asked, into: &bytes)
    let decoded = try SixelDecoder(bytes)
    #expect(decoded.width == clipped.width && decoded.height == clipped.height)
    for row in 0..<clipped.height {
      for column in 0..<clipped.width {
        let expected = Int(picture[clipped.x + column, clipped.y + row])
        #expect(decoded.pixels[row * clipped.width + column] == expected)
      }
    }
  }

  @Test(
    "Bands are written alike in C and in Swift",
    arguments: [(1, 1), (7, 6), (40, 3), (300, 6), (1100, 5)], [1, 2, 17, 120, 256])
  func bands(size: (Int, Int), colors: Int) {
    for runs in [1, 3, 40, 1500] {
      let picture = picture(
        PixelSize(width: size.0 + 5, height: size.1 * 3), colors: colors, runs: runs,
        seed: UInt64(colors + runs))
      var band = SixelBand(width: size.0)
      var plain = PlainSixelBand()
      for top in 0..<3 {
        var bytes: [UInt8] = []
        band.write(picture, x: top, y: top * size.1, rows: size.1, into: &bytes)
        let expected = plain.bytes(
          of: picture, x: top, y: top * size.1, width: size.0, rows: size.1)
        #expect(bytes == expected)
      }
    }
  }

  @Test("What is handed on in pieces is the same picture, as far as somebody takes it")
  func pieces() throws {
    let picture = picture(PixelSize(width: 40, height: 700), colors: 90, runs: 5, seed: 8)
    var whole: [UInt8] = []
    SixelEncoder.encode(picture, into: &whole)
    let pieces = Mutex<[[UInt8]]>([])
    try SixelEncoder.encode(picture) { piece in pieces.withLock { $0.append(piece) } }
    #expect(pieces.withLock { Array($0.joined()) } == whole)
    #expect(pieces.withLock { $0.count } > 4)
    let taken = Mutex(0)
    #expect(throws: Closed.self) {
      try SixelEncoder.encode(picture) { _ in
        try taken.withLock { count in
          count += 1
          if count == 3 { throw Closed() }
        }
      }
    }
    #expect(taken.withLock { $0 } == 3)
  }

  private struct Closed: Error {}

  @Test("A region outside of the picture sends nothing")
  func outside() {
    let picture = picture(PixelSize(width: 8, height: 8), colors: 2, runs: 3, seed: 1)
    var bytes: [UInt8] = []
    let outside = SixelEncoder.Region(x: 8, y: 0, width: 3, height: 3)
    SixelEncoder.encode(picture, region: outside, into: &bytes)
    #expect(bytes.isEmpty)
  }

  @Test("One colour costs a few bytes per band")
  func flat() {
    let size = PixelSize(width: 1000, height: 600)
    let picture = IndexedBitmap(
      size: size, indices: [UInt8](repeating: 0, count: size.area), palette: Palette([.white]))
    var bytes: [UInt8] = []
    SixelEncoder.encode(picture, into: &bytes)
    #expect(bytes.count < 100 * 8 + 60)
  }

  @Test("What is appended leaves what was there")
  func appends() throws {
    let picture = picture(PixelSize(width: 5, height: 5), colors: 3, runs: 2, seed: 2)
    var bytes = Array("before".utf8)
    SixelEncoder.encode(picture, into: &bytes)
    #expect(bytes.starts(with: Array("before".utf8)))
    #expect(try SixelDecoder(Array(bytes.dropFirst(6))).pixels.count == 25)
  }
}

/// A deterministic source of random numbers (SplitMix64, Steele and others 2014).
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
