package import AnnotationModel
package import Screen

/// The list from which a label is chosen by typing.
package struct LabelPicker: Sendable, Equatable {
  /// What was typed.
  package var query = TextField()
  /// The place of the cursor among the matches.
  package var selection = 0

  /// Makes a picker with every label.
  package init() {}

  /// The indexes of the matching labels, best first.
  package func matches(in labels: [Label]) -> [Int] {
    LabelSearch.matches(query.text, in: labels)
  }

  /// Takes a key that edits the query or moves the cursor.
  package mutating func take(_ key: Key, labels: [Label]) {
    let last = max(0, matches(in: labels).count - 1)
    switch key {
    case .up, .backTab: selection = max(0, selection - 1)
    case .down, .tab: selection = min(last, selection + 1)
    default:
      if query.take(key) { selection = 0 }
    }
  }
}
