import Raster
import Testing

@Suite("Decoding")
struct ImageDecoderTests {
  @Test("Every EXIF orientation comes out upright", arguments: 1...8)
  func orientation(_ number: Int) throws {
    let decoded = try ImageDecoder.decode(bytes: try fixture("orientation-\(number).jpg"))
    #expect(decoded.fullSize == PixelSize(width: 24, height: 16))
    #expect(decoded.bitmap.size == decoded.fullSize)
    #expect(agree(quadrants(decoded.bitmap), fixtureQuadrants))
  }

  @Test("Every EXIF orientation comes out upright at half size", arguments: 1...8)
  func orientationScaled(_ number: Int) throws {
    let decoded = try ImageDecoder.decode(
      bytes: try fixture("orientation-\(number).jpg"), fitting: PixelSize(width: 12, height: 8))
    #expect(decoded.fullSize == PixelSize(width: 24, height: 16))
    #expect(decoded.bitmap.size == PixelSize(width: 12, height: 8))
    #expect(agree(quadrants(decoded.bitmap), fixtureQuadrants))
  }

  @Test("A PNG's orientation counts too")
  func orientationPNG() throws {
    let decoded = try ImageDecoder.decode(bytes: try fixture("orientation-6.png"))
    #expect(quadrants(decoded.bitmap) == fixtureQuadrants)
  }

  @Test("Progressive and CMYK JPEG become RGB", arguments: ["progressive.jpg", "cmyk.jpg"])
  func colorSpaces(_ name: String) throws {
    let decoded = try ImageDecoder.decode(bytes: try fixture(name))
    #expect(agree(quadrants(decoded.bitmap), fixtureQuadrants, within: 12))
  }

  @Test("A grey JPEG becomes grey RGB")
  func grey() throws {
    let decoded = try ImageDecoder.decode(bytes: try fixture("grey.jpg"))
    let luma = fixtureQuadrants.map { color -> RGB8 in
      let light = 0.299 * Double(color.r) + 0.587 * Double(color.g) + 0.114 * Double(color.b)
      let value = UInt8(light.rounded())
      return RGB8(r: value, g: value, b: value)
    }
    #expect(agree(quadrants(decoded.bitmap), luma))
  }

  @Test(
    "The scale is the smallest that needs no enlarging, in the eighths that are fast",
    arguments: [(1600, 1000, 4.0), (800, 500, 2), (400, 300, 1), (4000, 3000, 8), (2600, 1900, 8)])
  func scale(width: Int, height: Int, eighths: Double) throws {
    let jpeg = try JPEGEncoder.encode(
      Bitmap(size: PixelSize(width: 4000, height: 3000), filledWith: .white), quality: 50)
    let decoded = try ImageDecoder.decode(
      bytes: jpeg, fitting: PixelSize(width: width, height: height))
    #expect(decoded.scale == eighths / 8)
    #expect(decoded.bitmap.width == Int(500 * eighths))
    #expect(decoded.fullSize == PixelSize(width: 4000, height: 3000))
  }

  @Test("Decoding row by row gives the pixels of decoding the whole and resampling it")
  func rowByRow() throws {
    for number in 1...8 {
      let bytes = try fixture("orientation-\(number).jpg")
      let full = try ImageProbe.probe(bytes: bytes).uprightSize
      for target in [PixelSize(width: 20, height: 13), PixelSize(width: 7, height: 5), full] {
        let whole = try ImageDecoder.decode(bytes: bytes, fitting: target)
        let fitted = try ImageDecoder.decode(bytes: bytes, resampledTo: target)
        let expected = whole.bitmap.resampled(
          region: whole.bitmapRegion(of: PixelRegion(full)), to: target)
        #expect(fitted.bitmap.size == target && fitted.fullSize == full)
        // Mirroring before or after mixing differs by rounding only.
        #expect(agree(fitted.bitmap.pixels, expected.pixels, within: 1), "\(number) at \(target)")
      }
    }
  }

  @Test("Regions stay on the same spot when a mirrored picture is not divisible by the scale")
  func mirroredRegion() throws {
    // 61 columns at 1/2 become 31; mirrored, the half-empty one comes first.
    let stored = Bitmap(size: PixelSize(width: 61, height: 45), filledWith: .black)
    let jpeg = try JPEGEncoder.encode(stored, exif: ExifFields(orientation: .mirrored))
    let decoded = try ImageDecoder.decode(bytes: jpeg, fitting: PixelSize(width: 30, height: 22))
    let region = decoded.bitmapRegion(of: PixelRegion(decoded.fullSize))
    #expect(decoded.scale == 0.5)
    #expect(region == PixelRegion(x: 0.5, y: 0, width: 30.5, height: 22.5))
  }

  @Test("A JPEG cut anywhere is an error, never a grey picture")
  func truncated() throws {
    let whole = try fixture("noise.jpg")
    for count in stride(from: 0, to: whole.count - 2, by: 7) {
      #expect(throws: ImageError.self, "\(count) of \(whole.count) bytes") {
        try ImageDecoder.decode(bytes: Array(whole.prefix(count)))
      }
    }
    #expect(throws: ImageError.truncated) {
      try ImageDecoder.decode(bytes: Array(whole.dropLast(200)))
    }
  }

  @Test("Random damage never stops the program")
  func damage() throws {
    var random = Randomness(seed: 7)
    var failures = 0
    for name in ["noise.jpg", "progressive.jpg", "orientation-6.png", "cmyk.jpg"] {
      let whole = try fixture(name)
      for _ in 0..<200 {
        var bytes = whole
        for _ in 0..<3 {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        let limits = ImageLimits(
          maximumSide: 10_000, maximumPixels: 1_000_000, maximumDecodedPixels: 1_000_000)
        do throws(ImageError) {
          let decoded = try ImageDecoder.decode(bytes: bytes, limits: limits)
          #expect(decoded.bitmap.pixels.count == decoded.bitmap.size.area)
        } catch {
          #expect(!error.description.isEmpty)
          failures += 1
        }
      }
    }
    #expect(failures > 100)
  }

  @Test("A size beyond the limits is refused before memory is taken")
  func limits() throws {
    var huge = try fixture("noise.jpg")
    let frame = try #require(
      huge.indices.dropLast().first { huge[$0] == 0xFF && huge[$0 + 1] == 0xC0 })
    huge.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(throws: ImageError.tooLarge(PixelSize(width: 65_535, height: 65_535))) {
      try ImageDecoder.decode(bytes: huge)
    }
    let small = ImageLimits(maximumSide: 100, maximumPixels: 10_000, maximumDecodedPixels: 2_000)
    #expect(throws: ImageError.tooLarge(PixelSize(width: 61, height: 45))) {
      try ImageDecoder.decode(bytes: try fixture("noise.jpg"), limits: small)
    }
  }
}
