package import AnnotationModel

/// A mask that is not of the size of the picture that it is to be painted on.
package struct MaskSizeMismatch: Error, Hashable, CustomStringConvertible {
  /// The size of the mask.
  package let mask: ImageSize
  /// The upright size of the picture.
  package let picture: ImageSize

  /// Both sizes, in words.
  package var description: String {
    "its mask is of \(mask) pixels, but its picture has \(picture)"
  }
}
