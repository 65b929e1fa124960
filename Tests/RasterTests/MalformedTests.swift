import Raster
import Testing

@Suite("Malformed pictures")
struct MalformedTests {
  private static let limits = ImageLimits(
    maximumSide: 65_535, maximumPixels: 1_000_000, maximumDecodedPixels: 1_000_000)

  private func refusal(_ bytes: [UInt8]) -> ImageError? {
    do throws(ImageError) {
      _ = try ImageDecoder.decode(bytes: bytes, limits: Self.limits)
      return nil
    } catch {
      return error
    }
  }

  private static func png(width: Int, height: Int) -> PNGWriter {
    PNGWriter(width: width, height: height, colorType: 2, depth: 8) { x, y in [x & 255, y & 255, 9]
    }
  }

  @Test(
    "Cut at every 64th of its length a picture is refused, and says that it ends too early",
    arguments: ["noise.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "orientation-6.png"])
  func truncated(_ name: String) throws {
    let whole = try fixture(name)
    for part in 0..<64 {
      let error = refusal(Array(whole.prefix(whole.count * part / 64)))
      let reason = try #require(error, "\(part)/64 of \(name)")
      #expect(!reason.description.isEmpty)
      if part > 0, whole.count * part / 64 > 16 { #expect(reason == .truncated, "\(part)/64") }
    }
  }

  @Test(
    "A JPEG that lacks only its end mark is whole, at every scale",
    arguments: ["noise.jpg", "progressive.jpg", "grey.jpg"], [nil, PixelSize(width: 8, height: 6)])
  func withoutEndMark(_ name: String, target: PixelSize?) throws {
    let whole = try fixture(name)
    try #require(whole.suffix(2) == [0xFF, 0xD9])
    let expected = try ImageDecoder.decode(bytes: whole, fitting: target)
    let open = try ImageDecoder.decode(bytes: Array(whole.dropLast(2)), fitting: target)
    #expect(expected.hasEndMark && !open.hasEndMark)
    #expect(open.bitmap == expected.bitmap)
  }

  @Test("A progressive JPEG without its last scans is not whole")
  func withoutLastScan() throws {
    let whole = try fixture("progressive.jpg")
    let scans = whole.indices.dropLast().filter { whole[$0] == 0xFF && whole[$0 + 1] == 0xDA }
    let last = try #require(scans.last)
    #expect(scans.count > 1)
    #expect(refusal(Array(whole[..<last])) == .truncated)
  }

  @Test("Flipped bits give a picture or a reason, whichever bit it is")
  func flipped() throws {
    for name in ["grey.jpg", "orientation-6.png"] {
      let whole = try fixture(name)
      for bit in stride(from: 0, to: whole.count * 8, by: 37) {
        var bytes = whole
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        if let error = refusal(bytes) { #expect(!error.description.isEmpty) }
      }
    }
  }

  @Test("A wrong checksum is damage", arguments: ["IHDR", "IDAT", "IEND"])
  func checksum(chunk: String) throws {
    var bytes = Self.png(width: 7, height: 5).bytes
    let name = Array(chunk.utf8)
    let place = try #require(
      bytes.indices.dropLast(4).first { Array(bytes[$0..<$0 + 4]) == name })
    let length = bytes[place - 4..<place].reduce(0) { $0 << 8 | Int($1) }
    bytes[place + 4 + length] ^= 1
    guard case .damaged = refusal(bytes) else {
      Issue.record("\(chunk): \(refusal(bytes).debugDescription)")
      return
    }
  }

  @Test("One pixel, and one column of 30,000, are pictures", arguments: [(1, 1), (1, 30_000)])
  func thin(width: Int, height: Int) throws {
    let png = try ImageDecoder.decode(
      bytes: Self.png(width: width, height: height).bytes, limits: Self.limits)
    #expect(png.bitmap.size == PixelSize(width: width, height: height))
    #expect(png.bitmap[0, height - 1] == RGB8(r: 0, g: UInt8((height - 1) & 255), b: 9))
    let jpeg = try JPEGEncoder.encode(png.bitmap)
    let small = try ImageDecoder.decode(bytes: jpeg, fitting: PixelSize(width: 100, height: 100))
    #expect(small.fullSize == png.bitmap.size)
    let region = small.bitmapRegion(of: PixelRegion(small.fullSize))
    let shown = small.bitmap.resampled(region: region, to: PixelSize(width: 1, height: 100))
    #expect(Quantiser.quantise(shown, colors: 16).indices.count == 100)
  }

  @Test("A header of 65535x65535 is refused before memory is taken")
  func huge() throws {
    var png = Self.png(width: 2, height: 2).bytes
    png.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    #expect(refusal(png) == .tooLarge(PixelSize(width: 65_535, height: 65_535)))
  }

  @Test("Thirty palettes of noise and scenes are one for any order of threads")
  func sameEveryTime() {
    let scene = Bitmap.scene(PixelSize(width: 300, height: 400))
    let first = Quantiser.quantise(scene, colors: 200)
    for _ in 0..<30 { #expect(Quantiser.quantise(scene, colors: 200) == first) }
  }
}
