/// A picture as pixels: upright, rows from the top, each row from the left, without padding.
package struct Bitmap: Hashable, Sendable {
  /// Pixels across and down.
  package let size: PixelSize
  /// `size.area` pixels, row after row.
  package var pixels: [RGB8]

  /// Makes a picture of its pixels, of which there must be exactly `size.area`.
  package init(size: PixelSize, pixels: [RGB8]) {
    precondition(pixels.count == size.area, "a bitmap of \(size) needs \(size.area) pixels")
    self.size = size
    self.pixels = pixels
  }

  /// Makes a picture of one colour.
  package init(size: PixelSize, filledWith color: RGB8) {
    self.init(size: size, pixels: [RGB8](repeating: color, count: size.area))
  }

  /// Pixels across.
  package var width: Int { size.width }
  /// Pixels down.
  package var height: Int { size.height }

  /// The pixel in column `x` of row `y`, both from 0.
  package subscript(x: Int, y: Int) -> RGB8 {
    get { pixels[y * size.width + x] }
    set { pixels[y * size.width + x] = newValue }
  }
}
