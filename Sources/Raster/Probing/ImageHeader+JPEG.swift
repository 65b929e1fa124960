extension ImageHeader {
  /// The most segments that are looked at before the first scan; files from cameras have about 20.
  private static let maximumSegments = 2000

  /// Walks the segments of a JPEG up to its first scan (ITU T.81, annex B).
  static func jpeg(_ file: inout FileBytes) throws(ImageError) -> ImageHeader {
    var header: ImageHeader?
    var exif: ExifFields?
    var offset = 2
    for _ in 0..<maximumSegments {
      let marker = try nextMarker(&file, &offset)
      // Marks without a length: restarts, a second start, and TEM.
      if marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
      guard marker != 0xD9 else { throw .damaged("it ends before the first scan") }
      let lengthBytes = try file.bytes(at: offset, count: 2)
      guard lengthBytes.count == 2 else { throw .truncated }
      let length = lengthBytes.bigEndian(at: 0, size: 2)
      guard length >= 2 else { throw .damaged("a segment is shorter than its own length") }
      switch marker {
      case 0xDA:
        guard var found = header else { throw .damaged("a scan comes before the frame header") }
        found.exif = exif ?? ExifFields()
        found.dataStart = offset + length
        return found
      case 0xE1 where exif == nil:
        exif = try exifFields(&file, at: offset + 2, count: length - 2)
      case 0xC0...0xCF where header == nil && !Self.isTableMarker(marker):
        header = try frame(&file, at: offset + 2, count: length - 2)
      default: break
      }
      offset += length
    }
    throw .damaged("it has more segments than any camera writes")
  }

  // Huffman tables, an extension, and arithmetic conditioning stand among the frame headers.
  private static func isTableMarker(_ marker: UInt8) -> Bool {
    marker == 0xC4 || marker == 0xC8 || marker == 0xCC
  }

  // Between segments any number of fill bytes 0xFF may stand; some writers leave stray bytes too,
  // of which a few are passed over as decoders do.
  private static func nextMarker(
    _ file: inout FileBytes, _ offset: inout Int
  ) throws(ImageError) -> UInt8 {
    let bytes = try file.bytes(at: offset, count: 4096)
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == 0xFF && bytes[index + 1] != 0xFF && bytes[index + 1] != 0 {
        offset += index + 2
        return bytes[index + 1]
      }
      index += 1
    }
    guard offset + bytes.count < file.count else { throw .truncated }
    throw .damaged("no segment where one should be")
  }

  private static func frame(
    _ file: inout FileBytes, at offset: Int, count: Int
  ) throws(ImageError) -> ImageHeader {
    let bytes = try file.bytes(at: offset, count: min(count, 6))
    guard bytes.count == 6 else { throw .truncated }
    let size = PixelSize(
      width: bytes.bigEndian(at: 3, size: 2), height: bytes.bigEndian(at: 1, size: 2))
    return ImageHeader(
      size: size, componentCount: Int(bytes[5]), bitDepth: Int(bytes[0]), exif: ExifFields(),
      dataStart: 0, endMark: [0xFF, 0xD9])
  }

  // APP1 carries XMP as well; nil lets the search go on.
  private static func exifFields(
    _ file: inout FileBytes, at offset: Int, count: Int
  ) throws(ImageError) -> ExifFields? {
    let payload = try file.bytes(at: offset, count: count)
    let signature = ExifFields.signature
    guard payload.starts(with: signature) else { return nil }
    return ExifFields(tiffBody: Array(payload[signature.count...]))
  }
}
