/// A key of up to sixteen bytes as a number: its bytes, the last one lowest.
///
/// Comparing it takes one instruction, where comparing text takes a call.
typealias PlainKey = UInt128

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
      guard index < end, text[index] == 0x2C else { return nil }
      index += 1
      if index < end, text[index] == 0x20 { index += 1 }
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
