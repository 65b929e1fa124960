package import AnnotationModel

/// Finding a label by what a person types, in any script.
package enum LabelSearch {
  /// The indexes of the labels that match, best first; all of them for an empty query.
  ///
  /// A label matches by code, name, name in any language, or alias. An exact match comes before a
  /// prefix, a prefix before a match inside; ties keep the job's order. Case, katakana and
  /// hiragana, full and half width do not matter.
  package static func matches(_ query: String, in labels: [Label]) -> [Int] {
    let wanted = folded(query)
    if wanted.isEmpty { return Array(labels.indices) }
    let ranked = labels.indices.compactMap { index in
      rank(wanted, in: labels[index]).map { (rank: $0, index: index) }
    }
    return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.index)
  }

  private static func rank(_ wanted: String, in label: Label) -> Int? {
    let keys = [label.code, label.name] + label.localNames.values.sorted() + label.aliases
    return keys.compactMap { key -> Int? in
      let text = folded(key)
      if text == wanted { return 0 }
      if text.hasPrefix(wanted) { return 1 }
      return contains(text, wanted) ? 2 : nil
    }.min()
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    text.indices.contains { text[$0...].hasPrefix(part) }
  }

  /// Text with the differences removed that a person does not mean.
  static func folded(_ text: String) -> String {
    var result = ""
    for character in text {
      result.append(foldingKana(foldingFullWidth(character)))
    }
    return result.lowercased()
  }

  /// Full-width ASCII as ASCII, the ideographic space as a space, anything else as it is.
  static func foldingFullWidth(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return character
    }
    if scalar.value == 0x3000 { return " " }
    guard (0xFF01...0xFF5E).contains(scalar.value),
      let ascii = Unicode.Scalar(scalar.value - 0xFEE0)
    else { return character }
    return Character(ascii)
  }

  /// Katakana U+30A1...U+30F6 as the hiragana 0x60 below, by the layout of the two blocks.
  private static func foldingKana(_ character: Character) -> Character {
    var view = String.UnicodeScalarView()
    for scalar in character.unicodeScalars {
      let katakana = (0x30A1...0x30F6).contains(scalar.value)
      view.append((katakana ? Unicode.Scalar(scalar.value - 0x60) : scalar) ?? scalar)
    }
    return String(view).first ?? character
  }
}
