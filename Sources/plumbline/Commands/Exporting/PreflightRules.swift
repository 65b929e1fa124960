import Interchange

/// The table of all rules, with what checks each of them.
enum PreflightRules {
  /// Prints it.
  static func print() {
    Swift.print("Rekognition Custom Labels:")
    for rule in RekognitionRule.allCases { Swift.print("  \(rule.rawValue)  \(text(of: rule))") }
    Swift.print("training:")
    for rule in TrainingRule.allCases {
      Swift.print("  \(rule.rawValue)  \(rule.title): \(text(of: rule))")
    }
  }

  private static func text(of rule: RekognitionRule) -> String {
    if let why = rule.whyNotOffline { return "not here: " + why }
    switch rule {
    case .invalidImage: return "checked by preflight where the pictures are here"
    case .invalidImageDimension:
      return "checked by preflight where the pictures are here, by export as the project knows them"
    default: return "checked by preflight and export"
    }
  }

  private static func text(of rule: TrainingRule) -> String {
    switch rule.evidence {
    case .text: "checked by preflight and export --check"
    case .knownPictures:
      "checked by preflight where the pictures are here, by export --check as the project knows them"
    case .pictures: "checked by preflight where the pictures are here"
    case .masks:
      "checked by preflight where the masks are here, by export --check in those that it writes"
    case .folder: "checked by preflight of a folder"
    }
  }
}
