import Raster
import Screen

extension PictureEngine {
  /// Puts the parts of many images into one picture; a part that cannot be had stays empty, which
  /// is said.
  func sheet(for key: BasePicture.Key) -> BasePicture {
    var sheet = Bitmap(size: key.pixels, filledWith: BasePicture.backdrop)
    var missing = 0
    for tile in key.tiles {
      let cell = key.backend.cell
      let size = PixelSize(
        width: tile.cells.columns * cell.width, height: tile.cells.rows * cell.height)
      guard size.area > 0, tile.region.width > 0, tile.region.height > 0 else { continue }
      let scale = Double(size.width * key.oversampling) / tile.region.width
      guard let image = try? image(tile.image, scale: min(1, scale)) else {
        missing += 1
        continue
      }
      let part = image.bitmap.resampled(
        region: image.bitmapRegion(
          of: PixelRegion(
            x: tile.region.x, y: tile.region.y, width: tile.region.width,
            height: tile.region.height)), to: size, backdrop: BasePicture.backdrop)
      sheet.put(part, x: tile.cells.column * cell.width, y: tile.cells.row * cell.height)
    }
    let remark = missing == 0 ? nil : "\(missing) of \(key.tiles.count) pictures cannot be shown"
    return BasePicture(key: key, sheet: sheet, remark: remark)
  }
}

extension Bitmap {
  /// Copies a smaller picture in, cut off at the edges.
  fileprivate mutating func put(_ part: Bitmap, x: Int, y: Int) {
    let columns = min(part.width, width - x)
    guard columns > 0, x >= 0 else { return }
    for row in 0..<part.height where (0..<height).contains(y + row) {
      let target = (y + row) * width + x
      pixels.replaceSubrange(
        target..<target + columns,
        with: part.pixels[row * part.width..<row * part.width + columns])
    }
  }
}
