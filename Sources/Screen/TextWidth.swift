/// How many cells text takes, by Unicode East Asian Width (UAX #11) and general category.
///
/// Ambiguous characters count as one cell, as in UTF-8 locales of xterm, tmux and glibc.
package enum TextWidth {
  /// Cells of one character: 0 for a lone combining mark, 2 for wide and full-width ones.
  package static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    let marks = character.unicodeScalars.dropFirst().count(where: isHalfWidthVoicing)
    if scalar.value < 0x300 { return 1 + marks }
    let emoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
    return (emoji ? 2 : width(of: scalar)) + marks
  }

  /// A character in the parts that fill cells of their own.
  ///
  /// Only the half-width voicing marks of `ﾊﾞ` and `ﾊﾟ` are parts: Unicode counts them to the
  /// character before them, but a terminal gives each its own cell.
  static func parts(_ character: Character) -> [Character] {
    guard character.unicodeScalars.dropFirst().contains(where: isHalfWidthVoicing) else {
      return [character]
    }
    var parts: [Character] = []
    var part = String.UnicodeScalarView()
    for scalar in character.unicodeScalars {
      if isHalfWidthVoicing(scalar), !part.isEmpty {
        parts += String(part)
        part = String.UnicodeScalarView()
      }
      part.append(scalar)
    }
    return parts + String(part)
  }

  private static func isHalfWidthVoicing(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFF9E || scalar.value == 0xFF9F
  }

  /// Cells of a whole text.
  package static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// The longest prefix that fits in `cells`, with a tilde when something was cut.
  ///
  /// The ellipsis U+2026 is of ambiguous width: Japanese fonts draw it into the next cell.
  package static func truncated(_ text: String, to cells: Int) -> String {
    if of(text) <= cells { return text }
    var used = 0
    var kept = ""
    for character in text {
      let width = of(character)
      if used + width > cells - 1 { break }
      kept.append(character)
      used += width
    }
    return cells > 0 ? kept + "~" : ""
  }

  /// Text with control characters made visible, so that names from files cannot move the cursor.
  ///
  /// C0 controls become U+2400 pictures; DEL, C1 controls, bidi overrides and other format
  /// characters become U+FFFD.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        safe.append(picture)
      } else {
        safe.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(safe)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    case .format: scalar.value != 0x200D
    default: false
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let value = scalar.value
    return wideRanges.contains { $0.contains(value) } ? 2 : 1
  }

  /// The blocks with East_Asian_Width W or F, from EastAsianWidth.txt of Unicode 15, merged over
  /// the unassigned code points between them.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
    0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
    0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
    0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
    0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
    0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
    0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x16FFF, 0x17000...0x18DFF, 0x1AFF0...0x1B2FF,
    0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A,
    0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393,
    0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4,
    0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
    0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596,
    0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC,
    0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC,
    0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A,
    0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
