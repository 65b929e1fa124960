import Raster

extension Bitmap {
  /// A picture in which every pixel is a square of `side` pixels, cut to a size.
  func enlarged(by side: Int, to size: PixelSize) -> Bitmap {
    guard side > 1 else { return self }
    return Bitmap(size: size, pixels: squares(pixels, width: width, side: side, size: size))
  }

  /// The first pixel of each square of two by two; for a picture whose sides are even.
  func everySecond() -> Bitmap {
    let size = PixelSize(width: width / 2, height: height / 2)
    var reduced: [RGB8] = []
    reduced.reserveCapacity(size.area)
    for y in 0..<size.height {
      let start = 2 * y * width
      for x in 0..<size.width { reduced.append(pixels[start + 2 * x]) }
    }
    return Bitmap(size: size, pixels: reduced)
  }
}

extension IndexedBitmap {
  /// A picture in which every pixel is a square of `side` pixels, cut to a size.
  func enlarged(by side: Int, to size: PixelSize) -> IndexedBitmap {
    guard side > 1 else { return self }
    return IndexedBitmap(
      size: size,
      indices: squares(indices, width: self.size.width, side: side, size: size), palette: palette)
  }
}

/// Squares of `side` pixels for pixels that are `width` in a row, cut to a size that they cover.
private func squares<Pixel>(
  _ pixels: [Pixel], width: Int, side: Int, size: PixelSize
) -> [Pixel] {
  var enlarged: [Pixel] = []
  enlarged.reserveCapacity(size.area)
  for start in stride(from: 0, to: pixels.count, by: width) {
    var row: [Pixel] = []
    row.reserveCapacity(width * side)
    for pixel in pixels[start..<start + width] {
      for _ in 0..<side { row.append(pixel) }
    }
    for _ in 0..<min(side, size.height - enlarged.count / size.width) {
      enlarged += row[..<size.width]
    }
  }
  return enlarged
}
