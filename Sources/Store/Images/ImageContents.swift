package import AnnotationModel

/// What the project knows about the bytes of an image.
package struct ImageContents: Hashable, Sendable {
  /// The image.
  package let image: ID<Image>
  /// Where its files are, the first one first.
  package let paths: [[UInt8]]
  /// SHA-256 of the bytes; nil until they were read whole.
  package let hash: [UInt8]?
  /// The length of the file when its header was read; nil when it was not known.
  package let byteCount: Int?
  /// When the file was last changed, as of then.
  package let modifiedAt: Timestamp?
}

/// The bytes of an image that were read whole.
package struct ContentReading: Hashable, Sendable {
  /// The image.
  package var image: ID<Image>
  /// SHA-256 of the bytes, 32 of them.
  package var hash: [UInt8]
  /// When the file was last changed.
  package var modifiedAt: Timestamp

  /// Notes what was read.
  package init(image: ID<Image>, hash: [UInt8], modifiedAt: Timestamp) {
    self.image = image
    self.hash = hash
    self.modifiedAt = modifiedAt
  }
}
