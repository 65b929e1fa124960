import AnnotationModel

/// Brings boxes from the frame somebody saw into the upright frame of the project.
struct FrameOfReference {
  private let image: Image
  private let claimed: ImageSize?

  /// Makes the frame of an image as somebody saw it; `claimed` nil means upright.
  init(image: Image, claimed: ImageSize?) {
    self.image = image
    self.claimed = claimed
  }

  /// The box in the upright image, cut at its edges; nil when nothing of it lies inside.
  ///
  /// Who ignores EXIF saw the stored pixels, and the size they saw tells. Throws when it is neither
  /// the upright nor the stored size.
  func upright(_ box: Box) throws -> Box? {
    guard let size = image.size, let claimed else {
      return (image.size ?? claimed).map { box.clamped(to: $0) } ?? box
    }
    if claimed == size { return box.clamped(to: size) }
    if image.orientation >= 5, claimed == size.transposed {
      return box.upright(fromStored: image.orientation, in: size).clamped(to: size)
    }
    throw Failure("the boxes are for a picture of \(claimed) pixels, but this one has \(size)")
  }
}
