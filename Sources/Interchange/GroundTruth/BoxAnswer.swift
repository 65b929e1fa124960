package import AnnotationModel

/// The answer for one image of a bounding-box job, ready to be written to a manifest.
package struct BoxAnswer: Hashable, Sendable {
  /// What the line begins with.
  package enum Source: Hashable, Sendable {
    /// The line that the image came in with; its other keys are kept.
    case line(ManifestObject)
    /// An image that came from a folder.
    case reference(SourceReference)
  }

  /// One box of the answer.
  package struct LabelledBox: Hashable, Sendable {
    /// The index of the class in the job's label list.
    package let classIndex: Int
    /// The name of the class.
    package let name: String
    /// Where it is, in pixels of the upright image.
    package let box: Box
    /// How sure the answer is; nil when it was not measured.
    package let confidence: Confidence?

    /// Makes a box of an answer.
    package init(classIndex: Int, name: String, box: Box, confidence: Confidence?) {
      self.classIndex = classIndex
      self.name = name
      self.box = box
      self.confidence = confidence
    }
  }

  /// What the line begins with.
  package var source: Source
  /// The upright size of the image.
  package var imageSize: ImageSize
  /// Channels of the image.
  package var depth: Int
  /// The boxes in the order to write; empty for an image without any.
  package var boxes: [LabelledBox]
  /// Whether people made the answer, not a model alone.
  package var isHumanAnnotated: Bool
  /// When the answer was made.
  package var createdAt: Timestamp
  /// Whether an adjustment job changed what it began with; nil outside such jobs.
  package var adjustment: AdjustmentStatus?

  /// Makes an answer; the depth of an ordinary photograph is 3.
  package init(
    source: Source, imageSize: ImageSize, depth: Int = 3, boxes: [LabelledBox],
    isHumanAnnotated: Bool = true, createdAt: Timestamp, adjustment: AdjustmentStatus? = nil
  ) {
    self.source = source
    self.imageSize = imageSize
    self.depth = depth
    self.boxes = boxes
    self.isHumanAnnotated = isHumanAnnotated
    self.createdAt = createdAt
    self.adjustment = adjustment
  }
}

/// What an adjustment job did to an answer, as `adjustment-status` says it.
package enum AdjustmentStatus: String, Hashable, Sendable {
  /// At least one worker changed something.
  case adjusted
  /// Nobody did.
  case unadjusted
}

/// An answer that becomes a line of a manifest.
protocol ManifestAnswer {
  /// What the line begins with.
  var source: BoxAnswer.Source { get }
  /// Whether people made the answer, not a model alone.
  var isHumanAnnotated: Bool { get }
  /// When the answer was made.
  var createdAt: Timestamp { get }
  /// Whether an adjustment job changed what it began with; nil outside such jobs.
  var adjustment: AdjustmentStatus? { get }
}

extension BoxAnswer: ManifestAnswer {}
