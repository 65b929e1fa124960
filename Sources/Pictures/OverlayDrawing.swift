import Screen

/// Draws boxes, paths, masks and cursors into a grid of pixels.
struct OverlayDrawing<Pixel: Hashable & Sendable> {
  /// The part of the image that the grid shows.
  let viewport: ImageRect
  /// The pixel of a colour `0xRRGGBB`.
  let pixel: (UInt32) -> Pixel
  /// The pixel between one that is there and a colour, in equal parts.
  let mix: (Pixel, UInt32) -> Pixel
  /// Pixels across a line: 2 where pixels are fine, 1 for half-blocks.
  let lineWidth: Int

  /// Draws the overlays in their order.
  func draw(_ overlays: [Overlay], into grid: inout PixelGrid<Pixel>) {
    for overlay in overlays {
      switch overlay {
      case .outline(let outline): draw(outline, into: &grid)
      case .path(let path): draw(path, into: &grid)
      case .region(let region): draw(region, into: &grid)
      case .cursor(let x, let y, let color):
        drawCursor(column: place(x: x, in: grid), row: place(y: y, in: grid), color, &grid)
      }
    }
  }

  func place(x: Double, in grid: PixelGrid<Pixel>) -> Int {
    Self.whole((x - viewport.x) / viewport.width * Double(grid.width))
  }

  func place(y: Double, in grid: PixelGrid<Pixel>) -> Int {
    Self.whole((y - viewport.y) / viewport.height * Double(grid.height))
  }

  /// Rounds a place that may lie far outside the grid, or nowhere in a view without extent.
  private static func whole(_ value: Double) -> Int {
    value.isNaN ? -1_000_000 : Int(min(max(value.rounded(), -1_000_000), 1_000_000))
  }

  /// Lines lie inside the box, so that what they cut off belongs to the thing and not to its
  /// neighbour; a dark line around them keeps them visible on any picture.
  private func draw(_ outline: Overlay.Outline, into grid: inout PixelGrid<Pixel>) {
    let left = place(x: outline.rect.x, in: grid)
    let top = place(y: outline.rect.y, in: grid)
    let right = max(left + 1, place(x: outline.rect.x + outline.rect.width, in: grid))
    let bottom = max(top + 1, place(y: outline.rect.y + outline.rect.height, in: grid))
    let frame = (left: left, top: top, right: right, bottom: bottom)
    let width = lineWidth + (outline.emphasized && lineWidth > 1 ? 1 : 0)
    if lineWidth > 1 { ring(frame, inset: -1, dash: .solid, pixel(0), &grid) }
    let color = pixel(outline.color)
    for inset in 0..<width where outline.dash != .double || inset != width - 1 || width == 1 {
      ring(frame, inset: inset, dash: outline.dash, color, &grid)
    }
    if outline.dash == .double { ring(frame, inset: width + 1, dash: .solid, color, &grid) }
    if outline.emphasized { drawHandles(frame, color, &grid) }
  }

  private typealias Edges = (left: Int, top: Int, right: Int, bottom: Int)

  /// One line around a rectangle, `inset` pixels inside its edges.
  private func ring(
    _ frame: Edges, inset: Int, dash: Overlay.Dash, _ color: Pixel, _ grid: inout PixelGrid<Pixel>
  ) {
    let left = frame.left + inset
    let top = frame.top + inset
    let right = frame.right - inset
    let bottom = frame.bottom - inset
    guard right > left, bottom > top else { return }
    // Dashes are counted from the edges whatever the inset, so that neighbouring rings line up.
    let across = frame.left..<frame.right
    for run in Self.runs(across, dash: dash, lineWidth: lineWidth, limit: grid.width) {
      let run = dash == .solid ? left..<right : run.clamped(to: left..<right)
      grid.fill(row: top, columns: run, with: color)
      grid.fill(row: bottom - 1, columns: run, with: color)
    }
    let down = frame.top..<frame.bottom
    for run in Self.runs(down, dash: dash, lineWidth: lineWidth, limit: grid.height) {
      let run = dash == .solid ? top..<bottom : run.clamped(to: top..<bottom)
      grid.fill(column: left, rows: run, with: color)
      grid.fill(column: right - 1, rows: run, with: color)
    }
  }

  /// The drawn stretches of a line; only those that can be inside `0..<limit`.
  private static func runs(
    _ line: Range<Int>, dash: Overlay.Dash, lineWidth: Int, limit: Int
  ) -> [Range<Int>] {
    let (on, off): (Int, Int)
    switch dash {
    case .solid, .double: return [line]
    case .dashed: (on, off) = (5 * lineWidth, 3 * lineWidth)
    case .dotted: (on, off) = (lineWidth, 2 * lineWidth)
    }
    let period = on + off
    let skipped = max(0, -line.lowerBound / period)
    let starts = stride(
      from: line.lowerBound + skipped * period, to: min(line.upperBound, limit), by: period)
    return starts.map { $0..<min($0 + on, line.upperBound) }
  }

  /// Squares on the corners of the selected box.
  private func drawHandles(_ frame: Edges, _ color: Pixel, _ grid: inout PixelGrid<Pixel>) {
    let reach = lineWidth > 1 ? 3 : 0
    for x in [frame.left, frame.right - 1] {
      for y in [frame.top, frame.bottom - 1] {
        for row in (y - reach)...(y + reach) {
          grid.fill(row: row, columns: (x - reach)..<(x + reach + 1), with: color)
        }
      }
    }
  }

  /// A cross with a dark shadow; its middle is the corner between four pixels.
  private func drawCursor(
    column: Int, row: Int, _ color: UInt32, _ grid: inout PixelGrid<Pixel>
  ) {
    let reach = lineWidth > 1 ? 11 : 2
    if lineWidth > 1 {
      for offset in -2...1 where offset == -2 || offset == 1 {
        grid.fill(
          row: row + offset, columns: (column - reach)..<(column + reach), with: pixel(0))
        grid.fill(
          column: column + offset, rows: (row - reach)..<(row + reach), with: pixel(0))
      }
    }
    for offset in (lineWidth > 1 ? -1 : 0)...0 {
      grid.fill(
        row: row + offset, columns: (column - reach)..<(column + reach), with: pixel(color))
      grid.fill(
        column: column + offset, rows: (row - reach)..<(row + reach), with: pixel(color))
    }
  }
}
