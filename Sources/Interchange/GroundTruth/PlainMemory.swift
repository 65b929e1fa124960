import AnnotationModel

/// A text that is the same in line after line, made once.
struct RememberedText: Sendable {
  private var bytes: [UInt8] = []
  private var text = ""

  /// The text of a range, remembered for the next line; `make` makes something else of it.
  mutating func text(
    _ range: Range<Int>, of source: PlainText, _ make: (String) -> String = { $0 }
  ) -> String {
    if source.matches(bytes, range) { return text }
    bytes = Array(source.bytes[range])
    text = make(source.text(range))
    return text
  }
}

/// The names of classes, kept from line to line, and which of them the line at hand names.
struct PlainClasses: Sendable {
  /// Classes above this are not plain, so that the table stays small.
  static let largestID = 4095

  private struct Entry {
    var bytes: [UInt8] = []
    var name = ""
    /// The last line that named it so.
    var line = 0
  }

  private var entries: [Entry] = []
  private var line = 0

  /// Forgets which classes were named, not how.
  mutating func beginLine() { line += 1 }

  /// Notes that the line names a class; false for a second name, an empty and an unprintable one.
  mutating func add(_ range: Range<Int>, of text: PlainText, at id: Int) -> Bool {
    while entries.count <= id { entries.append(Entry()) }
    guard entries[id].line != line, !range.isEmpty else { return false }
    if !text.matches(entries[id].bytes, range) {
      let name = text.text(range)
      guard PrintableText.isClean(name) else { return false }
      entries[id] = Entry(bytes: Array(text.bytes[range]), name: name)
    }
    entries[id].line = line
    return true
  }

  /// The name that the line gives to a class.
  subscript(id: Int) -> String? {
    guard id < entries.count, entries[id].line == line else { return nil }
    return entries[id].name
  }
}

/// Moments of answers; the day is worked out once for all lines of it.
struct PlainDates: Sendable {
  private var day: [UInt8] = []
  private var midnight: Int64 = 0

  /// The moment in a range; nil when it cannot be read.
  mutating func moment(_ range: Range<Int>, of text: PlainText) -> Timestamp? {
    guard range.count >= 19 else { return nil }
    let end = range.lowerBound + 10
    if !text.matches(day, range.lowerBound..<end) {
      guard let start = Timestamp(text.text(range.lowerBound..<end) + "T00:00:00") else {
        return nil
      }
      (day, midnight) = (Array(text.bytes[range.lowerBound..<end]), start.microseconds)
    }
    return Self.microseconds(end..<range.upperBound, of: text.bytes)
      .map { Timestamp(microseconds: midnight + $0) } ?? Timestamp(text.text(range))
  }

  /// The microseconds of `T12:34:56` and of up to six decimals; nil for other forms.
  private static func microseconds(_ range: Range<Int>, of bytes: [UInt8]) -> Int64? {
    let start = range.lowerBound
    func two(_ offset: Int) -> Int64? {
      let (tens, ones) = (bytes[start + offset] &- 0x30, bytes[start + offset + 1] &- 0x30)
      return tens < 10 && ones < 10 ? Int64(tens * 10 + ones) : nil
    }
    guard bytes[start] == 0x54, bytes[start + 3] == 0x3A, bytes[start + 6] == 0x3A,
      let hour = two(1), let minute = two(4), let second = two(7), hour < 24, minute < 60,
      second < 60
    else { return nil }
    var result = ((hour * 60 + minute) * 60 + second) * 1_000_000
    guard range.count > 9 else { return result }
    guard bytes[start + 9] == 0x2E, (11...16).contains(range.count) else { return nil }
    var weight: Int64 = 100_000
    for index in start + 10..<range.upperBound {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      result += Int64(digit) * weight
      weight /= 10
    }
    return result
  }
}
