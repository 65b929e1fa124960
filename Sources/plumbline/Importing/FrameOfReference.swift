import AnnotationModel
import Interchange

/// Brings geometries from the frame somebody saw into the upright frame of the project.
///
/// Who ignored EXIF saw the stored pixels, and the size they saw tells. A size that is neither that
/// of the upright nor that of the stored picture is refused, a scaled copy's too: it may as well be
/// another picture.
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
  /// Throws when the boxes are for a picture of another size.
  func upright(_ box: Box) throws -> Box? {
    guard let size = image.size, let claimed else {
      return (image.size ?? claimed).map { box.clamped(to: $0) } ?? box
    }
    let isTurned = try isTurned(claimed, in: size, "the boxes are")
    return (isTurned ? box.upright(fromStored: image.orientation, in: size) : box)
      .clamped(to: size)
  }

  /// The geometry in the upright image: a box cut at its edges, a polygon and a mask whole.
  ///
  /// A mask says by its own size what it was drawn on. Throws when the size is another one, and for
  /// a box of which nothing lies in the picture.
  func upright(_ geometry: Geometry) throws -> Geometry {
    switch geometry {
    case .box(let box):
      if let upright = try upright(box) { return .box(upright) }
      throw Failure(
        "a box at \(Int(box.left.rounded())),\(Int(box.top.rounded())) lies outside its picture"
          + (image.size.map { " of \($0) pixels" } ?? ""))
    case .polygon(let polygon):
      guard let size = image.size, let claimed,
        try isTurned(claimed, in: size, "the polygons are")
      else { return geometry }
      return .polygon(polygon.upright(fromStored: image.orientation, in: size))
    case .mask(let mask):
      guard let size = image.size, try isTurned(mask.size, in: size, "the mask is")
      else { return geometry }
      return .mask(mask.upright(fromStored: image.orientation))
    }
  }

  /// Whether a size is that of the stored picture and not of the upright one; throws when it is
  /// neither.
  private func isTurned(_ seen: ImageSize, in size: ImageSize, _ what: String) throws -> Bool {
    if seen == size { return false }
    if image.orientation >= 5, seen == size.transposed { return true }
    throw Failure("\(what) for a picture of \(seen) pixels, but this one has \(size)")
  }
}
