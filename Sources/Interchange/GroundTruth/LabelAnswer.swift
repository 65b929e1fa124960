package import AnnotationModel

/// An answer about a whole image, ready to be written to a manifest.
package struct LabelAnswer: Hashable, Sendable, ManifestAnswer {
  /// What was asked, which decides the form.
  package enum Kind: Hashable, Sendable {
    /// One label: `image-classification`.
    case single(ManifestLabel)
    /// Any number of labels: `image-classification-multilabel`.
    case several([ManifestLabel])
    /// One label about another attribute, with comments: `label-verification`.
    case verdict(ManifestLabel, comments: [String])
  }

  /// What the line begins with.
  package var source: BoxAnswer.Source
  /// The answer.
  package var kind: Kind
  /// Whether people made the answer, not a model alone.
  package var isHumanAnnotated: Bool
  /// When the answer was made.
  package var createdAt: Timestamp
  /// Whether an adjustment job changed what it began with; nil outside such jobs.
  package var adjustment: AdjustmentStatus?

  /// Makes an answer.
  package init(
    source: BoxAnswer.Source, kind: Kind, isHumanAnnotated: Bool = true, createdAt: Timestamp,
    adjustment: AdjustmentStatus? = nil
  ) {
    self.source = source
    self.kind = kind
    self.isHumanAnnotated = isHumanAnnotated
    self.createdAt = createdAt
    self.adjustment = adjustment
  }

  /// The labels, however many.
  var labels: [ManifestLabel] {
    switch kind {
    case .single(let label), .verdict(let label, _): [label]
    case .several(let labels): labels
    }
  }
}

/// A mask, ready to be written to a manifest; the picture itself is another file.
package struct MaskAnswer: Hashable, Sendable, ManifestAnswer {
  /// What the line begins with.
  package var source: BoxAnswer.Source
  /// The address of the mask.
  package var reference: String
  /// What its pixels mean; the first is the background.
  package var classes: [MaskClass]
  /// Whether people made the answer, not a model alone.
  package var isHumanAnnotated: Bool
  /// When the answer was made.
  package var createdAt: Timestamp
  /// Whether an adjustment job changed what it began with; nil outside such jobs.
  package var adjustment: AdjustmentStatus?

  /// Makes an answer.
  package init(
    source: BoxAnswer.Source, reference: String, classes: [MaskClass],
    isHumanAnnotated: Bool = true, createdAt: Timestamp, adjustment: AdjustmentStatus? = nil
  ) {
    self.source = source
    self.reference = reference
    self.classes = classes
    self.isHumanAnnotated = isHumanAnnotated
    self.createdAt = createdAt
    self.adjustment = adjustment
  }
}
