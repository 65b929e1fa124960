import Screen

extension OverlayDrawing {
  /// Fills the pixels whose middles lie on the region: half the colour, or stripes of it; then
  /// draws the line along its edge, where it has one.
  func draw(_ region: Overlay.Region, into grid: inout PixelGrid<Pixel>) {
    guard let cover = cover(of: region.runs, in: grid) else { return }
    fill(cover, region, into: &grid)
    guard region.outlined else { return }
    // A dark rim around it keeps the line visible on any picture, as around boxes.
    if lineWidth > 1 {
      for (x, y) in cover.places(reaching: 1) where !cover[x, y] && cover.touches(x, y) {
        grid.fill(row: y, columns: x..<x + 1, with: pixel(0))
      }
    }
    let color = pixel(region.color)
    let width = lineWidth + (region.emphasized && lineWidth > 1 ? 1 : 0)
    for (x, y) in cover.places(reaching: 0) where cover[x, y] && cover.isEdge(x, y, width) {
      grid.fill(row: y, columns: x..<x + 1, with: color)
    }
  }

  private func fill(
    _ cover: RegionCover, _ region: Overlay.Region, into grid: inout PixelGrid<Pixel>
  ) {
    let color = pixel(region.color)
    // Neighbours are often equal, and finding a colour between two costs more than comparing.
    var last: (pixel: Pixel, mixed: Pixel)?
    for (x, y) in cover.places(reaching: 0) where cover[x, y] {
      let index = y * grid.width + x
      switch region.fill {
      case .tint:
        let here = grid.pixels[index]
        if last?.pixel != here { last = (here, mix(here, region.color)) }
        if let last { grid.pixels[index] = last.mixed }
      case .hatch:
        if isStriped(x, y) { grid.pixels[index] = color }
      }
    }
  }

  // Diagonal stripes as wide as lines, a quarter of the area.
  private func isStriped(_ x: Int, _ y: Int) -> Bool {
    (x + y) % (4 * lineWidth) < lineWidth
  }

  /// The pixels of the grid that runs cover; nil when there are none.
  private func cover(
    of runs: [Overlay.Region.Run], in grid: PixelGrid<Pixel>
  ) -> RegionCover? {
    let parts = runs.map { run in
      (
        rows: pixels(
          run.row..<run.row + 1, origin: viewport.y, extent: viewport.height, count: grid.height),
        columns: pixels(
          run.columns, origin: viewport.x, extent: viewport.width, count: grid.width)
      )
    }
    return RegionCover(
      parts.filter { !$0.rows.isEmpty && !$0.columns.isEmpty },
      gridWidth: grid.width, gridHeight: grid.height)
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

/// The pixels of a grid that a region covers, within the rectangle around them.
private struct RegionCover {
  private let rows: Range<Int>
  private let columns: Range<Int>
  private let gridWidth: Int
  private let gridHeight: Int
  private var bits: [Bool]

  /// Takes rectangles of pixels that may overlap; nil when there are none.
  init?(_ parts: [(rows: Range<Int>, columns: Range<Int>)], gridWidth: Int, gridHeight: Int) {
    guard let first = parts.first else { return nil }
    rows = parts.reduce(first.rows) {
      min($0.lowerBound, $1.rows.lowerBound)..<max($0.upperBound, $1.rows.upperBound)
    }
    columns = parts.reduce(first.columns) {
      min($0.lowerBound, $1.columns.lowerBound)..<max($0.upperBound, $1.columns.upperBound)
    }
    (self.gridWidth, self.gridHeight) = (gridWidth, gridHeight)
    bits = [Bool](repeating: false, count: rows.count * columns.count)
    for part in parts {
      for row in part.rows {
        let start = (row - rows.lowerBound) * columns.count - columns.lowerBound
        for column in part.columns { bits[start + column] = true }
      }
    }
  }

  subscript(x: Int, y: Int) -> Bool {
    guard rows.contains(y), columns.contains(x) else { return false }
    return bits[(y - rows.lowerBound) * columns.count + x - columns.lowerBound]
  }

  /// The pixels of the rectangle, widened by some, that lie in the grid; row by row.
  func places(reaching reach: Int) -> some Sequence<(x: Int, y: Int)> {
    let rows = (rows.lowerBound - reach..<rows.upperBound + reach).clamped(to: 0..<gridHeight)
    let columns = (columns.lowerBound - reach..<columns.upperBound + reach)
      .clamped(to: 0..<gridWidth)
    return rows.lazy.flatMap { y in columns.lazy.map { (x: $0, y: y) } }
  }

  /// Whether one of the four neighbours is covered.
  func touches(_ x: Int, _ y: Int) -> Bool {
    self[x - 1, y] || self[x + 1, y] || self[x, y - 1] || self[x, y + 1]
  }

  /// Whether a pixel within so many, across or down, is not covered.
  ///
  /// What lies outside the grid counts as covered: a region that goes on there has no edge there.
  func isEdge(_ x: Int, _ y: Int, _ width: Int) -> Bool {
    (1...width).contains { step in
      isBare(x - step, y) || isBare(x + step, y) || isBare(x, y - step) || isBare(x, y + step)
    }
  }

  private func isBare(_ x: Int, _ y: Int) -> Bool {
    (0..<gridWidth).contains(x) && (0..<gridHeight).contains(y) && !self[x, y]
  }
}
