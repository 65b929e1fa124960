/// Steps through JSON as programs write it: no escapes, numbers of a few digits, at most one space
/// after a comma or colon.
///
/// Every step gives nil or false for anything else, right or wrong, and its caller gives up: the
/// text is then read, and judged, by `JSONReader`. What is accepted here is valid JSON, as long as
/// the text was checked for UTF-8.
struct PlainText: Sendable {
  /// The whole text.
  let bytes: [UInt8]
  /// The next byte to look at.
  var index = 0

  /// The byte to look at; zero at the end.
  @inline(__always)
  var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Steps over a byte.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// Steps over a comma or colon and the space after it, if there is one.
  @inline(__always)
  mutating func takeSeparator(_ byte: UInt8) -> Bool {
    guard take(byte) else { return false }
    _ = take(0x20)
    return true
  }

  /// Steps over these bytes.
  @inline(__always)
  mutating func take(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard matches(literal, index..<index + count) else { return false }
    index += count
    return true
  }

  /// Whether a range holds these bytes.
  @inline(__always)
  func matches(_ literal: StaticString, _ range: Range<Int>) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard range.count == count, range.upperBound <= bytes.count else { return false }
    // Safe: the literal is as long as it says.
    let start = unsafe literal.utf8Start
    for offset in 0..<count where unsafe bytes[range.lowerBound + offset] != start[offset] {
      return false
    }
    return true
  }

  /// Whether a range holds these bytes.
  @inline(__always)
  func matches(_ other: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    for offset in 0..<other.count where bytes[range.lowerBound + offset] != other[offset] {
      return false
    }
    return true
  }

  /// Steps over a string without escapes; gives the bytes between its quotes.
  @inline(__always)
  mutating func takeString() -> Range<Int>? {
    guard take(0x22) else { return nil }
    let start = index
    var end = index
    while end < bytes.count {
      let byte = bytes[end]
      if byte == 0x22 {
        index = end + 1
        return start..<end
      }
      if byte == 0x5C || byte < 0x20 { return nil }
      end += 1
    }
    return nil
  }

  /// Steps over a key of up to eight bytes and its colon; see `PlainKey` for what it gives.
  @inline(__always)
  mutating func takeShortKey() -> UInt64? {
    guard take(0x22) else { return nil }
    var key: UInt64 = 0
    let limit = min(bytes.count, index + 9)
    while index < limit {
      let byte = bytes[index]
      index += 1
      if byte == 0x22 { return takeSeparator(0x3A) ? key : nil }
      if byte == 0x5C || byte < 0x20 { return nil }
      key = key << 8 | UInt64(byte)
    }
    return nil
  }

  /// The text of a range; the bytes were checked for UTF-8.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

// MARK: - Numbers

extension PlainText {
  /// More digits than this are not plain: a double holds any number of fifteen exactly.
  private static let mostDigits = 15

  /// Steps over a whole number from 0 to `limit`, which has at most fifteen digits.
  @inline(__always)
  mutating func takeInteger(upTo limit: Int) -> Int? {
    let start = index
    guard let value = takeDigits(), value <= UInt64(limit), !continuesNumber,
      index == start + 1 || bytes[start] != 0x30
    else { return nil }
    return Int(value)
  }

  /// Steps over a number without exponent; gives the nearest double.
  ///
  /// One division of two numbers that a double holds is correctly rounded, see
  /// `JSONReader.doubleValue`.
  @inline(__always)
  mutating func takeNumber() -> Double? {
    let isNegative = take(0x2D)
    let start = index
    guard var mantissa = takeDigits(), index == start + 1 || bytes[start] != 0x30 else {
      return nil
    }
    var value = Double(mantissa)
    if take(0x2E) {
      let digits = index - 1 - start
      let point = index
      guard let fraction = takeDigits(), digits + index - point <= Self.mostDigits else {
        return nil
      }
      let scale = Self.powersOfTen[index - point]
      mantissa = mantissa * scale + fraction
      value = Double(mantissa) / Double(scale)
    }
    guard !continuesNumber else { return nil }
    return isNegative ? -value : value
  }

  /// Steps over one to fifteen digits.
  @inline(__always)
  private mutating func takeDigits() -> UInt64? {
    let start = index
    var value: UInt64 = 0
    while index < bytes.count, case let digit = bytes[index] &- 0x30, digit < 10 {
      guard index - start < Self.mostDigits else { return nil }
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    return index > start ? value : nil
  }

  /// Whether what follows a number belongs to it all the same.
  @inline(__always)
  private var continuesNumber: Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    return byte == 0x2E || byte | 0x20 == 0x65
  }

  private static let powersOfTen: [UInt64] = (0...15).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
