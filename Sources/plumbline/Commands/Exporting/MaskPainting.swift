import AnnotationModel
import Interchange
import Store

/// Paints the shapes of a layer as a picture of classes.
enum MaskPainting {
  /// The picture of a layer: 0 is the background, and the class of index i has the value i + 1.
  ///
  /// Later shapes lie above earlier ones. Throws for a mask of another size.
  static func picture(
    of layer: Layer, job: Job, size: ImageSize
  ) throws(MaskSizeMismatch) -> ClassMaskPicture {
    var picture = ClassMaskPicture(size: size)
    for item in MaskPalette.classes(of: job.labels.map(\.name)) {
      if let index = item.index, let color = item.color {
        picture.setColor(color, of: UInt8(truncatingIfNeeded: index))
      }
    }
    for shape in layer.shapes {
      guard let index = job.classIndex(of: shape.label), index < 255 else { continue }
      try picture.paint(shape.geometry, value: UInt8(index + 1))
    }
    return picture
  }

  /// The file name of an image without its extension, safe in any file system.
  static func stem(of answer: Answer) -> String {
    let name = answer.image.locations.first?.place.fileName ?? "image"
    let stem =
      name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? name[..<$0] : nil }
      ?? name[...]
    let safe = stem.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    return String(String(safe).prefix(80))
  }
}
