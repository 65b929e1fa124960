/// A Ground Truth label attribute name: the manifest key that holds a job's answers.
///
/// Rules from the SageMaker developer guide (`sms-reusing-data`, `sms-data-output`, job names of
/// `CreateLabelingJob`): 1...127 ASCII letters, digits and hyphens, starting and ending with a
/// letter or digit; not `source` or `source-ref`; no `-metadata` ending; it ends in `-ref` exactly
/// for semantic segmentation.
package struct LabelAttributeName: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The name as manifests carry it.
  package let description: String

  /// Checks a name for a task type; throws what is wrong with it.
  package init(_ name: String, for task: TaskType) throws(ModelError) {
    if let reason = Self.objection(to: name, for: task) {
      throw .illegalAttributeName(name: name, reason: reason)
    }
    description = name
  }

  /// Makes the nearest legal name: illegal characters become hyphens, and `fallback` stands in
  /// when nothing legal is left (a name in kana, say).
  package init(legalizing name: String, for task: TaskType, fallback: String = "labels") {
    var text = ""
    for scalar in name.unicodeScalars {
      let legal = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar)
      if legal { text.unicodeScalars.append(scalar) } else if text.last != "-" { text += "-" }
    }
    text = Self.trimmed(String(Self.trimmed(text).prefix(120)))
    while let suffix = ["-metadata", "-ref"].first(where: text.hasSuffix) {
      text = Self.trimmed(String(text.dropLast(suffix.count)))
    }
    if text.isEmpty || ["source", "ref", "metadata"].contains(text) { text = fallback }
    description = task == .semanticSegmentation ? text + "-ref" : text
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == "-" }
    let reversed = start.reversed().drop { $0 == "-" }
    return String(reversed.reversed())
  }

  private static func objection(to name: String, for task: TaskType) -> String? {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last else { return "it is empty" }
    if bytes.count > 127 { return "it is longer than 127 characters" }
    guard bytes.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D }) else {
      return "only the letters A-Z and a-z, digits and hyphens are allowed"
    }
    guard isAlphanumeric(first), isAlphanumeric(last) else {
      return "it must start and end with a letter or digit"
    }
    if name == "source" || name == "source-ref" { return "the name is reserved" }
    if name.hasSuffix("-metadata") { return "\"-metadata\" is reserved for the metadata key" }
    switch (task == .semanticSegmentation, name.hasSuffix("-ref")) {
    case (true, false): return "a segmentation attribute must end in \"-ref\""
    case (false, true): return "only a segmentation attribute may end in \"-ref\""
    default: return nil
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
