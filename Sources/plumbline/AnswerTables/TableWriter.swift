import Interchange

/// Writes a CSV table: to a file that appears whole or not at all, or to the standard output.
struct TableWriter: ~Copyable {
  private var file: AtomicFile?
  private var buffer: [UInt8] = []

  /// Starts a table; `path` nil means the standard output.
  init(_ path: String?, replacing: Bool) throws {
    if let path {
      file = try AtomicFile(LocalPath(path), replacingExisting: replacing)
    } else {
      file = nil
    }
  }

  /// Adds a row of texts; quotes are put where the text needs them.
  mutating func append(_ fields: [String]) throws {
    for (index, field) in fields.enumerated() {
      if index > 0 { buffer.append(0x2C) }
      append(field)
    }
    buffer.append(0x0A)
    if buffer.count >= 1 << 16 { try flush() }
  }

  private mutating func append(_ field: String) {
    // What goes to a terminal must not move its cursor.
    let field = file == nil ? PrintableText.escaping(field, limit: .max) : field
    guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D })
    else {
      buffer += field.utf8
      return
    }
    buffer.append(0x22)
    for byte in field.utf8 {
      if byte == 0x22 { buffer.append(0x22) }
      buffer.append(byte)
    }
    buffer.append(0x22)
  }

  private mutating func flush() throws {
    if file != nil {
      try file?.append(buffer)
    } else {
      print(String(decoding: buffer, as: UTF8.self), terminator: "")
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left and makes the file appear.
  consuming func finish() throws {
    try flush()
    if let file = file.take() { try file.commit() }
  }
}
