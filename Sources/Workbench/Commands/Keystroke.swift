package import Screen

extension Key {
  /// The key as help, the README and tests write it: `b`, `Space`, `Tab`, `Ctrl-L`.
  package var title: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    default: Self.named.first { $0.key == self }?.title ?? ""
    }
  }

  /// Reads what `title` writes; nil for anything else.
  package init?(title: String) {
    if let named = Self.named.first(where: { $0.title == title })?.key {
      self = named
    } else if title == "Space" {
      self = .character(" ")
    } else if title.hasPrefix("Ctrl-"), let letter = title.dropFirst(5).lowercased().first {
      self = .control(letter)
    } else if title.count == 1, let character = title.first {
      self = .character(character)
    } else {
      return nil
    }
  }

  /// The key that a full-width character stands for when an input method was left on.
  ///
  /// U+FF01...U+FF5E are the full-width forms of ASCII 0x21...0x7E (Unicode, Halfwidth and
  /// Fullwidth Forms); U+3000 is the ideographic space.
  var foldingFullWidth: Key {
    guard case .character(let character) = self else { return self }
    return .character(LabelSearch.foldingFullWidth(character))
  }

  private static let named: [(key: Key, title: String)] = [
    (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
    (.backspace, "Backspace"), (.delete, "Del"), (.up, "Up"), (.down, "Down"), (.left, "Left"),
    (.right, "Right"), (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"),
  ]
}
