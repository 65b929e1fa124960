package import AnnotationModel

/// One data object of a manifest: its image, the answers we understand, and everything else.
package struct ManifestLine: Equatable, Sendable {
  /// The dataset object id: how many objects, good or bad, come before it.
  package let objectID: Int
  /// The line in the file, from 1.
  package let lineNumber: Int
  /// The line as it came.
  package let object: ManifestObject
  /// The image or inline text.
  package let source: Source
  /// The label attributes, in the order of their metadata keys.
  package let attributes: [ManifestAttribute]
  /// What was repaired or is doubtful.
  package let warnings: [InterchangeError]

  /// What the line is about.
  package enum Source: Hashable, Sendable {
    /// `source-ref`: the address of an image.
    case reference(SourceReference)
    /// `source`: text inside the line.
    case text(String)
  }

  /// The attribute with this name; nil when the line has none.
  package func attribute(named name: String) -> ManifestAttribute? {
    attributes.first { $0.name == name }
  }

  /// The keys that are neither the source nor part of an attribute, in their order.
  package var extraMembers: [ManifestObject.Member] {
    var known: Set<String> = ["source", "source-ref"]
    for attribute in attributes {
      known.insert(attribute.name)
      known.insert(attribute.metadataKey)
    }
    return object.members.filter { !known.contains($0.name) }
  }
}

/// A label attribute of one line: the label, and what its metadata says about it.
package struct ManifestAttribute: Hashable, Sendable {
  /// The label attribute name.
  package let name: String
  /// The key of the metadata, usually the name and `-metadata`.
  package let metadataKey: String
  /// What kind of answer it is.
  package let kind: ManifestKind
  /// The metadata that all kinds share.
  package let metadata: ManifestMetadata
  /// What is there to read.
  package let content: Content

  /// The answer of an attribute.
  package enum Content: Hashable, Sendable {
    /// Boxes.
    case boxes(ManifestBoxes)
    /// The one label of the image.
    case label(ManifestLabel)
    /// The labels that apply to the image; empty when none does.
    case labels([ManifestLabel])
    /// What checkers of another attribute said, and their comments.
    case verdict(ManifestLabel, comments: [String])
    /// A picture whose pixels are classes.
    case mask(ManifestMask)
    /// Another kind; the value can be had from the line as JSON.
    case undecoded
    /// The label is `null`: nobody answered.
    case unlabelled
    /// Metadata without a label: the object failed.
    case failed
  }
}

/// The kind of a label attribute, from `type` in its metadata.
package enum ManifestKind: Hashable, Sendable {
  case boundingBox
  case semanticSegmentation
  case imageClassification
  case multiLabelClassification
  case labelVerification
  /// Another or no `type`, as written.
  case other(String)

  /// Reads a `type`; upper and lower case are the same, as files differ in it.
  package init(typeName: String) {
    self =
      switch typeName.lowercased() {
      case "groundtruth/object-detection": .boundingBox
      case "groundtruth/semantic-segmentation": .semanticSegmentation
      case "groundtruth/image-classification": .imageClassification
      case "groundtruth/image-classification-multilabel": .multiLabelClassification
      case "groundtruth/label-verification": .labelVerification
      default: .other(typeName)
      }
  }
}

/// What the metadata of every kind of attribute may say.
package struct ManifestMetadata: Hashable, Sendable {
  /// The name of the labelling job without the `labeling-job/` that Ground Truth puts before it.
  package var jobName: String?
  /// Whether people answered; nil when not said.
  package var isHumanAnnotated: Bool?
  /// When the answer was made.
  package var createdAt: Timestamp?
  /// `adjusted` or `unadjusted` in adjustment jobs.
  package var adjustmentStatus: String?
  /// Why the object has no label.
  package var failureReason: String?

  /// The name of a job as `job-name` has it, with or without its prefix.
  static func jobName(from text: String) -> String {
    let prefix = "labeling-job/"
    return text.hasPrefix(prefix) ? String(text.utf8.dropFirst(prefix.utf8.count)) ?? text : text
  }
}

/// The boxes of one bounding-box attribute, in pixels of the image as the manifest saw it.
package struct ManifestBoxes: Hashable, Sendable {
  /// The claimed size of the image.
  package let imageSize: ImageSize
  /// Channels; 3 when not said.
  package let depth: Int
  /// The boxes in their order; empty when the image was answered with none.
  package let boxes: [ManifestBox]
}

/// One box of a manifest.
package struct ManifestBox: Hashable, Sendable {
  /// The class index, 0 or more.
  package let classID: Int
  /// The name of the class from `class-map`.
  package let name: String
  /// Where it is; as written, so it may reach beyond the image.
  package let box: Box
  /// How sure the answer is; nil when it was not measured.
  package let confidence: Confidence?
}
