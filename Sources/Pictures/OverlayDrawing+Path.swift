import Screen

extension OverlayDrawing {
  /// A line through the corners, with a dark edge where pixels are fine, as around boxes.
  func draw(_ path: Overlay.Path, into grid: inout PixelGrid<Pixel>) {
    let corners = path.corners.map { (x: place(x: $0.x, in: grid), y: place(y: $0.y, in: grid)) }
    guard corners.count > 1 else { return }
    let edges = zip(corners, corners.dropFirst() + corners.prefix(1))
    let width = lineWidth + (path.emphasized && lineWidth > 1 ? 1 : 0)
    if lineWidth > 1 {
      for (from, to) in edges { line(from, to, width: width + 2, dash: .solid, pixel(0), &grid) }
    }
    let color = pixel(path.color)
    for (from, to) in edges { line(from, to, width: width, dash: path.dash, color, &grid) }
    guard path.emphasized else { return }
    let reach = lineWidth > 1 ? 3 : 0
    for corner in corners { square(corner, from: -reach, through: reach, color, &grid) }
  }

  private typealias Place = (x: Int, y: Int)

  private func line(
    _ from: Place, _ to: Place, width: Int, dash: Overlay.Dash, _ color: Pixel,
    _ grid: inout PixelGrid<Pixel>
  ) {
    let length = max(abs(to.x - from.x), abs(to.y - from.y))
    let visible = Self.visible(from, to, length: length, in: grid, margin: width)
    let (on, off) = Self.rhythm(dash, lineWidth: lineWidth)
    for step in visible where off == 0 || step % (on + off) < on {
      let x = from.x + Self.part(to.x - from.x, step, of: length)
      let y = from.y + Self.part(to.y - from.y, step, of: length)
      square((x, y), from: -(width / 2), through: (width - 1) / 2, color, &grid)
    }
  }

  private static func part(_ whole: Int, _ step: Int, of length: Int) -> Int {
    length == 0 ? 0 : Int((Double(whole) * Double(step) / Double(length)).rounded())
  }

  /// The steps of a line that can touch the grid: corners may lie far outside of it.
  private static func visible(
    _ from: Place, _ to: Place, length: Int, in grid: PixelGrid<Pixel>, margin: Int
  ) -> ClosedRange<Int> {
    var first = 0.0
    var last = Double(length)
    for (start, end, limit) in [(from.x, to.x, grid.width), (from.y, to.y, grid.height)] {
      let slope = length == 0 ? 0 : Double(end - start) / Double(length)
      let (low, high) = (Double(-margin - start), Double(limit + margin - start))
      if slope == 0 {
        if low > 0 || high < 0 { return 0...0 }
      } else {
        first = max(first, min(low / slope, high / slope))
        last = min(last, max(low / slope, high / slope))
      }
    }
    return first <= last ? Int(first)...Int(last.rounded(.up)) : 0...0
  }

  private static func rhythm(_ dash: Overlay.Dash, lineWidth: Int) -> (on: Int, off: Int) {
    switch dash {
    case .solid, .double: (1, 0)
    case .dashed: (5 * lineWidth, 3 * lineWidth)
    case .dotted: (lineWidth, 2 * lineWidth)
    }
  }

  private func square(
    _ middle: Place, from first: Int, through last: Int, _ color: Pixel,
    _ grid: inout PixelGrid<Pixel>
  ) {
    for row in (middle.y + first)...(middle.y + last) {
      grid.fill(row: row, columns: (middle.x + first)..<(middle.x + last + 1), with: color)
    }
  }
}
