import Interchange

/// The rows of a CSV file (RFC 4180) one by one, of a file of any size in bounded memory.
///
/// The first row names the columns; asked for are some of them by name, in any order. The separator
/// is the comma, semicolon or tab that the first row has most of.
struct TableRows: ~Copyable {
  /// One row: the line it begins on, and the bytes of the columns that were asked for.
  struct Row {
    let line: Int
    let fields: [ArraySlice<UInt8>]
  }

  /// The most bytes that a row may have.
  private static let limit = 1 << 20

  private var lines: LineReader
  private let separator: UInt8
  /// Where in a row each column that was asked for is.
  private let places: [Int]
  private let path: LocalPath
  /// Rows that could not be read.
  private(set) var rejects = Rejects()

  /// Opens a file; each of `columns` is a list of names that will do, lower case.
  init(_ path: LocalPath, columns: [[String]]) throws {
    var lines = try LineReader(path, limit: Self.limit)
    let header = try lines.next()
    let layout = try Self.layout(header, columns, path)
    self.lines = lines
    self.path = path
    separator = layout.separator
    places = layout.places
  }

  /// What the first row says: the separator, and where each column that was asked for is.
  private static func layout(
    _ header: LineReader.Line?, _ columns: [[String]], _ path: LocalPath
  ) throws -> (separator: UInt8, places: [Int]) {
    guard case .bytes(let header) = header?.content else {
      throw Failure("\(path) is empty", hint: "give a table with the columns \(list(columns))")
    }
    let separator = separator(of: header)
    guard let fields = fields(of: header[...], separator) else {
      throw Failure("\(path):1: quotes are not closed")
    }
    let names = fields.map { String(decoding: $0, as: UTF8.self).lowercased() }
    let places = try columns.map { wanted in
      guard let place = names.firstIndex(where: { wanted.contains($0) }) else {
        throw Failure(
          "\(path):1: no column is called \"\(wanted[0])\"",
          hint: "the first line must name the columns \(list(columns))")
      }
      return place
    }
    return (separator, places)
  }

  private static func list(_ columns: [[String]]) -> String {
    columns.map { $0[0] }.joined(separator: ",")
  }

  private static func separator(of header: [UInt8]) -> UInt8 {
    let counts = [0x2C, 0x3B, 0x09].map { (sign: UInt8) in
      (sign: sign, count: header.count { $0 == sign })
    }
    return counts.reduce(counts[0]) { $1.count > $0.count ? $1 : $0 }.sign
  }

  /// The next row that could be read, empty lines passed over; nil at the end.
  mutating func next() throws -> Row? {
    while let line = try lines.next() {
      guard case .bytes(var bytes) = line.content else {
        rejects.add("\(path):\(line.number)", "longer than \(Self.limit) bytes")
        continue
      }
      if bytes.isEmpty { continue }
      var fields = Self.fields(of: bytes[...], separator)
      // A quoted field may hold the end of a line.
      while fields == nil, bytes.count < Self.limit,
        case .bytes(let more) = try lines.next()?.content
      {
        bytes += [0x0A] + more
        fields = Self.fields(of: bytes[...], separator)
      }
      guard let fields else {
        rejects.add("\(path):\(line.number)", "quotes are not closed")
        continue
      }
      if let row = row(line.number, fields) { return row }
    }
    return nil
  }

  private mutating func row(_ line: Int, _ fields: [ArraySlice<UInt8>]) -> Row? {
    var chosen: [ArraySlice<UInt8>] = []
    chosen.reserveCapacity(places.count)
    for place in places {
      guard place < fields.count, !fields[place].isEmpty else {
        rejects.add("\(path):\(line)", "column \(place + 1) is empty")
        return nil
      }
      chosen.append(fields[place])
    }
    return Row(line: line, fields: chosen)
  }

  /// Splits a line; nil when quotes are not closed.
  private static func fields(
    of line: ArraySlice<UInt8>, _ separator: UInt8
  ) -> [ArraySlice<UInt8>]? {
    var fields: [ArraySlice<UInt8>] = []
    fields.reserveCapacity(4)
    var start = line.startIndex
    var index = start
    while index < line.endIndex {
      if line[index] == 0x22, index == start {
        guard let (field, next) = quoted(line, from: index, separator) else { return nil }
        fields.append(field)
        if next == line.endIndex { return fields }
        index = next + 1
        start = index
      } else if line[index] == separator {
        fields.append(line[start..<index])
        index += 1
        start = index
      } else {
        index += 1
      }
    }
    fields.append(line[start...])
    return fields
  }

  /// The field whose quote opens at `start`, and where the separator after it is.
  private static func quoted(
    _ line: ArraySlice<UInt8>, from start: Int, _ separator: UInt8
  ) -> (field: ArraySlice<UInt8>, next: Int)? {
    var field: [UInt8] = []
    var index = start + 1
    while index < line.endIndex {
      if line[index] != 0x22 {
        field.append(line[index])
        index += 1
      } else if index + 1 < line.endIndex, line[index + 1] == 0x22 {
        field.append(0x22)
        index += 2
      } else {
        // Text after a closing quote belongs to the field, as most programs have it.
        let next = line[(index + 1)...].firstIndex(of: separator) ?? line.endIndex
        return ((field + line[(index + 1)..<next])[...], next)
      }
    }
    return nil
  }
}
