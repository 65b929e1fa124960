package import AnnotationModel

/// A line of a manifest that is about to enter a job, with the answer that it carries.
package struct ImportedLine: Sendable {
  /// Ground Truth's dataset object id: objects counted from 0.
  package var number: Int
  /// The address of the image as written.
  package var sourceRef: String
  /// The whole line without its ending.
  package var raw: [UInt8]
  /// The size that the line claims for the image; nil when it does not.
  package var claimedSize: ImageSize?
  /// What the line answers; nil for unlabelled and failed objects.
  package var answer: LineAnswer?

  /// Describes a line.
  package init(
    number: Int, sourceRef: String, raw: [UInt8], claimedSize: ImageSize?, answer: LineAnswer?
  ) {
    self.number = number
    self.sourceRef = sourceRef
    self.raw = raw
    self.claimedSize = claimedSize
    self.answer = answer
  }
}

/// What a manifest line answers, with labels as places in the job's list.
package struct LineAnswer: Sendable {
  /// A labelled thing.
  package struct Shape: Sendable {
    /// The class index.
    package var classIndex: Int
    /// Where it is, in pixels of the image as the manifest saw it.
    package var geometry: Geometry
    /// How sure the answer is; nil when it was not measured.
    package var confidence: Confidence?

    /// Describes a thing.
    package init(classIndex: Int, geometry: Geometry, confidence: Confidence?) {
      self.classIndex = classIndex
      self.geometry = geometry
      self.confidence = confidence
    }
  }

  /// A label of the whole image.
  package struct Tag: Sendable {
    /// The class index.
    package var classIndex: Int
    /// How sure the answer is; nil when it was not measured.
    package var confidence: Confidence?

    /// Describes a label.
    package init(classIndex: Int, confidence: Confidence?) {
      self.classIndex = classIndex
      self.confidence = confidence
    }
  }

  /// The things, numbered from 1 in this order.
  package var shapes: [Shape]
  /// The labels of the whole image.
  package var tags: [Tag]
  /// When the answer was made; nil counts as the moment of the import.
  package var madeAt: Timestamp?
  /// What was written about it.
  package var comment: String

  /// Describes an answer.
  package init(
    shapes: [Shape] = [], tags: [Tag] = [], madeAt: Timestamp? = nil, comment: String = ""
  ) {
    self.shapes = shapes
    self.tags = tags
    self.madeAt = madeAt
    self.comment = comment
  }
}

/// Why a line cannot go in, thrown by whoever brings its geometries into the frame of the image.
package struct LineRefusal: Error {
  /// The reason.
  package let reason: String

  /// Refuses a line.
  package init(_ reason: String) {
    self.reason = reason
  }
}

/// What taking in the lines of a manifest came to.
package struct ImportedLines: Sendable {
  /// Lines that went in.
  package internal(set) var lines = 0
  /// Images that the project did not have.
  package internal(set) var newImages = 0
  /// Data objects that the job did not have.
  package internal(set) var newObjects = 0
  /// Answers that went in.
  package internal(set) var answers = 0
  /// Things and labels in these answers, by class index.
  package internal(set) var perClass: [Int] = []
  /// Lines that could not go in, by their number, with the reason; they are kept as they came.
  package internal(set) var rejected: [(number: Int, reason: String)] = []
  /// Lines about an image that an earlier line of the job is about too, with the earlier one.
  package internal(set) var repeated: [(number: Int, earlier: Int)] = []

  /// Nothing so far.
  package init() {}
}
