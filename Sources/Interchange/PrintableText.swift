/// Text from a file made safe to show: no control characters, no direction overrides, not endless.
package enum PrintableText {
  /// The longest text that a message quotes, in Unicode scalars.
  package static let longestQuote = 160

  /// Replaces what a terminal might obey by visible escapes (`\u{1B}`) and cuts after `limit`
  /// scalars.
  package static func escaping(_ text: String, limit: Int = longestQuote) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit {
        result += "…"
        break
      }
      count += 1
      if isHarmless(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return result
  }

  /// Whether the text holds anything that `escaping` would replace.
  package static func isClean(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
      || text.unicodeScalars.allSatisfy(isHarmless)
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: false
    // Line and paragraph separators, and what turns the direction of the text after it.
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
