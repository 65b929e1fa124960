package import Screen

/// One line of text under editing, character by character as people see them.
package struct TextField: Sendable, Equatable {
  /// The text.
  package private(set) var characters: [Character] = []
  /// The place of the caret, 0...characters.count.
  package private(set) var caret = 0

  /// Makes an empty field.
  package init() {}

  /// The text as a string.
  package var text: String { String(characters) }

  /// The part of the text around the caret that fits, and the cells before the caret in it.
  package func window(cells: Int) -> (text: String, caret: Int) {
    var first = caret
    var before = 0
    while first > 0 {
      let width = TextWidth.of(characters[first - 1])
      if before + width > cells { break }
      before += width
      first -= 1
    }
    return (String(characters[first...]), before)
  }

  /// Takes a key; false when it is not one for a text field.
  package mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert([character])
    case .backspace: remove(at: caret - 1)
    case .delete: remove(at: caret)
    case .left: caret = max(0, caret - 1)
    case .right: caret = min(characters.count, caret + 1)
    case .home, .control("a"): caret = 0
    case .end, .control("e"): caret = characters.count
    case .control("u"):
      characters.removeSubrange(..<caret)
      caret = 0
    default: return false
    }
    return true
  }

  /// Inserts pasted text, line breaks as spaces.
  package mutating func paste(_ text: String) {
    insert(text.map { $0.isNewline ? " " : $0 })
  }

  private mutating func insert(_ new: [Character]) {
    characters.insert(contentsOf: new, at: caret)
    caret += new.count
  }

  private mutating func remove(at index: Int) {
    guard characters.indices.contains(index) else { return }
    characters.remove(at: index)
    caret = min(caret, index)
  }
}
