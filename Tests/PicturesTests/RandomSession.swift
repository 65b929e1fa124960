import Pictures
import Raster
import Screen

/// Somebody at work: boxes, popups, zooming, other images, another layout, at random.
struct RandomSession {
  static let size = Size(columns: 34, rows: 14)
  static let colors: [UInt32] = [0xE64B35, 0x00A087, 0xFFCC00, 0x000000, 0xFFFFFF]

  private(set) var picture: Picture
  private var generator: Xorshift
  private var popup: Area?
  private var tags: [Area] = []

  init(seed: Int) {
    generator = Xorshift(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    picture = Picture(
      image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
      area: Area(column: 0, row: 1, columns: 24, rows: 11), overlays: [])
  }

  /// One thing happens.
  mutating func step() {
    switch random(0...13) {
    case 0...2: picture.overlays.append(overlay())
    case 3, 4: if !picture.overlays.isEmpty { picture.overlays.removeLast() }
    case 5, 6: moveOverlay()
    case 7: popup = popup == nil ? area(upTo: Self.size) : nil
    case 8: tags = (0..<random(0...3)).map { _ in area(upTo: Size(columns: 6, rows: 1)) }
    case 9, 10: look()
    case 11: picture.image = TestImage.key(UInt64(random(0...4)))
    case 12: relayout()
    default: break
    }
  }

  /// The cells as the view would draw them.
  var frame: Frame {
    var frame = Frame(size: Self.size)
    frame.fill(picture.area, with: Cell(.picture))
    for text in tags + [popup].compactMap(\.self) { frame.fill(text, with: Cell(.text("x"))) }
    return frame
  }

  /// Whether something happens that has a chance of one in `count`.
  mutating func happens(oneIn count: Int) -> Bool { random(1...count) == 1 }

  /// Some cell of the screen.
  mutating func position() -> Position {
    Position(
      column: random(0...(Self.size.columns - 1)), row: random(0...(Self.size.rows - 1)))
  }

  private mutating func random(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func area(upTo size: Size) -> Area {
    let corner = position()
    return Area(
      column: corner.column, row: corner.row, columns: random(1...size.columns),
      rows: random(1...size.rows))
  }

  private mutating func overlay() -> Overlay {
    let color = Self.colors[random(0...4)]
    let x = Double(random(-40...200))
    let y = Double(random(-40...160))
    if happens(oneIn: 4) { return .cursor(x: x, y: y, color: color) }
    let dashes: [Overlay.Dash] = [.solid, .dashed, .dotted, .double]
    if happens(oneIn: 4) {
      let corners = (0..<random(0...5)).map { _ in
        Overlay.Path.Corner(x: x + Double(random(0...90)), y: y + Double(random(0...90)))
      }
      return .path(
        Overlay.Path(
          corners: corners, color: color, dash: dashes[random(0...3)],
          emphasized: happens(oneIn: 3)))
    }
    if happens(oneIn: 4) {
      let runs = (0..<random(0...40)).map { row in
        let left = Int(x) + random(0...20)
        return Overlay.Region.Run(row: Int(y) + row, columns: left..<left + random(0...60))
      }
      let fill: Overlay.Region.Fill = happens(oneIn: 2) ? .tint : .hatch
      return .region(Overlay.Region(runs: runs, color: color, fill: fill))
    }
    return .outline(
      Overlay.Outline(
        rect: ImageRect(
          x: x, y: y, width: Double(random(1...120)), height: Double(random(1...90))),
        color: color, dash: dashes[random(0...3)], emphasized: happens(oneIn: 3)))
  }

  private mutating func moveOverlay() {
    guard let last = picture.overlays.indices.last else { return }
    let index = random(0...last)
    switch picture.overlays[index] {
    case .outline(var outline):
      outline.rect.x += Double(random(-3...3))
      outline.rect.width = max(1, outline.rect.width + Double(random(-3...3)))
      picture.overlays[index] = .outline(outline)
    case .path(var path):
      for corner in path.corners.indices { path.corners[corner].x += Double(random(-3...3)) }
      picture.overlays[index] = .path(path)
    case .region(var region):
      if !region.runs.isEmpty { region.runs.removeLast() }
      picture.overlays[index] = .region(region)
    case .cursor(let x, let y, let color):
      picture.overlays[index] = .cursor(x: x + 1, y: y - 1, color: color)
    }
  }

  private mutating func look() {
    let scale = [1.0, 0.75, 0.5, 0.25, 1.5][random(0...4)]
    picture.viewport = ImageRect(
      x: Double(random(-20...120)), y: Double(random(-20...90)), width: 160 * scale,
      height: 120 * scale)
  }

  private mutating func relayout() {
    picture.area = Area(
      column: random(0...4), row: random(0...2), columns: random(0...28), rows: random(0...11))
  }
}
