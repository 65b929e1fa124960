import Interchange

/// Prints records one by one as a JSON array, each on a line of its own.
///
/// Nothing is gathered, so the number of records does not matter.
struct RecordOutput {
  private var isFirst = true
  private var writer = JSONWriter()

  /// Prints one more record, which `fill` writes as the members of an object.
  mutating func append(_ fill: (inout JSONWriter) -> Void) {
    writer.removeAll()
    writer.beginObject()
    fill(&writer)
    writer.endObject()
    print(isFirst ? "[" : ",", terminator: isFirst ? "" : "\n")
    print(String(decoding: writer.bytes, as: UTF8.self), terminator: "")
    isFirst = false
  }

  /// Ends the array.
  func finish() {
    print(isFirst ? "[]" : "]")
  }
}

extension JSONWriter {
  /// Writes a key and text, or `null`.
  mutating func member(_ key: String, _ text: String?) {
    self.key(key)
    if let text { string(text) } else { null() }
  }

  /// Writes a key and a whole number, or `null`.
  mutating func member(_ key: String, _ number: Int?) {
    self.key(key)
    if let number { integer(number) } else { null() }
  }
}
