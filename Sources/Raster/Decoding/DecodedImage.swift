/// A picture as it came out of the decoder: upright, perhaps smaller than the file's.
package struct DecodedImage: Hashable, Sendable {
  /// The pixels, upright.
  package let bitmap: Bitmap
  /// The upright size of the whole picture at full scale.
  package let fullSize: PixelSize
  /// Bitmap pixels per full-scale pixel, in eighths from 1/8 to 1.
  package let scale: Double
  /// Whether the file has the mark with which its format ends; without it all pixels are there, but
  /// the copy may have been cut short.
  package let hasEndMark: Bool
  // A last column or row of which the file has only a part comes first once it is mirrored.
  private let offsetX: Double
  private let offsetY: Double

  /// Turns what the decoder gave upright.
  init(
    stored bitmap: Bitmap, storedFullSize: PixelSize, orientation: Orientation, scale: Double,
    hasEndMark: Bool
  ) {
    self.hasEndMark = hasEndMark
    self.bitmap = bitmap.upright(from: orientation)
    self.scale = scale
    fullSize = orientation.uprightSize(stored: storedFullSize)
    let extraColumns = Double(bitmap.width) - Double(storedFullSize.width) * scale
    let extraRows = Double(bitmap.height) - Double(storedFullSize.height) * scale
    let columns = orientation.reversesColumns ? extraColumns : 0
    let rows = orientation.reversesRows ? extraRows : 0
    offsetX = orientation.swapsAxes ? rows : columns
    offsetY = orientation.swapsAxes ? columns : rows
  }

  /// Where a region of the full-scale upright picture lies in `bitmap`.
  package func bitmapRegion(of region: PixelRegion) -> PixelRegion {
    PixelRegion(
      x: region.x * scale + offsetX, y: region.y * scale + offsetY, width: region.width * scale,
      height: region.height * scale)
  }
}
