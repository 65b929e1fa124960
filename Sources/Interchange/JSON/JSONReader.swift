/// A pull reader over the bytes of one JSON text (RFC 8259).
///
/// The caller asks for what it expects; `skipValue` passes over the rest and checks it as strictly.
/// The bytes are checked for UTF-8 once, at the start. Nothing recurses, and errors name line and
/// byte. It does not look for duplicate keys: whoever reads a key into a place uses `store`.
package struct JSONReader: Sendable {
  /// The kind of the next value.
  package enum Kind: Sendable {
    case object, array, string, number, boolean, null

    /// As messages name it.
    var name: String {
      switch self {
      case .object: "an object"
      case .array: "an array"
      case .string: "a string"
      case .number: "a number"
      case .boolean: "true or false"
      case .null: "null"
      }
    }
  }

  /// The whole text, so that errors can say where they are.
  package let bytes: [UInt8]
  /// The next byte to look at.
  package private(set) var position: Int
  let end: Int
  let origin: RecordOrigin
  let limits: JSONLimits
  private var depth = 0
  private var followsValue = false
  /// Whether the text was checked before, as far as this reader goes.
  let isChecked: Bool

  /// Starts at the first byte; throws when the bytes are not UTF-8.
  package init(
    _ bytes: [UInt8], origin: RecordOrigin, limits: JSONLimits = .standard
  ) throws(InterchangeError) {
    self.bytes = bytes
    position = 0
    end = bytes.count
    self.origin = origin
    self.limits = limits
    isChecked = false
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw failure(.invalidUTF8, at: error.byteOffsets.lowerBound)
    }
  }

  /// Starts at the first byte of a text that was read to its end before.
  init(checked bytes: [UInt8], origin: RecordOrigin, limits: JSONLimits = .standard) {
    self.bytes = bytes
    position = 0
    end = bytes.count
    self.origin = origin
    self.limits = limits
    isChecked = true
  }

  private init(_ whole: JSONReader, range: Range<Int>) {
    bytes = whole.bytes
    position = range.lowerBound
    end = range.upperBound
    origin = whole.origin
    limits = whole.limits
    depth = 0
    isChecked = true
  }

  /// A reader of one value of the same text, by a range that `skipValue` gave.
  package func reader(of range: Range<Int>) -> JSONReader {
    JSONReader(self, range: range)
  }

  /// An error about a byte of the text.
  package func failure(_ reason: InterchangeError.Reason, at offset: Int) -> InterchangeError {
    if let line = origin.line {
      return InterchangeError(
        file: origin.file, line: line, column: offset + 1, reason: reason)
    }
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = before.count { $0 == 0x0A } + 1
    return InterchangeError(
      file: origin.file, line: line, column: offset - lineStart + 1, reason: reason)
  }

  /// An error about the byte that is next.
  package func failure(_ reason: InterchangeError.Reason) -> InterchangeError {
    failure(reason, at: position)
  }
}

// MARK: - Structure

extension JSONReader {
  /// The kind of the next value, judged by its first byte.
  package mutating func peek() throws(InterchangeError) -> Kind {
    skipWhitespace()
    guard position < end else { throw failure(.json(.endsEarly)) }
    switch bytes[position] {
    case 0x7B: return .object
    case 0x5B: return .array
    case 0x22: return .string
    case 0x2D, 0x30...0x39: return .number
    case 0x74, 0x66: return .boolean
    case 0x6E: return .null
    default: throw unexpected("a value")
    }
  }

  /// Throws unless the next value is of this kind; `key` names it in the message.
  package mutating func expect(_ kind: Kind, for key: String) throws(InterchangeError) {
    let found = try peek()
    guard found == kind else {
      throw failure(.wrongType(key: key, expected: kind.name, found: found.name))
    }
  }

  /// Enters an object; `key` names it in messages.
  package mutating func beginObject(_ key: String) throws(InterchangeError) {
    try expect(.object, for: key)
    try descend()
  }

  /// Enters an array; `key` names it in messages.
  package mutating func beginArray(_ key: String) throws(InterchangeError) {
    try expect(.array, for: key)
    try descend()
  }

  /// Moves to the next member of the object and reads its key; nil leaves the object.
  package mutating func nextKey() throws(InterchangeError) -> String? {
    guard let token = try nextKeyToken() else { return nil }
    return text(of: token)
  }

  /// As `nextKey`, without decoding the key.
  mutating func nextKeyToken() throws(InterchangeError) -> StringToken? {
    guard try advance(closing: 0x7D) else { return nil }
    guard position < end, bytes[position] == 0x22 else { throw unexpected("a key") }
    let token = try scanString()
    skipWhitespace()
    try consume(0x3A, "a colon")
    followsValue = false
    return token
  }

  /// Moves to the next element of the array; false leaves the array.
  package mutating func nextElement() throws(InterchangeError) -> Bool {
    guard try advance(closing: 0x5D) else { return false }
    followsValue = false
    return true
  }

  /// Throws when anything but white space follows.
  package mutating func finish() throws(InterchangeError) {
    skipWhitespace()
    if position < end { throw unexpected("the end of the record") }
  }

  /// Puts a value into its place; throws when an earlier member with this key did so already.
  ///
  /// The error names the byte that is next, or the one at `offset`.
  package func store<Value>(
    _ value: Value, in place: inout Value?, key: String, at offset: Int? = nil
  ) throws(InterchangeError) {
    guard place == nil else { throw failure(.duplicateKey(key), at: offset ?? position) }
    place = value
  }

  private mutating func descend() throws(InterchangeError) {
    guard depth < limits.depth else { throw failure(.json(.tooDeep(limit: limits.depth))) }
    depth += 1
    position += 1
    followsValue = false
  }

