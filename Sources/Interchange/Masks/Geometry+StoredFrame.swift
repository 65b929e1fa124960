package import AnnotationModel

extension Point {
  /// The point in the upright image, of a point in the stored pixels of a file.
  ///
  /// `orientation` is the EXIF tag 0x0112 (EXIF 2.32, table 4), `upright` the size of the upright
  /// image.
  package func upright(fromStored orientation: Int, in upright: ImageSize) -> Point {
    let width = Double(upright.width)
    let height = Double(upright.height)
    return switch orientation {
    case 2: Point(x: width - x, y: y)
    case 3: Point(x: width - x, y: height - y)
    case 4: Point(x: x, y: height - y)
    case 5: Point(x: y, y: x)
    case 6: Point(x: width - y, y: x)
    case 7: Point(x: width - y, y: height - x)
    case 8: Point(x: y, y: height - x)
    default: self
    }
  }
}

extension Polygon {
  /// The polygon in the upright image, of one in the stored pixels of a file; arguments as for
  /// points.
  package func upright(fromStored orientation: Int, in upright: ImageSize) -> Polygon {
    // A turn keeps what makes a polygon one: finite points that enclose an area.
    Polygon(
      rings: rings.map { $0.map { $0.upright(fromStored: orientation, in: upright) } }) ?? self
  }
}

extension Mask {
  /// The mask of the upright image, of one over the stored pixels of a file with an EXIF
  /// orientation, 1...8.
  package func upright(fromStored orientation: Int) -> Mask {
    guard (2...8).contains(orientation) else { return self }
    let target = orientation >= 5 ? size.transposed : size
    var pixels = [UInt8](repeating: 0, count: target.pixelCount)
    for run in runs {
      for index in run {
        let centre = Point(
          x: Double(index % size.width) + 0.5, y: Double(index / size.width) + 0.5
        ).upright(fromStored: orientation, in: target)
        pixels[Int(centre.y) * target.width + Int(centre.x)] = 1
      }
    }
    // A turn keeps every pixel, and a mask has at least one.
    return Mask(size: target, pixels: pixels) ?? self
  }
}
