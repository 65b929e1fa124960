package import AnnotationModel

/// An image that is about to enter a project.
package struct NewImage: Hashable, Sendable {
  /// Where its bytes are.
  package var location: Image.Location
  /// What its bytes said; nil when they were not read.
  package var measured: Measurement?
  /// Facts about it.
  package var metadata: [Image.Metadatum]

  /// Describes an image.
  package init(
    _ location: Image.Location, measured: Measurement? = nil, metadata: [Image.Metadatum] = []
  ) {
    self.location = location
    self.measured = measured
    self.metadata = metadata
  }

  /// What was read from the bytes of an image without decoding the picture.
  package struct Measurement: Hashable, Sendable {
    /// The upright size.
    package var size: ImageSize
    /// The EXIF orientation of the stored bytes, 1...8.
    package var orientation: Int
    /// The kind of file by its content, such as `image/jpeg`.
    package var mediaType: String
    /// The length of the file in bytes.
    package var byteCount: Int?
    /// When the file was last changed.
    package var modifiedAt: Timestamp?
    /// When the picture was taken.
    package var capturedAt: Timestamp?

    /// Describes what was read; an orientation outside 1...8 counts as 1.
    package init(
      size: ImageSize, orientation: Int = 1, mediaType: String, byteCount: Int? = nil,
      modifiedAt: Timestamp? = nil, capturedAt: Timestamp? = nil
    ) {
      self.size = size
      self.orientation = (1...8).contains(orientation) ? orientation : 1
      self.mediaType = mediaType
      self.byteCount = byteCount
      self.modifiedAt = modifiedAt
      self.capturedAt = capturedAt
    }
  }
}

/// What adding images came to.
package struct AddedImages: Hashable, Sendable {
  /// The ids of all images given, known ones included, in the order they were given.
  package internal(set) var ids: [ID<Image>] = []
  /// Images that are new.
  package internal(set) var added = 0
  /// Images whose place was known already.
  package internal(set) var known = 0
}
