import Raster
import Testing

@Suite("Encoding")
struct EncoderTests {
  @Test("JPEG keeps a photograph's look and says what the camera would")
  func jpeg() throws {
    let picture = Bitmap.scene(PixelSize(width: 203, height: 101))
    let exif = ExifFields(
      orientation: .turnedClockwise, captureTime: "2026:11:21 09:30:00", make: "Bäckerei",
      model: "C1")
    let bytes = try JPEGEncoder.encode(picture, quality: 92, exif: exif)
    let probe = try ImageProbe.probe(bytes: bytes)
    #expect(probe.exif == exif)
    #expect(probe.storedSize == picture.size)
    #expect(probe.uprightSize == picture.size.transposed)
    #expect(!probe.possiblyTruncated)
    let decoded = try ImageDecoder.decode(bytes: bytes)
    #expect(picture.upright(from: .turnedClockwise).signalToNoise(decoded.bitmap) > 30)
  }

  @Test("EXIF stands directly behind the start, where its standard wants it")
  func exifPlace() throws {
    let picture = Bitmap(size: PixelSize(width: 8, height: 8), filledWith: .white)
    let with = try JPEGEncoder.encode(picture, exif: ExifFields(make: "M"))
    #expect(with.prefix(4) == [0xFF, 0xD8, 0xFF, 0xE1])
    let without = try JPEGEncoder.encode(picture)
    #expect(without.prefix(4) == [0xFF, 0xD8, 0xFF, 0xE0])
  }

  @Test("PNG gives back every pixel", arguments: [(1, 1), (7, 5), (64, 33)])
  func png(width: Int, height: Int) throws {
    let picture = Bitmap.noise(PixelSize(width: width, height: height), seed: 3)
    let decoded = try ImageDecoder.decode(bytes: try PNGEncoder.encode(picture))
    #expect(decoded.bitmap == picture)
  }

  @Test("PNG with a palette gives back every pixel")
  func indexedPNG() throws {
    let palette = Palette((0..<200).map { RGB8(hex: UInt32($0 * 70_001)) })
    let picture = IndexedBitmap(
      size: PixelSize(width: 20, height: 15), indices: (0..<300).map { UInt8($0 % 200) },
      palette: palette)
    let decoded = try ImageDecoder.decode(bytes: try PNGEncoder.encode(picture))
    #expect(decoded.bitmap == picture.bitmap)
  }

  @Test("What a format cannot hold is refused in words")
  func refused() throws {
    let empty = Bitmap(size: PixelSize(width: 0, height: 5), filledWith: .black)
    #expect(throws: ImageError.self) { try JPEGEncoder.encode(empty) }
    #expect(throws: ImageError.self) { try PNGEncoder.encode(empty) }
    let wide = Bitmap(size: PixelSize(width: 65_501, height: 1), filledWith: .black)
    #expect(throws: ImageError.self) { try JPEGEncoder.encode(wide) }
    let stray = IndexedBitmap(
      size: PixelSize(width: 1, height: 1), indices: [3], palette: Palette([.black]))
    #expect(throws: ImageError.self) { try PNGEncoder.encode(stray) }
  }
}
