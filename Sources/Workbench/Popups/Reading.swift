import Screen

/// A text to read that is too long for a line or a panel.
package struct Reading: Sendable, Equatable {
  /// What stands over it.
  package let title: String
  /// The text, as people wrote it.
  package let text: String
  /// The first line that shows.
  package private(set) var first = 0

  /// Makes a text to read from its beginning.
  package init(title: String, text: String) {
    self.title = title
    self.text = text
  }

  /// Columns of the frame around it.
  static let columns = 64

  /// The lines as they are broken on a screen of this size, and how many of them show at once.
  func layout(in size: Size) -> (lines: [String], rows: Int) {
    let width = max(1, min(Self.columns, size.columns) - 4)
    let lines = TextLines.wrapped(TextWidth.printable(text), to: width)
    return (lines, min(lines.count, max(1, size.rows - 7)))
  }

  /// Takes a key that moves through the text; false for any other, which closes it.
  mutating func take(_ key: Key, in size: Size) -> Bool {
    let (lines, rows) = layout(in: size)
    let step: Int
    switch key {
    case .down, .character("j"): step = 1
    case .up, .character("k"): step = -1
    case .pageDown, .character(" "): step = rows
    case .pageUp: step = -rows
    default: return false
    }
    first = max(0, min(first + step, lines.count - rows))
    return true
  }
}
