import Screen

extension OverlayDrawing {
  /// Fills the pixels whose middles lie on the region: half the colour, or stripes of it.
  func draw(_ region: Overlay.Region, into grid: inout PixelGrid<Pixel>) {
    // Runs may overlap and several may meet one pixel, which must be tinted once.
    var covered = [Bool](repeating: false, count: grid.width * grid.height)
    for run in region.runs {
      let rows = pixels(
        run.row..<run.row + 1, origin: viewport.y, extent: viewport.height, count: grid.height)
      let columns = pixels(
        run.columns, origin: viewport.x, extent: viewport.width, count: grid.width)
      for row in rows {
        for column in columns { covered[row * grid.width + column] = true }
      }
    }
    let color = pixel(region.color)
    for index in covered.indices where covered[index] {
      switch region.fill {
      case .tint: grid.pixels[index] = mix(grid.pixels[index], region.color)
      case .hatch:
        if isStriped(index % grid.width, index / grid.width) { grid.pixels[index] = color }
      }
    }
  }

  // Diagonal stripes as wide as lines, a quarter of the area.
  private func isStriped(_ x: Int, _ y: Int) -> Bool {
    (x + y) % (4 * lineWidth) < lineWidth
  }

  /// The pixels of an axis whose middles lie in image pixels `range`.
  private func pixels(
    _ range: Range<Int>, origin: Double, extent: Double, count: Int
  ) -> Range<Int> {
    guard extent > 0, !range.isEmpty else { return 0..<0 }
    let edge = { (place: Int) -> Int in
      let middle = (Double(place) - origin) / extent * Double(count) - 0.5
      return Int(min(max(middle.rounded(.up), 0), Double(count)))
    }
    return edge(range.lowerBound)..<edge(range.upperBound)
  }
}
