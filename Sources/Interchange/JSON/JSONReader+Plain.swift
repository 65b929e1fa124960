/// A key of up to sixteen bytes as a number: its bytes, the last one lowest.
///
/// Comparing it takes one instruction, where comparing text takes a call.
typealias PlainKey = UInt128

/// Short ways for what nearly all of a large file is: strings of a few plain characters and numbers of
/// a few digits. Whatever else is there gives nil, and takes the long way.
extension JSONReader {
  /// Strings that are looked at here are shorter than this, far below every limit.
  private static let longestPlainString = 256
  /// A sign, fifteen digits, a point, fifteen digits.
  private static let longestPlainNumber = 32

  /// The end of the string or number at an index.
  func endOfPlainScalar(at start: Int) -> Int? {
    let text = bytes.span
    guard start < end else { return nil }
    switch text[start] {
    case 0x22: return endOfPlainString(at: start)
    case _ where limits.numberLength < Self.longestPlainNumber: return nil
    case 0x2D: return endOfPlainNumber(at: start + 1)
    case 0x30...0x39: return endOfPlainNumber(at: start)
    default: return nil
    }
  }

  private func endOfPlainString(at start: Int) -> Int? {
    let text = bytes.span
    let limit = min(end, start + min(Self.longestPlainString, limits.stringBytes) + 1)
    var index = start + 1
    while index < limit {
      let byte = text[index]
      if byte == 0x22 { return index + 1 }
      if byte == 0x5C || byte < 0x20 { return nil }
      index += 1
    }
    return nil
  }

  /// The end of digits with at most one point; nil for an exponent, a leading zero and what is
  /// wrong.
  private func endOfPlainNumber(at start: Int) -> Int? {
    let text = bytes.span
    var index = start
    func digits() -> Int {
      let first = index
      while index < end, (0x30...0x39).contains(text[index]) { index += 1 }
      return index - first
    }
    let whole = digits()
    guard whole == 1 || (2...15).contains(whole) && text[start] != 0x30 else { return nil }
    if index < end, text[index] == 0x2E {
      index += 1
      guard (1...15).contains(digits()) else { return nil }
    }
    return index < end && text[index] | 0x20 == 0x65 ? nil : index
  }

  /// Where the value of the member at an index begins.
  func valueOfPlainMember(at start: Int, afterComma: Bool) -> Int? {
    let text = bytes.span
    var index = start
    if afterComma {
      guard let next = behindPlainComma(at: start) else { return nil }
      index = next
    }
    guard index < end, text[index] == 0x22, let colon = endOfPlainString(at: index),
      colon + 1 < end, text[colon] == 0x3A
    else { return nil }
    return text[colon + 1] == 0x20 ? colon + 2 : colon + 1
  }

  /// The index behind a comma and at most one space.
  func behindPlainComma(at index: Int) -> Int? {
    let text = bytes.span
    guard index + 1 < end, text[index] == 0x2C else { return nil }
    return text[index + 1] == 0x20 ? index + 2 : index + 1
  }
}

/// Ways through a text that was checked before, which need not look at everything again.
extension JSONReader {
  /// The end of the value that begins at `start`.
  func endOfCheckedValue(at start: Int) -> Int {
    let text = bytes.span
    var index = start
    var level = 0
    while index < end {
      switch text[index] {
      case 0x22: index = endOfCheckedString(at: index)
      case 0x7B, 0x5B:
        level += 1
        index += 1
      case 0x7D, 0x5D:
        level -= 1
        index += 1
      case 0x2C, 0x3A, 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: index = endOfCheckedScalar(at: index)
      }
      if level == 0 { return index }
    }
    return end
  }

  /// The index behind the closing quote of the string that begins at `start`.
  private func endOfCheckedString(at start: Int) -> Int {
    let text = bytes.span
    var index = start + 1
    while index < end {
      switch text[index] {
      case 0x22: return index + 1
      case 0x5C: index += 2
      default: index += 1
      }
    }
    return end
  }

  private func endOfCheckedScalar(at start: Int) -> Int {
    let text = bytes.span
    var index = start
    while index < end {
      switch text[index] {
      case 0x2C, 0x7D, 0x5D, 0x20, 0x09, 0x0A, 0x0D: return index
      default: index += 1
      }
    }
    return index
  }

  /// The key at an index, and where its value begins, when the key is plain and the value a number.
  ///
  /// Passes over at most one space after a comma and a colon, as common writers put it.
  func plainKey(at start: Int, afterComma: Bool) -> (key: PlainKey, value: Int)? {
    let text = bytes.span
    var index = start
    if afterComma {
      guard let next = behindPlainComma(at: start) else { return nil }
      index = next
    }
    guard index < end, text[index] == 0x22 else { return nil }
    index += 1
    var key: PlainKey = 0
    let limit = min(end, index + 17)
    while index < limit, text[index] != 0x22 {
      if text[index] == 0x5C { return nil }
      key = key << 8 | PlainKey(text[index])
      index += 1
    }
    // The quote, a colon and the first byte of the value.
    guard index < limit, index + 2 < end, text[index + 1] == 0x3A else { return nil }
    index += text[index + 2] == 0x20 ? 3 : 2
    guard index < end, text[index] == 0x2D || (0x30...0x39).contains(text[index]) else {
      return nil
    }
    return (key, index)
  }
}
