import Foundation

/// Names of labels as the project keeps them.
enum LabelName {
  /// The name in Unicode normalization form C, without blanks at its ends.
  ///
  /// Two files that spell a name in different forms then mean the same label.
  static func normalized(_ name: String) -> String {
    name.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
  }
}

/// Names that come from where something is.
enum AbsoluteName {
  /// The last component of a path, whatever form it was given in.
  static func last(of path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
  }
}
