extension Bitmap {
  /// The upright picture, when these pixels are stored with the given orientation.
  package func upright(from orientation: Orientation) -> Bitmap {
    guard orientation != .upright, size.area > 0 else { return self }
    let path = UprightPath(stored: size, orientation: orientation)
    let target = orientation.uprightSize(stored: size)
    var turned = [RGB8](repeating: .black, count: target.area)
    path.copy(pixels.span, to: turned.mutableSpan, of: target)
    return Bitmap(size: target, pixels: turned)
  }
}

/// Where the pixels of the upright picture are stored: `origin + x * stepX + y * stepY`.
private struct UprightPath {
  private let origin: Int
  private let stepX: Int
  private let stepY: Int

  init(stored: PixelSize, orientation: Orientation) {
    let column = orientation.reversesColumns ? -1 : 1
    let row = orientation.reversesRows ? -stored.width : stored.width
    origin =
      (orientation.reversesColumns ? stored.width - 1 : 0)
      + (orientation.reversesRows ? (stored.height - 1) * stored.width : 0)
    stepX = orientation.swapsAxes ? row : column
    stepY = orientation.swapsAxes ? column : row
  }

  func copy(_ source: Span<RGB8>, to target: consuming MutableSpan<RGB8>, of size: PixelSize) {
    // Reading columns touches another cache line for each pixel; small tiles use each line fully.
    let tile = 32
    for top in stride(from: 0, to: size.height, by: tile) {
      for left in stride(from: 0, to: size.width, by: tile) {
        for y in top..<min(top + tile, size.height) {
          for x in left..<min(left + tile, size.width) {
            target[y * size.width + x] = source[origin + x * stepX + y * stepY]
          }
        }
      }
    }
  }
}
