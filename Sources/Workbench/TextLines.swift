import Screen

/// Text in lines of a given width.
enum TextLines {
  /// Breaks text at spaces, and inside words that are wider than a line (kana have no spaces).
  static func wrapped(_ text: String, to columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if TextWidth.of(joined) <= columns {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var pieces = broken(word, to: columns)
      line = pieces.popLast() ?? ""
      lines += pieces
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// At most `count` of the lines; what does not fit is cut off with a tilde.
  static func limited(_ lines: [String], to count: Int, columns: Int) -> [String] {
    guard lines.count > count, count > 0 else { return Array(lines.prefix(max(0, count))) }
    let rest = lines[(count - 1)...].joined(separator: " ")
    return lines.prefix(count - 1) + [TextWidth.truncated(rest, to: columns)]
  }

  private static func broken(_ word: Substring, to columns: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if !piece.isEmpty, TextWidth.of(piece) + TextWidth.of(character) > columns {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }
}
