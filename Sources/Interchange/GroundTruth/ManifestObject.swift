/// One manifest line as it came: its bytes, and where in them each key and value lies.
package struct ManifestObject: Hashable, Sendable {
  /// One key of the line and its value.
  package struct Member: Hashable, Sendable {
    /// The key, escapes undone.
    package let name: String
    /// The bytes of the key with its quotes.
    let keyRange: Range<Int>
    /// The bytes of the value.
    let valueRange: Range<Int>
  }

  /// The line without its ending.
  package let bytes: [UInt8]
  /// The keys in their order; no name occurs twice.
  package let members: [Member]

  /// Reads a line, checking it fully as JSON; a key given twice is refused.
  package init(parsing bytes: [UInt8], origin: RecordOrigin) throws(InterchangeError) {
    var reader = try JSONReader(bytes, origin: origin)
    try self.init(reading: &reader)
  }

  /// Puts an object together from a line that was read.
  init(bytes: [UInt8], members: [Member]) {
    self.bytes = bytes
    self.members = members
  }

  init(reading reader: inout JSONReader) throws(InterchangeError) {
    var members: [Member] = []
    var names = SmallKeySet()
    try reader.beginObject("line")
    while let token = try reader.nextKeyToken() {
      let name = reader.text(of: token)
      guard names.insert(name) else { throw reader.failure(.duplicateKey(name)) }
      let value = try reader.skipValue()
      let key = token.range.lowerBound - 1..<token.range.upperBound + 1
      members.append(Member(name: name, keyRange: key, valueRange: value))
    }
    try reader.finish()
    bytes = reader.bytes
    self.members = members
  }

  /// The member with this name; nil when there is none.
  package func member(named name: String) -> Member? {
    members.first { $0.name == name }
  }

  /// The bytes of a value as they came.
  package func rawValue(of member: Member) -> ArraySlice<UInt8> {
    bytes[member.valueRange]
  }

  /// The value of a key as a tree; nil when there is no such key.
  package func value(
    of name: String, origin: RecordOrigin
  ) throws(InterchangeError) -> JSONValue? {
    guard let member = member(named: name) else { return nil }
    return try JSONValue(parsing: Array(rawValue(of: member)), origin: origin)
  }
}

extension ManifestObject {
  /// The same line with another string for one of its keys; unchanged when it has no such key.
  package func replacing(
    _ name: String, with text: String, origin: RecordOrigin
  ) throws(InterchangeError) -> ManifestObject {
    guard let member = member(named: name) else { return self }
    let value = rawValue(of: member)
    var writer = JSONWriter()
    writer.string(text)
    return try ManifestObject(
      parsing: Array(bytes[..<value.startIndex]) + writer.bytes + bytes[value.endIndex...],
      origin: origin)
  }
}
