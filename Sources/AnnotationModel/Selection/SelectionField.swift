/// What a condition of a selection looks at.
package enum SelectionField: Hashable, Sendable {
  /// The label of a shape, by any of its names.
  case label
  /// How sure the source of a shape was, 0...1.
  case confidence
  /// Where persons stand with the image: `waiting`, `draft`, `submitted` and so on.
  case state
  /// How many persons have submitted an answer.
  case answers
  /// How many shapes the answer has.
  case shapes
  /// Who made the answer: `gold`, `reviewer`, `adjudication`, `run`, `imported` or `person`.
  case source
  /// The name of the file.
  case name
  /// The whole path or URI.
  case path
  /// Pixels of the upright image from left to right.
  case width
  /// Pixels of the upright image from top to bottom.
  case height
  /// A fact about the image, such as `device` or `exif.Model`.
  case metadata(String)

  /// The fields that every image has, by the word that names them.
  package static let known: [(word: String, field: SelectionField)] = [
    ("label", .label), ("confidence", .confidence), ("state", .state), ("answers", .answers),
    ("shapes", .shapes), ("source", .source), ("name", .name), ("path", .path),
    ("width", .width), ("height", .height),
  ]

  /// What stands before a metadata key that is spelled like another field.
  static let metadataPrefix = "metadata."

  /// The words that the answer's `source` may be.
  package static let sources = ["gold", "reviewer", "adjudication", "run", "imported", "person"]

  /// The field that a word names; any word that names no other is a metadata key.
  package init(word: String) {
    if let known = Self.known.first(where: { $0.word == word.lowercased() }) {
      self = known.field
    } else if word.hasPrefix(Self.metadataPrefix), word.count > Self.metadataPrefix.count {
      self = .metadata(String(word.dropFirst(Self.metadataPrefix.count)))
    } else {
      self = .metadata(word)
    }
  }

  /// Whether it is a property of shapes, not of the image.
  package var isAboutShapes: Bool { self == .label || self == .confidence }

  /// Whether its values are numbers, so that a condition must give one.
  package var isNumber: Bool {
    switch self {
    case .confidence, .answers, .shapes, .width, .height: true
    default: false
    }
  }

  /// The only values that it can have; nil when it can have any.
  package var allowedValues: [String]? {
    switch self {
    case .state: AssignmentState.allCases.map(\.rawValue)
    case .source: Self.sources
    default: nil
    }
  }
}

extension SelectionField: CustomStringConvertible {
  /// The field as an expression writes it.
  package var description: String {
    if case .metadata(let key) = self {
      let isTaken = SelectionField(word: key) != self
      return SelectionToken.quoted(isTaken ? Self.metadataPrefix + key : key)
    }
    return Self.known.first { $0.field == self }?.word ?? ""
  }
}
