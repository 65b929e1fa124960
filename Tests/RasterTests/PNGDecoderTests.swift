import Raster
import Testing

@Suite("PNG of every kind")
struct PNGDecoderTests {
  /// Colour type and depth, as the format allows them together.
  private static let kinds: [(UInt8, Int)] = [
    (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
    (4, 8), (4, 16), (6, 8), (6, 16),
  ]

  private static func sample(_ x: Int, _ y: Int, _ channel: Int, depth: Int) -> Int {
    (x * 7919 + y * 104_729 + channel * 1299 + x * y * 31) % (1 << depth)
  }

  private static let channels: [UInt8: Int] = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4]

  private static func writer(_ colorType: UInt8, _ depth: Int, interlaced: Bool) -> PNGWriter {
    let count = channels[colorType] ?? 0
    return PNGWriter(
      width: 19, height: 11, colorType: colorType, depth: depth, isInterlaced: interlaced,
      palette: colorType == 3 ? (0..<3 << depth).map { UInt8($0 * 37 % 256) } : [],
      opacities: colorType == 3 ? [0, 100] : [],
      samples: { x, y in (0..<count).map { sample(x, y, $0, depth: depth) } })
  }

  // What a pixel should come out as over the background, in exact arithmetic.
  private static func expected(
    _ writer: PNGWriter, _ x: Int, _ y: Int, over background: [Double]
  ) -> [Double] {
    let samples = writer.samples(x, y)
    let scaled = samples.map { Double($0) * 255 / Double(1 << writer.depth - 1) }
    var color: [Double]
    var alpha = 255.0
    switch writer.colorType {
    case 0: color = [scaled[0], scaled[0], scaled[0]]
    case 2: color = scaled
    case 3:
      color = (0..<3).map { Double(writer.palette[samples[0] * 3 + $0]) }
      alpha = samples[0] < 2 ? Double(writer.opacities[samples[0]]) : 255
    case 4:
      color = [scaled[0], scaled[0], scaled[0]]
      alpha = scaled[1]
    default:
      color = Array(scaled.prefix(3))
      alpha = scaled[3]
    }
    return zip(color, background).map { ($0 * alpha + $1 * (255 - alpha)) / 255 }
  }

  @Test("Colour types, depths and interlacing", arguments: kinds, [false, true])
  func kind(_ kind: (UInt8, Int), interlaced: Bool) throws {
    let writer = Self.writer(kind.0, kind.1, interlaced: interlaced)
    let background = RGB8(r: 200, g: 30, b: 90)
    let decoded = try ImageDecoder.decode(bytes: writer.bytes, background: background).bitmap
    #expect(decoded.size == PixelSize(width: 19, height: 11))
    for y in 0..<11 {
      for x in 0..<19 {
        let expected = Self.expected(writer, x, y, over: [200, 30, 90])
        let found = [decoded[x, y].r, decoded[x, y].g, decoded[x, y].b].map { Double($0) }
        // Samples and opacities of 16 bits are rounded to 8 before they are mixed: three halves.
        #expect(zip(expected, found).allSatisfy { abs($0 - $1) <= 1.5 }, "\(x), \(y)")
      }
    }
  }

  @Test("A PNG cut anywhere is truncated", arguments: [false, true])
  func truncated(interlaced: Bool) throws {
    let whole = Self.writer(6, 8, interlaced: interlaced).bytes
    for count in stride(from: 8, to: whole.count, by: 11) {
      #expect(throws: ImageError.truncated, "\(count) of \(whole.count) bytes") {
        try ImageDecoder.decode(bytes: Array(whole.prefix(count)))
      }
    }
  }

  @Test("Damaged pixels are an error")
  func damaged() throws {
    var bytes = Self.writer(2, 8, interlaced: false).bytes
    bytes[bytes.count / 2] ^= 0x55
    #expect(throws: ImageError.self) { try ImageDecoder.decode(bytes: bytes) }
  }
}
