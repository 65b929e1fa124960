/// What a selection knows about one image.
package struct SelectionSubject: Hashable, Sendable {
  /// The name of the file; nil when the image has no place.
  package var name: String?
  /// The whole path or URI; nil when the image has no place.
  package var path: String?
  /// The upright size; nil when it is not known.
  package var size: ImageSize?
  /// Facts by their key; several where origins differ.
  package var metadata: [String: Set<String>]
  /// Where the persons stand who touched it; `waiting` alone when nobody did.
  package var states: Set<AssignmentState>
  /// How many persons have submitted an answer.
  package var answers: Int
  /// Who made the answer, one of `SelectionField.sources`; nil when there is none.
  package var source: String?
  /// The shapes of the answer.
  package var shapes: [ShapeFacts]

  /// A shape as far as conditions ask about it.
  package struct ShapeFacts: Hashable, Sendable {
    /// Every name of its label: that of files, those of all languages, aliases.
    package var labels: Set<String>
    /// How sure its source was; nil when that was not measured.
    package var confidence: Confidence?

    /// Describes a shape.
    package init(labels: Set<String>, confidence: Confidence?) {
      self.labels = labels
      self.confidence = confidence
    }
  }

  /// Describes an image of which nothing is known yet.
  package init() {
    metadata = [:]
    states = [.waiting]
    answers = 0
    shapes = []
  }
}

extension Source {
  /// The word by which a selection knows the kind of source.
  package var selectionWord: String {
    switch self {
    case .gold: "gold"
    case .reviewer: "reviewer"
    case .adjudication: "adjudication"
    case .run: "run"
    case .imported: "imported"
    case .person: "person"
    case .model: "model"
    }
  }
}

extension Label {
  /// Every name by which people and files may ask for the label.
  package var allNames: Set<String> { Set([name] + localNames.values + aliases) }
}
