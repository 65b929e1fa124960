/// What the headers of a supported format gave.
struct ImageHeader {
  var size: PixelSize
  var componentCount: Int
  var bitDepth: Int
  var exif: ExifFields
  /// Where the compressed pixels begin.
  var dataStart: Int
  /// The bytes with which a complete file ends.
  var endMark: [UInt8]

  /// Whether the end mark stands in the last 4 KiB, behind the headers.
  ///
  /// Entropy-coded JPEG data never contains its end mark, so that finding it is finding the end;
  /// an embedded thumbnail has one too, hence only what lies behind the headers counts.
  func endMarkIsFound(in file: inout FileBytes) throws(ImageError) -> Bool {
    let start = max(dataStart, file.count - 4096)
    let tail = try file.bytes(at: start, count: file.count - start)
    guard tail.count >= endMark.count else { return false }
    return (0...tail.count - endMark.count).reversed().contains { place in
      tail[place..<place + endMark.count].elementsEqual(endMark)
    }
  }
}

extension [UInt8] {
  /// The big-endian number of the given size at an offset that is known to be inside.
  func bigEndian(at offset: Int, size: Int) -> Int {
    self[offset..<offset + size].reduce(0) { $0 << 8 | Int($1) }
  }
}
