import Interchange

/// Reads the records of a CSV file (RFC 4180), whatever its separator and line ends.
///
/// The separator is the comma, semicolon or tab that the first line has most of; a byte order mark
/// is passed over. Quoted fields may hold separators, line ends and doubled quotes.
struct CSVReader {
  /// One record.
  struct Record {
    /// The line on which it begins, from 1.
    let line: Int
    /// Its fields as bytes.
    let fields: [[UInt8]]
    /// Whether quotes in it were never closed.
    let isCutOff: Bool
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position: Int
  private var line = 1

  private static let quote: UInt8 = 0x22
  private static let newline: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// Starts at the beginning of a file's bytes.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes.prefix { $0 != Self.newline && $0 != Self.carriageReturn }
    let counts = [0x2C, 0x3B, 0x09].map { (sign: UInt8) in
      (sign: sign, count: first.count { $0 == sign })
    }
    // Of equals the first, the comma, is meant.
    separator = counts.reduce(counts[0]) { $1.count > $0.count ? $1 : $0 }.sign
  }

  /// The next record, empty lines passed over; nil at the end.
  mutating func next() -> Record? {
    while position < bytes.count {
      let start = line
      var fields: [[UInt8]] = []
      var isCutOff = false
      while true {
        let field = field()
        fields.append(field.bytes)
        isCutOff = isCutOff || field.isCutOff
        guard position < bytes.count, bytes[position] == separator else { break }
        position += 1
      }
      endLine()
      if fields != [[]] { return Record(line: start, fields: fields, isCutOff: isCutOff) }
    }
    return nil
  }

  private mutating func endLine() {
    if position < bytes.count, bytes[position] == Self.carriageReturn { position += 1 }
    if position < bytes.count, bytes[position] == Self.newline { position += 1 }
    line += 1
  }

  private mutating func field() -> (bytes: [UInt8], isCutOff: Bool) {
    var field: [UInt8] = []
    var isCutOff = false
    if position < bytes.count, bytes[position] == Self.quote {
      (field, isCutOff) = quoted()
    }
    // Text after a closing quote belongs to the field, as most programs have it.
    while position < bytes.count, bytes[position] != separator,
      bytes[position] != Self.newline, bytes[position] != Self.carriageReturn
    {
      field.append(bytes[position])
      position += 1
    }
    return (field, isCutOff)
  }

  private mutating func quoted() -> (bytes: [UInt8], isCutOff: Bool) {
    var field: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.newline { line += 1 }
      guard byte == Self.quote else {
        field.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == Self.quote else { return (field, false) }
      field.append(byte)
      position += 1
    }
    return (field, true)
  }
}
