import Raster
package import Screen

/// The cells that a picture may fill, and how large each is in pixels.
package struct StillSpace: Hashable, Sendable {
  /// Cells across.
  package var columns: Int
  /// Cells down.
  package var rows: Int
  /// Pixels of one cell.
  package var cell: PixelExtent

  /// Makes a space; it has at least one cell.
  package init(columns: Int, rows: Int, cell: PixelExtent) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.cell = PixelExtent(width: max(1, cell.width), height: max(1, cell.height))
  }

  /// What a picture with its proportions kept fills of the space, in screen pixels; never more
  /// than `enlarging` screen pixels for one of its own.
  func fitted(_ size: PixelSize, enlarging: Double) -> (width: Double, height: Double) {
    let width = Double(max(1, size.width))
    let height = Double(max(1, size.height))
    let scale = min(
      enlarging, Double(columns * cell.width) / width, Double(rows * cell.height) / height)
    return (width * scale, height * scale)
  }

  /// The pixels of a picture that terminals show pixel by pixel.
  func pixels(for size: PixelSize) -> PixelSize {
    let (width, height) = fitted(size, enlarging: 1)
    return PixelSize(
      width: min(columns * cell.width, max(1, Int(width.rounded()))),
      height: min(rows * cell.height, max(1, Int(height.rounded()))))
  }

  /// The half cells of a picture in characters: one across and two down for each cell.
  func halfCells(for size: PixelSize) -> PixelSize {
    // A pixel of a small picture may fill a half cell, and no more.
    let (width, height) = fitted(size, enlarging: Double(cell.width))
    return PixelSize(
      width: min(columns, max(1, Int((width / Double(cell.width)).rounded()))),
      height: min(rows * 2, max(1, Int((height / Double(cell.height) * 2).rounded()))))
  }
}
