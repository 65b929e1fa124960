/// Writes compact JSON as UTF-8 bytes, in exactly the order it is told.
///
/// One line, no white space. Quotes, backslashes and control characters are escaped, and so are
/// DEL, U+0080...U+009F, U+2028 and U+2029, which some line splitters and terminals act on. The
/// caller keeps the nesting right.
package struct JSONWriter: Sendable {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// A key that is written often: its quotes, escapes and colon are made once.
  package struct Key: Sendable {
    fileprivate let bytes: [UInt8]

    /// Prepares a key.
    package init(_ name: String) {
      var writer = JSONWriter()
      writer.key(name)
      bytes = writer.bytes
    }
  }

  /// Starts with room for this many bytes.
  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what was written and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Opens an object.
  package mutating func beginObject() { open(0x7B) }
  /// Closes an object.
  package mutating func endObject() { close(0x7D) }
  /// Opens an array.
  package mutating func beginArray() { open(0x5B) }
  /// Closes an array.
  package mutating func endArray() { close(0x5D) }

  /// Writes a key; its value must follow.
  package mutating func key(_ name: String) {
    separate()
    appendQuoted(name)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a key that was escaped beforehand; its value must follow.
  package mutating func key(_ key: Key) {
    separate()
    bytes.append(contentsOf: key.bytes)
    needsComma = false
  }

  /// Writes a string.
  package mutating func string(_ text: String) {
    separate()
    appendQuoted(text)
    needsComma = true
  }

  /// Writes a whole number.
  package mutating func integer(_ value: Int) {
    separate()
    appendDecimal(value)
    needsComma = true
  }

  /// Writes the shortest digits that read back as the same double.
  ///
  /// JSON has no infinity and no NaN: they become `null`.
  package mutating func double(_ value: Double) {
    raw(value.isFinite ? Array(value.description.utf8)[...] : Array("null".utf8)[...])
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) { raw(Array((value ? "true" : "false").utf8)[...]) }

  /// Writes `null`.
  package mutating func null() { raw(Array("null".utf8)[...]) }

  /// Writes bytes that are one JSON value already.
  package mutating func raw(_ value: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// Writes bytes that are one key, with its quotes, already; its value must follow.
  package mutating func rawKey(_ key: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: key)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a tree; its depth is that of the text it was read from.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let number): raw(Array(number.text.utf8)[...])
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.key)
        self.value(member.value)
      }
      endObject()
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func appendDecimal(_ value: Int) {
    guard (0..<10_000).contains(value) else { return bytes.append(contentsOf: String(value).utf8) }
    // Nearly all numbers of a manifest are pixels.
    if value >= 1000 { bytes.append(0x30 + UInt8(value / 1000)) }
    if value >= 100 { bytes.append(0x30 + UInt8(value / 100 % 10)) }
    if value >= 10 { bytes.append(0x30 + UInt8(value / 10 % 10)) }
    bytes.append(0x30 + UInt8(value % 10))
  }
}

extension JSONWriter {
  private mutating func appendQuoted(_ text: String) {
    bytes.append(0x22)
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    if isPlain {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
    bytes.append(0x22)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
    case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
    case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
    case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
    case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029:
      let digits = String(scalar.value, radix: 16)
      bytes.append(contentsOf: [0x5C, 0x75])
      bytes.append(contentsOf: [UInt8](repeating: 0x30, count: 4 - digits.utf8.count))
      bytes.append(contentsOf: digits.utf8)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }
}
