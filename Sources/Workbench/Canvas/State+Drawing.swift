import AnnotationModel
import Screen

extension State {
  /// Runs a command of the drawing cursor; nil for any other.
  mutating func performDrawing(_ command: Command) -> [Effect]? {
    if let (x, y) = Self.cursorMoves[command] {
      moveCursor(x: x * canvas.step, y: y * canvas.step)
      return []
    }
    switch command {
    case .placeCorner: return placeCorner()
    case .dropCorner: canvas.firstCorner = nil
    case .halveStep: setStep(canvas.step / 2)
    case .doubleStep: setStep(canvas.step * 2)
    default: return nil
    }
    return []
  }

  /// Steps that each command moves the cursor.
  private static let cursorMoves: [Command: (Int, Int)] = [
    .cursorLeft: (-1, 0), .cursorRight: (1, 0), .cursorUp: (0, -1), .cursorDown: (0, 1),
    .leapLeft: (-8, 0), .leapRight: (8, 0), .leapUp: (0, -8), .leapDown: (0, 8),
  ]

  /// Starts drawing: the cursor stands in the middle of the view, on whole pixels.
  mutating func beginDrawing() {
    guard let size = canvas.item?.size else { return }
    canvas.mode = .draw
    canvas.selection = nil
    canvas.firstCorner = nil
    canvas.cursor = Self.snapped(canvas.viewport.center, in: size)
    canvas.step = Self.startingStep(viewWidth: view.width)
  }

  /// The largest power of two that is at most 1/32 of the view's width, in image pixels.
  static func startingStep(viewWidth: Double) -> Int {
    var step = 1
    while Double(step * 2) <= viewWidth / 32 { step *= 2 }
    return step
  }

  /// The nearest corner between pixels that lies in or on the edge of the image.
  static func snapped(_ point: Point, in size: ImageSize) -> Point {
    Point(
      x: min(max(point.x.rounded(), 0), Double(size.width)),
      y: min(max(point.y.rounded(), 0), Double(size.height)))
  }

  private mutating func moveCursor(x: Int, y: Int) {
    guard let size = canvas.item?.size else { return }
    let moved = Point(x: canvas.cursor.x + Double(x), y: canvas.cursor.y + Double(y))
    canvas.cursor = Self.snapped(moved, in: size)
    reveal(canvas.cursor)
  }

  /// Sets the step, 1...512 image pixels.
  private mutating func setStep(_ step: Int) {
    canvas.step = min(max(1, step), 512)
  }

  /// Sets the first corner, or closes the box with the second.
  mutating func placeCorner() -> [Effect] {
    guard let first = canvas.firstCorner else {
      canvas.firstCorner = canvas.cursor
      return []
    }
    guard let box = Box(corner: first, opposite: canvas.cursor) else {
      notice = Notice("the box would be empty; move the cursor both across and down")
      return []
    }
    canvas.firstCorner = nil
    return add(box)
  }

  private mutating func add(_ box: Box) -> [Effect] {
    guard let item = canvas.item, context.labels.indices.contains(canvas.labelIndex) else {
      return []
    }
    let shape = Shape(
      number: item.nextShapeNumber, label: context.labels[canvas.labelIndex].id,
      geometry: .box(box))
    return change(from: nil, to: shape)
  }
}
