package import Raster

/// What a terminal has answered so far.
package struct TerminalReplies: Hashable, Sendable {
  /// Attributes from DA1, the class first; nil until it is answered.
  package private(set) var deviceAttributes: [Int]?
  /// Name and version from XTVERSION, such as `XTerm(379)`, without control characters.
  package private(set) var version: String?
  /// The size of a cell in pixels.
  package private(set) var cellPixels: PixelSize?
  /// The size of the text area in pixels.
  package private(set) var textAreaPixels: PixelSize?
  /// DEC modes and how each is set: 0 unknown, 1 set, 2 reset, 3 and 4 permanently so.
  package private(set) var modes: [Int: Int] = [:]
  /// The background colour.
  package private(set) var background: RGB8?

  /// Makes a value without replies.
  package init() {}

  /// Whether the last question has been answered, so that no more replies will come.
  package var isComplete: Bool { deviceAttributes != nil }

  /// Takes one complete escape sequence, from its ESC to its end; false when it is no known reply.
  ///
  /// Numbers that no terminal has (a cell of 0 or of 10,000 pixels) are not taken.
  package mutating func accept(_ sequence: [UInt8]) -> Bool {
    guard sequence.count >= 3, sequence.count <= 4096, sequence[0] == 0x1B else { return false }
    switch sequence[1] {
    case UInt8(ascii: "["): return acceptControl(Array(sequence[2...]))
    case UInt8(ascii: "P"): return acceptVersion(body(sequence))
    case UInt8(ascii: "]"): return acceptColor(body(sequence))
    default: return false
    }
  }

  // What stands between the introducer and BEL or ST.
  private func body(_ sequence: [UInt8]) -> String {
    let end = sequence.count - (sequence.last == 0x07 ? 1 : 2)
    return end > 2 ? String(decoding: sequence[2..<end], as: UTF8.self) : ""
  }

  private mutating func acceptControl(_ bytes: [UInt8]) -> Bool {
    guard let final = bytes.last else { return false }
    let isPrivate = bytes.first == UInt8(ascii: "?")
    let isReport = bytes.dropLast().last == UInt8(ascii: "$")
    let text = bytes.dropFirst(isPrivate ? 1 : 0).dropLast(isReport ? 2 : 1)
    let fields = text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let numbers = fields.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == fields.count else { return false }
    switch (final, isPrivate, isReport) {
    case (UInt8(ascii: "c"), true, false): deviceAttributes = numbers
    case (UInt8(ascii: "y"), true, true) where numbers.count == 2: modes[numbers[0]] = numbers[1]
    case (UInt8(ascii: "t"), false, false): return acceptSize(numbers)
    default: return false
    }
    return true
  }

  private mutating func acceptSize(_ numbers: [Int]) -> Bool {
    guard numbers.count == 3 else { return false }
    let size = PixelSize(width: numbers[2], height: numbers[1])
    switch numbers[0] {
    case 6 where (1...1000).contains(size.width) && (1...1000).contains(size.height):
      cellPixels = size
    case 4 where (1...65_535).contains(size.width) && (1...65_535).contains(size.height):
      textAreaPixels = size
    case 4, 6: break
    default: return false
    }
    return true
  }

  private mutating func acceptVersion(_ text: String) -> Bool {
    guard text.hasPrefix(">|") else { return false }
    let visible = text.dropFirst(2).unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }
    version = String(String.UnicodeScalarView(visible.prefix(80)))
    return true
  }

  // XParseColor's form: one to four hexadecimal digits for each component.
  private mutating func acceptColor(_ text: String) -> Bool {
    guard text.hasPrefix("11;") else { return false }
    let name = text.dropFirst(3)
    guard let colon = name.firstIndex(of: ":"), name[..<colon].hasPrefix("rgb") else { return true }
    let parts = name[name.index(after: colon)...].split(separator: "/")
    let values = parts.compactMap { part -> UInt8? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      let highest = 1 << (4 * part.count) - 1
      return UInt8(clamping: (value * 255 + highest / 2) / highest)
    }
    if values.count == parts.count, values.count >= 3 {
      background = RGB8(r: values[0], g: values[1], b: values[2])
    }
    return true
  }
}
