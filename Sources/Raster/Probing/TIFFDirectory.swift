/// The first directory of a TIFF body, and the EXIF directory that it points to.
///
/// EXIF in JPEG and PNG is such a body. Nothing in it is trusted: offsets and counts that lead
/// outside the bytes are taken as absent, no chain of directories is followed, and only the tags
/// below are looked at.
struct TIFFDirectory {
  /// A tag that is of use here, by its number.
  enum Tag: Int {
    case make = 0x010F
    case model = 0x0110
    case orientation = 0x0112
    case subDirectories = 0x014A
    case exifDirectory = 0x8769
    case captureTime = 0x9003
    case exifVersion = 0x9000
    case dngVersion = 0xC612
  }

  private struct Entry {
    let type: Int
    let count: Int
    let valueOffset: Int
  }

  private let bytes: [UInt8]
  private let isLittleEndian: Bool
  private var entries: [Tag: Entry] = [:]

  /// Reads the directory; nil when the bytes do not start a TIFF body.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    switch bytes.prefix(4) {
    case [0x49, 0x49, 0x2A, 0x00]: isLittleEndian = true
    case [0x4D, 0x4D, 0x00, 0x2A]: isLittleEndian = false
    default: return nil
    }
    readEntries(at: integer(at: 4, size: 4))
    readEntries(at: number(.exifDirectory))
  }

  /// Whether a tag is there.
  func contains(_ tag: Tag) -> Bool { entries[tag] != nil }

  /// The first number of a tag that holds whole numbers.
  func number(_ tag: Tag) -> Int? {
    guard let entry = entries[tag], entry.count >= 1 else { return nil }
    return switch entry.type {
    case 1: integer(at: entry.valueOffset, size: 1)
    case 3: integer(at: entry.valueOffset, size: 2)
    case 4, 13: integer(at: entry.valueOffset, size: 4)
    default: nil
    }
  }

  /// The text of a tag, without trailing blanks and control characters; nil when nothing is left.
  func text(_ tag: Tag) -> String? {
    guard let entry = entries[tag], entry.type == 2 || entry.type == 129, entry.count > 0 else {
      return nil
    }
    // Longer values than a model name needs are cut, not refused.
    let length = min(entry.count, 256)
    let start = entry.count <= 4 ? entry.valueOffset : integer(at: entry.valueOffset, size: 4) ?? -1
    guard start >= 0, start + length <= bytes.count else { return nil }
    let raw = bytes[start..<start + length].prefix { $0 != 0 }
    let decoded = String(decoding: raw, as: UTF8.self)
    var visible = decoded.unicodeScalars.filter { !Self.isControl($0) }
    while visible.last == " " { visible.removeLast() }
    return visible.isEmpty ? nil : String(String.UnicodeScalarView(visible))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private mutating func readEntries(at offset: Int?) {
    guard let offset, let count = integer(at: offset, size: 2) else { return }
    for index in 0..<count {
      let start = offset + 2 + index * 12
      guard let name = integer(at: start, size: 2), let type = integer(at: start + 2, size: 2),
        let count = integer(at: start + 4, size: 4), start + 12 <= bytes.count
      else { return }
      guard let tag = Tag(rawValue: name), entries[tag] == nil else { continue }
      entries[tag] = Entry(type: type, count: count, valueOffset: start + 8)
    }
  }

  private func integer(at offset: Int, size: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - size else { return nil }
    var value = 0
    for index in 0..<size {
      value = value << 8 | Int(bytes[offset + (isLittleEndian ? size - 1 - index : index)])
    }
    return value
  }
}
