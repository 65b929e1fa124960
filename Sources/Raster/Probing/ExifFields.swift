/// What Plumbline reads from a picture's EXIF data, and writes into one.
package struct ExifFields: Hashable, Sendable {
  /// How the stored picture is to be turned; nil when the file does not say or says nonsense.
  package var orientation: Orientation?
  /// When it was taken, as the camera wrote it (`2026:11:21 09:30:00`, local time, no zone).
  package var captureTime: String?
  /// The camera's maker.
  package var make: String?
  /// The camera's model.
  package var model: String?

  /// Makes fields; what is not given is not written.
  package init(
    orientation: Orientation? = nil, captureTime: String? = nil, make: String? = nil,
    model: String? = nil
  ) {
    self.orientation = orientation
    self.captureTime = captureTime
    self.make = make
    self.model = model
  }

  /// Reads the fields of a TIFF body; bytes that are none give no fields.
  init(tiffBody: [UInt8]) {
    self.init()
    guard let directory = TIFFDirectory(tiffBody) else { return }
    orientation = directory.number(.orientation).flatMap(Orientation.init(rawValue:))
    captureTime = directory.text(.captureTime)
    make = directory.text(.make)
    model = directory.text(.model)
  }

  /// The payload of a JPEG APP1 segment that holds these fields.
  ///
  /// A little-endian TIFF body with one directory and, for the capture time, an EXIF directory
  /// behind it (EXIF 2.32, section 4.6). Text longer than 255 bytes is cut.
  var segmentPayload: [UInt8] {
    var main: [TIFFValue] = []
    if let make { main.append(.text(.make, make)) }
    if let model { main.append(.text(.model, model)) }
    if let orientation { main.append(.short(.orientation, orientation.rawValue)) }
    var body: [UInt8] = [0x49, 0x49, 0x2A, 0x00, 8, 0, 0, 0]
    guard let captureTime else { return Self.signature + body + TIFFValue.directory(main, at: 8) }
    // A directory's length does not depend on the values of its pointers.
    let exifStart = 8 + TIFFValue.directory(main + [.pointer(.exifDirectory, 0)], at: 8).count
    body += TIFFValue.directory(main + [.pointer(.exifDirectory, exifStart)], at: 8)
    body += TIFFValue.directory(
      [.version(.exifVersion, "0232"), .text(.captureTime, captureTime)], at: exifStart)
    return Self.signature + body
  }

  /// What stands before the TIFF body in a JPEG segment.
  static let signature: [UInt8] = Array("Exif\0\0".utf8)
}

/// One value of a TIFF directory that is being written.
private enum TIFFValue {
  case text(TIFFDirectory.Tag, String)
  case short(TIFFDirectory.Tag, Int)
  case pointer(TIFFDirectory.Tag, Int)
  case version(TIFFDirectory.Tag, String)

  /// A directory with its values behind it, for a given place in the body.
  static func directory(_ values: [TIFFValue], at offset: Int) -> [UInt8] {
    var entries = littleEndian(values.count, size: 2)
    var outside: [UInt8] = []
    let outsideStart = offset + 2 + values.count * 12 + 4
    for value in values {
      let (tag, type, count, bytes) = value.parts
      entries += littleEndian(tag.rawValue, size: 2) + littleEndian(type, size: 2)
      entries += littleEndian(count, size: 4)
      if bytes.count <= 4 {
        entries += bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
      } else {
        entries += littleEndian(outsideStart + outside.count, size: 4)
        // Values start at even places (TIFF 6.0, section 2).
        outside += bytes + (bytes.count.isMultiple(of: 2) ? [] : [0])
      }
    }
    return entries + [0, 0, 0, 0] + outside
  }

  private var parts: (tag: TIFFDirectory.Tag, type: Int, count: Int, bytes: [UInt8]) {
    switch self {
    case .text(let tag, let text):
      let bytes = text.utf8.prefix(255).filter { $0 != 0 } + [0]
      return (tag, 2, bytes.count, bytes)
    case .short(let tag, let value): return (tag, 3, 1, Self.littleEndian(value, size: 2))
    case .pointer(let tag, let value): return (tag, 4, 1, Self.littleEndian(value, size: 4))
    case .version(let tag, let text): return (tag, 7, text.utf8.count, Array(text.utf8))
    }
  }

  private static func littleEndian(_ value: Int, size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
