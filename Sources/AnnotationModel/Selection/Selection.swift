/// A condition on images: `device = ipad-3 and label = anpan and confidence < 0.85`.
///
/// **Shapes.** `label` and `confidence` are about the shapes of an image's answer. An image meets
/// such a condition when one of its shapes does. Conditions on shapes that are joined by `and` are
/// about one and the same shape: the example means an anpan that is doubtful, not an image with an
/// anpan and something doubtful. `not` denies the whole: `not label = anpan` selects images without
/// any anpan, `label != anpan` those with something else than anpan.
///
/// **What is not known** meets no condition but `is missing`: an image without a `device` is
/// neither `device = ipad-3` nor `device != ipad-3`, and a confidence that was not measured is not
/// below anything. A fact with several values (two origins, states of several persons) meets a
/// condition when one of its values does; `!=` asks that none is equal.
package indirect enum Selection: Hashable, Sendable {
  /// One comparison.
  case condition(Condition)
  /// All of at least two parts, none of which is itself `all`.
  case all([Selection])
  /// At least one of at least two parts, none of which is itself `any`.
  case any([Selection])
  /// What does not meet the part.
  case not(Selection)

  /// One comparison of one field.
  package struct Condition: Hashable, Sendable {
    /// What is looked at.
    package let field: SelectionField
    /// What is asked of it.
    package let test: Test

    /// Makes a condition; whether the field can be tested so is for the parser to say.
    package init(_ field: SelectionField, _ test: Test) {
      self.field = field
      self.test = test
    }
  }

  /// What can be asked of a field.
  package enum Test: Hashable, Sendable {
    /// Compares with a value.
    case compare(Comparison, String)
    /// Is one of these values.
    case isOne(of: [String])
    /// Nothing is known.
    case isMissing
    /// Something is known.
    case isKnown
  }

  /// How two values are compared.
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// The field's text holds the other, whatever the case of its letters.
    case contains = "~"
  }

  /// Whether the condition is only about shapes, so that it can be asked of one shape.
  package var isAboutShapes: Bool {
    switch self {
    case .condition(let condition): condition.field.isAboutShapes
    case .all(let parts), .any(let parts): parts.allSatisfy(\.isAboutShapes)
    case .not: false
    }
  }

  /// Every condition in it, from left to right.
  package var conditions: [Condition] {
    switch self {
    case .condition(let condition): [condition]
    case .all(let parts), .any(let parts): parts.flatMap(\.conditions)
    case .not(let part): part.conditions
    }
  }
}

extension Selection: CustomStringConvertible {
  /// The condition in the language that it is parsed from.
  package var description: String {
    switch self {
    case .condition(let condition): condition.description
    case .all(let parts):
      parts.map { if case .any = $0 { "(\($0))" } else { "\($0)" } }.joined(separator: " and ")
    case .any(let parts): parts.map(\.description).joined(separator: " or ")
    case .not(.condition(let condition)): "not \(condition)"
    case .not(let part): "not (\(part))"
    }
  }
}

extension Selection.Condition: CustomStringConvertible {
  /// The condition in the language that it is parsed from.
  package var description: String {
    switch test {
    case .compare(let comparison, let value):
      "\(field) \(comparison.rawValue) \(SelectionToken.quoted(value))"
    case .isOne(let values):
      "\(field) in (\(values.map(SelectionToken.quoted).joined(separator: ", ")))"
    case .isMissing: "\(field) is missing"
    case .isKnown: "\(field) is known"
    }
  }
}
