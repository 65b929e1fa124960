/// What can be wrong with a value of the vocabulary.
package enum ModelError: Error, Equatable, CustomStringConvertible {
  /// A label attribute name breaks a Ground Truth rule.
  case illegalAttributeName(name: String, reason: String)
  /// Two labels of one job would be the same to a file.
  case duplicateLabel(name: String)
  /// A name of a job, label or person is empty or holds control characters.
  case illegalName(name: String, reason: String)

  package var description: String {
    switch self {
    case .illegalAttributeName(let name, let reason):
      "label attribute name \"\(name)\" is not legal: \(reason)"
    case .duplicateLabel(let name): "label \"\(name)\" is listed twice; give each label once"
    case .illegalName(let name, let reason): "name \"\(name)\" is not legal: \(reason)"
    }
  }
}
