package import AnnotationModel

/// A label of a classification or verification in a manifest.
package struct ManifestLabel: Hashable, Sendable {
  /// The class index, 0 or more.
  package let classID: Int
  /// The name of the class.
  package let name: String
  /// How sure the answer is; nil when it was not measured.
  package let confidence: Confidence?

  /// Makes a label.
  package init(classID: Int, name: String, confidence: Confidence?) {
    self.classID = classID
    self.name = name
    self.confidence = confidence
  }
}

/// The answer of a semantic-segmentation attribute: a picture whose pixels are classes.
package struct ManifestMask: Hashable, Sendable {
  /// The address of the picture.
  package let reference: SourceReference
  /// What its pixels mean, by index; some manifests leave colours out.
  package let classes: [MaskClass]
}

/// What the pixels of one value, or of one colour, mean.
package struct MaskClass: Hashable, Sendable {
  /// The value of its pixels, 0 for the background; nil where only the colour counts.
  package let index: Int?
  /// The name of the class.
  package let name: String
  /// The colour of its pixels as `0xRRGGBB`; nil when not said.
  package let color: UInt32?
  /// How sure the answer is; nil when it was not measured.
  package let confidence: Confidence?

  /// The name that Ground Truth gives to what belongs to no class.
  package static let backgroundName = "BACKGROUND"

  /// Makes the meaning of a value or colour.
  package init(index: Int?, name: String, color: UInt32?, confidence: Confidence? = nil) {
    self.index = index
    self.name = name
    self.color = color
    self.confidence = confidence
  }

  /// Whether it stands for what belongs to no class.
  package var isBackground: Bool { index == 0 && name.uppercased() == Self.backgroundName }
}
