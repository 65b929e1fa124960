extension JSONReader {
  /// A string in the text, without its quotes.
  struct StringToken {
    let range: Range<Int>
    let hasEscapes: Bool
  }

  /// Finds the end of the string whose opening quote is at `start`, checking every escape.
  func stringToken(at start: Int) throws(InterchangeError) -> StringToken {
    let text = bytes.span
    var index = start + 1
    var hasEscapes = false
    while index < end {
      let byte = text[index]
      if byte == 0x22 {
        guard index - start <= limits.stringBytes else {
          throw failure(.json(.stringTooLong(limit: limits.stringBytes)), at: start)
        }
        return StringToken(range: start + 1..<index, hasEscapes: hasEscapes)
      } else if byte == 0x5C {
        hasEscapes = true
        index = try endOfEscape(at: index)
      } else if byte < 0x20 {
        throw failure(.json(.controlCharacter(byte)), at: index)
      } else {
        index += 1
      }
    }
    throw failure(.json(.endsEarly), at: end)
  }

  /// Whether a string is these bytes; one with escapes is compared as text.
  func matches(_ token: StringToken, _ name: [UInt8]) -> Bool {
    guard !token.hasEscapes else { return text(of: token).utf8.elementsEqual(name) }
    guard token.range.count == name.count else { return false }
    let all = bytes.span
    let expected = name.span
    let start = token.range.lowerBound
    for offset in 0..<name.count where all[start + offset] != expected[offset] { return false }
    return true
  }

  /// The text of a string that `stringToken` has checked.
  func text(of token: StringToken) -> String {
    guard token.hasEscapes else { return String(decoding: bytes[token.range], as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(token.range.count)
    var index = token.range.lowerBound
    while index < token.range.upperBound {
      if bytes[index] == 0x5C {
        index = appendEscape(at: index, to: &decoded)
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private func endOfEscape(at index: Int) throws(InterchangeError) -> Int {
    guard index + 1 < end else { throw failure(.json(.endsEarly), at: index) }
    switch bytes[index + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return index + 2
    case 0x75: break
    default: throw failure(.json(.badEscape), at: index)
    }
    guard let unit = codeUnit(at: index) else { throw failure(.json(.badEscape), at: index) }
    guard UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit) else { return index + 6 }
    guard UTF16.isLeadSurrogate(unit), let second = codeUnit(at: index + 6),
      UTF16.isTrailSurrogate(second)
    else { throw failure(.json(.loneSurrogate), at: index) }
    return index + 12
  }

  /// The UTF-16 unit of `\uXXXX` at an index; nil when there is none.
  private func codeUnit(at index: Int) -> UInt16? {
    guard index + 6 <= end, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return nil }
    var unit: UInt16 = 0
    for digit in bytes[index + 2..<index + 6] {
      switch digit {
      case 0x30...0x39: unit = unit << 4 | UInt16(digit - 0x30)
      case 0x41...0x46: unit = unit << 4 | UInt16(digit - 0x37)
      case 0x61...0x66: unit = unit << 4 | UInt16(digit - 0x57)
      default: return nil
      }
    }
    return unit
  }

  private func appendEscape(at index: Int, to decoded: inout [UInt8]) -> Int {
    switch bytes[index + 1] {
    case 0x62: decoded.append(0x08)
    case 0x66: decoded.append(0x0C)
    case 0x6E: decoded.append(0x0A)
    case 0x72: decoded.append(0x0D)
    case 0x74: decoded.append(0x09)
    case 0x75: return appendScalar(at: index, to: &decoded)
    case let literal: decoded.append(literal)
    }
    return index + 2
  }

  private func appendScalar(at index: Int, to decoded: inout [UInt8]) -> Int {
    let first = codeUnit(at: index) ?? 0xFFFD
    var units = [first]
    if UTF16.isLeadSurrogate(first), let second = codeUnit(at: index + 6) { units.append(second) }
    decoded.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    return index + 6 * units.count
  }
}
