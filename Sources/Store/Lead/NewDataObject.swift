package import AnnotationModel

/// A data object that is about to enter a job.
package struct NewDataObject: Hashable, Sendable {
  /// The image that the job will ask about.
  package var subject: Subject
  /// The size that its source claimed; nil when it did not.
  package var claimedSize: ImageSize?
  /// What the manifest said; nil when the image came from a folder.
  package var line: SourceLine?

  /// Describes a data object.
  package init(_ subject: Subject, claimedSize: ImageSize? = nil, line: SourceLine? = nil) {
    self.subject = subject
    self.claimedSize = claimedSize
    self.line = line
  }

  /// How an image is named that becomes a data object.
  package enum Subject: Hashable, Sendable {
    /// An image of the project.
    case image(ID<Image>)
    /// The image at a place, which is added (as not fetched) when none is known there.
    case place(Image.Location.Place)
  }
}

/// One line of a manifest, as it was.
package struct SourceLine: Hashable, Sendable {
  /// Ground Truth's dataset object id: lines counted from 0, or as the source counts them.
  package var number: Int
  /// The value of `source-ref`; nil when the line had none.
  package var sourceRef: String?
  /// The whole line without its line ending; nil when it need not leave as it came.
  package var raw: [UInt8]?

  /// Describes a line.
  package init(number: Int, sourceRef: String?, raw: [UInt8]?) {
    self.number = number
    self.sourceRef = sourceRef
    self.raw = raw
  }
}

/// What adding data objects came to.
package struct AddedDataObjects: Hashable, Sendable {
  /// The images of all data objects given, in the order they were given.
  package internal(set) var images: [ID<Image>] = []
  /// Data objects that are new to the job.
  package internal(set) var added = 0
  /// Data objects whose image the job had already.
  package internal(set) var known = 0
}
