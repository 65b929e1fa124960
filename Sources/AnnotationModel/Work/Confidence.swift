/// A measured probability that something is right, 0...1.
///
/// What was not measured has no confidence: it is nil, shown as `-`, and written to manifests as
/// `0.00` as Ground Truth does for a single annotator.
package struct Confidence: Hashable, Sendable, Comparable, Codable {
  /// The probability, 0...1.
  package let value: Double

  /// Makes a confidence; nil unless the value lies in 0...1.
  package init?(_ value: Double) {
    guard (0...1).contains(value) else { return nil }
    self.value = value
  }

  package static func < (lhs: Confidence, rhs: Confidence) -> Bool { lhs.value < rhs.value }

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer().decode(Double.self)
    guard let confidence = Confidence(value) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "confidence \(value) is not 0...1"))
    }
    self = confidence
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
