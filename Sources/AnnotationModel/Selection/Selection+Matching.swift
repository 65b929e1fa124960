extension Selection {
  /// Whether an image meets the condition.
  package func matches(_ subject: SelectionSubject) -> Bool {
    if isAboutShapes { return subject.shapes.contains { matches($0) } || asksForNoShape(subject) }
    switch self {
    case .condition(let condition): return condition.matches(condition.values(of: subject))
    case .not(let part): return !part.matches(subject)
    case .any(let parts): return parts.contains { $0.matches(subject) }
    case .all(let parts):
      // All conditions on shapes that stand side by side are about one and the same shape.
      let aboutShapes = parts.filter(\.isAboutShapes)
      let joined: [Selection] = aboutShapes.count > 1 ? [.all(aboutShapes)] : aboutShapes
      return (parts.filter { !$0.isAboutShapes } + joined).allSatisfy { $0.matches(subject) }
    }
  }

  /// An image without shapes is one whose label is missing.
  private func asksForNoShape(_ subject: SelectionSubject) -> Bool {
    guard subject.shapes.isEmpty else { return false }
    switch self {
    case .condition(let condition): return condition.field == .label && condition.test == .isMissing
    case .any(let parts): return parts.contains { $0.asksForNoShape(subject) }
    case .all(let parts): return parts.allSatisfy { $0.asksForNoShape(subject) }
    case .not: return false
    }
  }

  /// Whether one shape meets a condition that is only about shapes.
  private func matches(_ shape: SelectionSubject.ShapeFacts) -> Bool {
    switch self {
    case .condition(let condition):
      switch condition.field {
      case .label: return condition.matches(shape.labels.map(SelectionValue.text))
      default: return condition.matches(shape.confidence.map { [.number($0.value)] } ?? [])
      }
    case .all(let parts): return parts.allSatisfy { $0.matches(shape) }
    case .any(let parts): return parts.contains { $0.matches(shape) }
    case .not(let part): return !part.matches(shape)
    }
  }
}

extension Selection.Condition {
  /// What is known about an image for this condition; several values, or none.
  fileprivate func values(of subject: SelectionSubject) -> [SelectionValue] {
    switch field {
    case .label, .confidence: []
    case .state: subject.states.map { .text($0.rawValue) }
    case .answers: [.number(Double(subject.answers))]
    case .shapes: subject.source == nil ? [] : [.number(Double(subject.shapes.count))]
    case .source: subject.source.map { [.text($0)] } ?? []
    case .name: subject.name.map { [.text($0)] } ?? []
    case .path: subject.path.map { [.text($0)] } ?? []
    case .width: subject.size.map { [.number(Double($0.width))] } ?? []
    case .height: subject.size.map { [.number(Double($0.height))] } ?? []
    case .metadata(let key): (subject.metadata[key] ?? []).map(SelectionValue.text)
    }
  }

  /// Whether known values meet the condition.
  fileprivate func matches(_ values: [SelectionValue]) -> Bool {
    switch test {
    case .isMissing: values.isEmpty
    case .isKnown: !values.isEmpty
    case .isOne(let wanted):
      values.contains { value in wanted.contains { value.compares(.equal, to: $0) } }
    case .compare(.notEqual, let wanted):
      !values.isEmpty && !values.contains { $0.compares(.equal, to: wanted) }
    case .compare(let comparison, let wanted):
      values.contains { $0.compares(comparison, to: wanted) }
    }
  }
}
