import Foundation
import Raster
import Testing

@Suite("Probing")
struct ImageProbeTests {
  @Test("Size, orientation, capture time and camera without decoding", arguments: 1...8)
  func exif(_ number: Int) throws {
    let probe = try ImageProbe.probe(bytes: try fixture("orientation-\(number).jpg"))
    #expect(probe.format == .jpeg)
    #expect(probe.uprightSize == PixelSize(width: 24, height: 16))
    #expect(probe.storedSize == (number >= 5 ? probe.uprightSize.transposed : probe.uprightSize))
    #expect(probe.orientation.rawValue == number)
    #expect(probe.exif.captureTime == "2026:11:21 09:30:0\(number)")
    #expect(probe.exif.make == "Maker")
    #expect(probe.exif.model == "Model \(number)")
    #expect(probe.componentCount == 3 && probe.bitDepth == 8)
    #expect(!probe.possiblyTruncated)
  }

  @Test("A descriptor and the bytes in memory say the same")
  func descriptor() throws {
    // Two long segments push the frame header beyond the first window.
    let picture = try fixture("orientation-6.jpg")
    let filler = [0xFF, 0xED, 0xFF, 0xFF] + [UInt8](repeating: 0xD9, count: 65_533)
    let bytes = Array(picture.prefix(2)) + filler + filler + picture.dropFirst(2)
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "probe-\(UUID().uuidString).jpg")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    let fromFile = try ImageProbe.probe(fileDescriptor: handle.fileDescriptor)
    #expect(fromFile == (try ImageProbe.probe(bytes: bytes)))
    #expect(fromFile.orientation == .turnedClockwise)
    #expect(try handle.offset() == 0)
  }

  @Test("A descriptor that cannot be read says so")
  func unreadable() {
    #expect(throws: ImageError.unreadable(errno: EBADF)) {
      try ImageProbe.probe(fileDescriptor: -1)
    }
  }

  @Test("A JPEG without its end is suspected")
  func truncated() throws {
    let whole = try fixture("noise.jpg")
    #expect(try ImageProbe.probe(bytes: whole).possiblyTruncated == false)
    #expect(try ImageProbe.probe(bytes: Array(whole.dropLast(2))).possiblyTruncated)
    #expect(
      try ImageProbe.probe(bytes: whole + [UInt8](repeating: 0, count: 500))
        .possiblyTruncated == false)
  }

  @Test(
    "Other formats are recognised by content",
    arguments: [
      ("sample.gif", ImageFormat.gif), ("sample.bmp", .bmp), ("sample.tif", .tiff),
      ("sample.webp", .webP),
    ])
  func others(_ name: String, format: ImageFormat) throws {
    let bytes = try fixture(name)
    #expect(throws: ImageError.unsupportedFormat(format)) { try ImageProbe.probe(bytes: bytes) }
  }

  @Test(
    "Formats that have no fixture are recognised by their signatures",
    arguments: [
      ("\0\0\0\u{18}ftypheic\0\0\0\0mif1heic", ImageFormat.heic),
      ("\0\0\0\u{18}ftypmif1\0\0\0\0mif1avif", .avif),
      ("\0\0\0\u{18}ftypcrx \0\0\0\u{01}crx isom", .canonRaw),
      ("\0\0\0\u{18}ftypisom\0\0\0\0isommp42", .video),
      ("FUJIFILMCCD-RAW 0201", .fujifilmRaw),
      ("IIRO\u{08}\0\0\0", .olympusRaw),
      ("II*\0\u{10}\0\0\0CR\u{02}\0\0\0\0\0\0\0", .canonRaw),
      ("%PDF-1.7", .pdf),
      (String(repeating: "\0", count: 128) + "DICM", .dicom),
    ])
  func signatures(_ text: String, format: ImageFormat) {
    #expect(ImageFormat.recognized(in: Array(text.utf8)) == format)
  }

  @Test("TIFF with private tags is a camera's raw file")
  func raw() {
    // Little-endian; the directory at 8 has a maker (text at 50) and sub-directories.
    func tiff(tag: [UInt8], maker: String) -> [UInt8] {
      let name = Array(maker.utf8) + [0]
      return Array("II*\0".utf8) + [8, 0, 0, 0, 2, 0]
        + [0x0F, 0x01, 2, 0, UInt8(name.count), 0, 0, 0, 38, 0, 0, 0]
        + tag + [4, 0, 1, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0] + name
    }
    let directories: [UInt8] = [0x4A, 0x01]
    #expect(
      ImageFormat.recognized(in: tiff(tag: directories, maker: "NIKON CORPORATION")) == .nikonRaw)
    #expect(ImageFormat.recognized(in: tiff(tag: directories, maker: "SONY")) == .sonyRaw)
    #expect(ImageFormat.recognized(in: tiff(tag: directories, maker: "Scanner")) == .tiff)
    #expect(ImageFormat.recognized(in: tiff(tag: [0x12, 0xC6], maker: "Any")) == .digitalNegative)
  }

  @Test("What is no picture is said to be none")
  func nothing() {
    for text in ["", "hello", "BM is the start of a sentence", "\u{01}\u{02}"] {
      #expect(throws: ImageError.notAPicture) { try ImageProbe.probe(bytes: Array(text.utf8)) }
    }
  }

  @Test("A header that claims too much is refused with the size")
  func absurd() throws {
    var png = try PNGEncoder.encode(
      Bitmap(size: PixelSize(width: 2, height: 2), filledWith: .white))
    png.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
    let size = PixelSize(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF)
    #expect(throws: ImageError.tooLarge(size)) { try ImageProbe.probe(bytes: png) }
    png.replaceSubrange(16..<20, with: [0, 0, 0, 0])
    #expect(throws: ImageError.self) { try ImageProbe.probe(bytes: png) }
  }

  @Test("Damaged headers never stop the program")
  func damage() throws {
    var random = Randomness(seed: 11)
    var refused = 0
    for name in ["orientation-6.jpg", "orientation-6.png", "sample.tif", "progressive.jpg"] {
      let whole = try fixture(name)
      for _ in 0..<500 {
        var bytes = Array(whole.prefix(Int.random(in: 1...whole.count, using: &random)))
        for _ in 0..<4 {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        do throws(ImageError) {
          let probe = try ImageProbe.probe(bytes: bytes)
          #expect(probe.uprightSize.area > 0)
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > 500)
  }
}
