package import AnnotationModel
import Raster

/// A picture whose pixels are classes, made of masks and filled polygons.
///
/// Written as an 8-bit palette PNG; entries of the palette that stand for nothing are white, as
/// Ground Truth writes them.
package struct ClassMaskPicture: Sendable {
  /// The size of the upright image.
  package let size: ImageSize
  /// One value per pixel, rows from the top.
  package private(set) var values: [UInt8]
  /// The colours of the values as `0xRRGGBB`, one for each of the 256.
  private(set) var colors = [UInt32](repeating: 0xFFFFFF, count: 256)

  /// Starts with every pixel of one value.
  package init(size: ImageSize, background: UInt8 = 0, color: UInt32 = 0xFFFFFF) {
    self.size = size
    values = [UInt8](repeating: background, count: size.pixelCount)
    colors[Int(background)] = color
  }

  /// Gives a value a colour.
  package mutating func setColor(_ color: UInt32, of value: UInt8) {
    colors[Int(value)] = color
  }

  /// Paints a geometry over what is there; what lies outside the image is cut off.
  ///
  /// Pixels are inside when their centre is. Throws for a mask of another size: what it means here
  /// cannot be known, and without it the picture would be a lie.
  package mutating func paint(_ geometry: Geometry, value: UInt8) throws(MaskSizeMismatch) {
    let mask: Mask?
    switch geometry {
    case .box(let box): mask = Mask(covering: box, in: size)
    case .polygon(let polygon): mask = Mask(filling: polygon, in: size)
    case .mask(let own):
      guard own.size == size else { throw MaskSizeMismatch(mask: own.size, picture: size) }
      mask = own
    }
    guard let mask else { return }
    for run in mask.runs { for index in run { values[index] = value } }
  }

  /// The picture as stored pixels of an image with an EXIF orientation, 1...8.
  package func stored(orientation: Int) -> ClassMaskPicture {
    guard (2...8).contains(orientation) else { return self }
    let isTurned = orientation >= 5
    var turned = self
    turned = ClassMaskPicture(
      size: isTurned ? size.transposed : size, values: values, colors: colors)
    let target = turned.size
    for y in 0..<target.height {
      for x in 0..<target.width {
        // The place of a stored pixel in the upright picture (TIFF 6.0, tag 274).
        let across = [2, 3].contains(orientation) ? target.width - 1 - x : x
        let down = [3, 4].contains(orientation) ? target.height - 1 - y : y
        let (column, row): (Int, Int) =
          switch orientation {
          case 5: (y, x)
          case 6: (size.width - 1 - y, x)
          case 7: (size.width - 1 - y, size.height - 1 - x)
          case 8: (y, size.height - 1 - x)
          default: (across, down)
          }
        turned.values[y * target.width + x] = values[row * size.width + column]
      }
    }
    return turned
  }

  /// The picture at another size: each pixel takes the value at its centre, because values cannot
  /// be mixed.
  package func scaled(to target: ImageSize) -> ClassMaskPicture {
    var values: [UInt8] = []
    values.reserveCapacity(target.pixelCount)
    let columns = (0..<target.width).map { (2 * $0 + 1) * size.width / (2 * target.width) }
    for y in 0..<target.height {
      let row = (2 * y + 1) * size.height / (2 * target.height) * size.width
      for column in columns { values.append(self.values[row + column]) }
    }
    return ClassMaskPicture(size: target, values: values, colors: colors)
  }

  /// The bytes of the PNG.
  package func png(origin: RecordOrigin) throws(InterchangeError) -> [UInt8] {
    let picture = IndexedBitmap(
      size: PixelSize(width: size.width, height: size.height), indices: values,
      palette: Palette(colors.map { RGB8(hex: $0) }))
    do throws(ImageError) {
      return try PNGEncoder.encode(picture)
    } catch {
      throw origin.error(.unreadablePicture("\(error)"))
    }
  }

  private init(size: ImageSize, values: [UInt8], colors: [UInt32]) {
    self.size = size
    self.values = values
    self.colors = colors
  }
}
