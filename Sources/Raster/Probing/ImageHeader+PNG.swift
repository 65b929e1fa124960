extension ImageHeader {
  /// The most chunks that are looked at before the first pixels.
  private static let maximumChunks = 1000
  /// The longest EXIF chunk that is read; JPEG allows 64 KiB.
  private static let maximumExif = 1 << 20

  /// Walks the chunks of a PNG up to its first pixels (PNG 3rd edition, chapters 5 and 11).
  static func png(_ file: inout FileBytes) throws(ImageError) -> ImageHeader {
    let first = try file.bytes(at: 0, count: 33)
    guard first.count == 33 else { throw .truncated }
    guard first[12..<16].elementsEqual("IHDR".utf8) else { throw .damaged("no IHDR chunk") }
    let size = PixelSize(
      width: first.bigEndian(at: 16, size: 4), height: first.bigEndian(at: 20, size: 4))
    var header = ImageHeader(
      size: size, componentCount: try components(colorType: first[25]), bitDepth: Int(first[24]),
      exif: ExifFields(), dataStart: 33, endMark: Array("IEND".utf8))
    for _ in 0..<maximumChunks {
      let head = try file.bytes(at: header.dataStart, count: 8)
      guard head.count == 8 else { throw .truncated }
      let length = head.bigEndian(at: 0, size: 4)
      if head[4...].elementsEqual("IDAT".utf8) { return header }
      if head[4...].elementsEqual("eXIf".utf8), length <= maximumExif {
        header.exif = ExifFields(
          tiffBody: try file.bytes(at: header.dataStart + 8, count: length))
      }
      header.dataStart += length + 12
    }
    throw .damaged("it has more chunks than any writer makes")
  }

  private static func components(colorType: UInt8) throws(ImageError) -> Int {
    switch colorType {
    case 0, 3: 1
    case 2: 3
    case 4: 2
    case 6: 4
    default: throw .damaged("colour type \(colorType) does not exist")
    }
  }
}
