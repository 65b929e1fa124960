/// One label that applies to a whole image: the answer of classifications and verifications.
package struct Tag: Hashable, Sendable, Codable {
  /// What applies.
  package var label: ID<Label>
  /// How sure its source was; nil when that was not measured.
  package var confidence: Confidence?

  /// Makes a tag.
  package init(label: ID<Label>, confidence: Confidence? = nil) {
    self.label = label
    self.confidence = confidence
  }
}
