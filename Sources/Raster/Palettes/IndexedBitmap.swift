/// A picture as indices into a palette: rows from the top, without padding.
package struct IndexedBitmap: Hashable, Sendable {
  /// Pixels across and down.
  package let size: PixelSize
  /// `size.area` indices, row after row; each is meant to be a place in `palette`.
  package var indices: [UInt8]
  /// What the indices mean.
  package var palette: Palette

  /// Makes a picture of its indices, of which there must be exactly `size.area`.
  package init(size: PixelSize, indices: [UInt8], palette: Palette) {
    precondition(indices.count == size.area, "a picture of \(size) needs \(size.area) indices")
    self.size = size
    self.indices = indices
    self.palette = palette
  }

  /// The index in column `x` of row `y`, both from 0.
  package subscript(x: Int, y: Int) -> UInt8 {
    get { indices[y * size.width + x] }
    set { indices[y * size.width + x] = newValue }
  }

  /// The picture in true colour; an index without an entry shows as black.
  package var bitmap: Bitmap {
    let colors = palette.colors
    return Bitmap(
      size: size, pixels: indices.map { Int($0) < colors.count ? colors[Int($0)] : .black })
  }
}
