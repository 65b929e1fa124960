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

  /// The parts of cells that a picture in characters fills, with `parts` of them in each cell.
  func parts(for size: PixelSize, in parts: PixelSize) -> PixelSize {
    // A pixel of a small picture may fill a part of a cell, and no more.
    let part = (
      width: Double(cell.width) / Double(parts.width),
      height: Double(cell.height) / Double(parts.height)
    )
    let (width, height) = fitted(size, enlarging: part.width)
    return PixelSize(
      width: min(columns * parts.width, max(1, Int((width / part.width).rounded()))),
      height: min(rows * parts.height, max(1, Int((height / part.height).rounded()))))
  }
}