  /// Steps over a comma where one is due; false when the container closes instead.
  private mutating func advance(closing: UInt8) throws(InterchangeError) -> Bool {
    skipWhitespace()
    guard position < end else { throw failure(.json(.endsEarly)) }
    if bytes[position] == closing {
      position += 1
      depth -= 1
      followsValue = true
      return false
    }
    guard followsValue else { return true }
    try consume(0x2C, "a comma")
    skipWhitespace()
    return true
  }

  @inline(__always)
  private mutating func consume(_ byte: UInt8, _ name: StaticString) throws(InterchangeError) {
    guard position < end else { throw failure(.json(.endsEarly)) }
    guard bytes[position] == byte else { throw unexpected(String(describing: name)) }
    position += 1
  }

  @inline(__always)
  private mutating func skipWhitespace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private func unexpected(_ expected: String) -> InterchangeError {
    guard position < end else { return failure(.json(.endsEarly)) }
    let found = String(decoding: bytes[position..<min(position + 12, end)], as: UTF8.self)
    return failure(.json(.unexpected(found: found, expected: expected)))
  }
}

// MARK: - Values

extension JSONReader {
  /// Reads a string and undoes its escapes.
  package mutating func readString(for key: String) throws(InterchangeError) -> String {
    try expect(.string, for: key)
    return text(of: try scanString())
  }

  /// Reads a number as a double.
  package mutating func readDouble(for key: String) throws(InterchangeError) -> Double {
    try expect(.number, for: key)
    return doubleValue(of: try scanNumber())
  }

  /// Reads a number without losing how it is written.
  mutating func readNumberToken(for key: String) throws(InterchangeError) -> NumberToken {
    try expect(.number, for: key)
    return try scanNumber()
  }

  /// Reads `true` or `false`.
  package mutating func readBoolean(for key: String) throws(InterchangeError) -> Bool {
    try expect(.boolean, for: key)
    let value = bytes[position] == 0x74
    try consumeWord(value ? "true" : "false")
    return value
  }

  /// Reads `null`.
  package mutating func readNull(for key: String) throws(InterchangeError) {
    try expect(.null, for: key)
    try consumeWord("null")
  }

  /// Passes over the next value, whatever it is, checking it fully; gives the bytes it covers.
  @discardableResult
  package mutating func skipValue() throws(InterchangeError) -> Range<Int> {
    skipWhitespace()
    let start = position
    if isChecked, start < end { return skipCheckedValue() }
    // Bit i tells whether the container at level i is an object.
    var objects: UInt64 = 0
    var level = 0
    while true {
      if let end = endOfPlainScalar(at: position) {
        position = end
        followsValue = true
      } else {
        try enterValue(&objects, &level)
      }
      var hasNext = false
      while level > 0, !hasNext {
        hasNext = try hasNextValue(inObject: objects & (1 << UInt64(level - 1)) != 0)
        if !hasNext { level -= 1 }
      }
      if level == 0 { return start..<position }
    }
  }

  /// Enters the container that is next, or passes over the scalar.
  private mutating func enterValue(
    _ objects: inout UInt64, _ level: inout Int
  ) throws(InterchangeError) {
    switch try peek() {
    case .object:
      try descend()
      objects |= 1 << UInt64(level)
      level += 1
    case .array:
      try descend()
      objects &= ~(1 << UInt64(level))
      level += 1
    case let scalar: try skipScalar(scalar)
    }
  }

  /// Moves to the next value of a container; false leaves it.
  private mutating func hasNextValue(inObject: Bool) throws(InterchangeError) -> Bool {
    let plain =
      inObject
      ? valueOfPlainMember(at: position, afterComma: followsValue)
      : followsValue ? behindPlainComma(at: position) : nil
    guard let plain else { return try inObject ? nextKeyToken() != nil : nextElement() }
    position = plain
    followsValue = false
    return true
  }

  /// Passes over a value of a text that was checked before: only strings and brackets matter.
  private mutating func skipCheckedValue() -> Range<Int> {
    let start = position
    position = endOfCheckedValue(at: start)
    followsValue = true
    return start..<position
  }

  private mutating func skipScalar(_ kind: Kind) throws(InterchangeError) {
    switch kind {
    case .string: _ = try scanString()
    case .number: _ = try scanNumber()
    case .boolean: try consumeWord(bytes[position] == 0x74 ? "true" : "false")
    case .null: try consumeWord("null")
    case .object, .array: break
    }
  }

  private mutating func consumeWord(_ word: StaticString) throws(InterchangeError) {
    let start = position
    for byte in String(describing: word).utf8 {
      guard position < end else { throw failure(.json(.endsEarly)) }
      guard bytes[position] == byte else {
        position = start
        throw unexpected("a value")
      }
      position += 1
    }
    followsValue = true
  }

  private mutating func scanString() throws(InterchangeError) -> StringToken {
    let token = try stringToken(at: position)
    position = token.range.upperBound + 1
    followsValue = true
    return token
  }

  /// Takes the next member of the object when its key is up to sixteen plain characters and its
  /// value a number, as nearly all members of large files are; nil moves nothing.
  ///
  /// Only for texts that were checked before. See `PlainKey` for the key.
  mutating func takePlainNumber() throws(InterchangeError) -> (key: PlainKey, value: NumberToken)? {
    guard isChecked, let found = plainKey(at: position, afterComma: followsValue) else {
      return nil
    }
    let token = try numberToken(at: found.value)
    position = token.range.upperBound
    followsValue = true
    return (found.key, token)
  }

  private mutating func scanNumber() throws(InterchangeError) -> NumberToken {
    let token = try numberToken(at: position)
    position = token.range.upperBound
    followsValue = true
    return token
  }
}
