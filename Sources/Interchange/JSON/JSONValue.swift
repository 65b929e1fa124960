/// A JSON value as a tree that can be written again without loss.
///
/// Members keep their order and numbers the exact text they were written with.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Number)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A number as it was written.
  package struct Number: Hashable, Sendable {
    /// The characters of the source, a finite JSON number.
    package let text: String
    /// The nearest double.
    package let value: Double

    /// Makes a number of its text and the double nearest to it.
    package init(text: String, value: Double) {
      self.text = text
      self.value = value
    }
  }

  /// A key and its value.
  package struct Member: Hashable, Sendable {
    /// The key, escapes undone.
    package let key: String
    /// Its value.
    package let value: JSONValue

    /// Makes a member.
    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a key; nil when this is no object or has no such key.
  package subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text of a string; nil for other kinds.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The double of a number; nil for other kinds.
  package var double: Double? {
    if case .number(let number) = self { number.value } else { nil }
  }

  /// The whole number that a number is; nil for other kinds and fractions.
  package var integer: Int? { double.flatMap { Int(exactly: $0) } }

  /// The elements of an array; nil for other kinds.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object in their order; nil for other kinds.
  package var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Whether it is `null`.
  package var isNull: Bool { self == .null }

  /// As messages name the kind.
  var kindName: String {
    switch self {
    case .null: JSONReader.Kind.null.name
    case .bool: JSONReader.Kind.boolean.name
    case .number: JSONReader.Kind.number.name
    case .string: JSONReader.Kind.string.name
    case .array: JSONReader.Kind.array.name
    case .object: JSONReader.Kind.object.name
    }
  }
}

extension JSONValue {
  /// Reads one whole JSON text.
  ///
  /// A key that occurs twice in one object is refused: readers differ in which of the two they
  /// take, so that either choice would lose something in silence. Keys are compared as Swift
  /// compares strings, so two spellings of the same characters (NFC, NFD) count as one.
  package init(
    parsing bytes: [UInt8], origin: RecordOrigin, limits: JSONLimits = .standard
  ) throws(InterchangeError) {
    var reader = try JSONReader(bytes, origin: origin, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }
}

extension JSONReader {
  /// Reads the next value as a tree; its depth is limited, so recursion is too.
  package mutating func readValue() throws(InterchangeError) -> JSONValue {
    switch try peek() {
    case .null:
      try readNull(for: "")
      return .null
    case .boolean: return .bool(try readBoolean(for: ""))
    case .string: return .string(try readString(for: ""))
    case .number:
      let token = try readNumberToken(for: "")
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      return .number(.init(text: text, value: doubleValue(of: token)))
    case .array: return .array(try readElements())
    case .object: return .object(try readMembers())
    }
  }

  private mutating func readElements() throws(InterchangeError) -> [JSONValue] {
    try beginArray("")
    var elements: [JSONValue] = []
    while try nextElement() { elements.append(try readValue()) }
    return elements
  }

  private mutating func readMembers() throws(InterchangeError) -> [JSONValue.Member] {
    try beginObject("")
    var members: [JSONValue.Member] = []
    var keys = Set<String>()
    while let key = try nextKey() {
      guard keys.insert(key).inserted else { throw failure(.duplicateKey(key)) }
      members.append(.init(key: key, value: try readValue()))
    }
    return members
  }
}
