import AnnotationModel
import Screen

extension State {
  /// Runs a command that moves edges of the selected box; nil for any other.
  mutating func performEditing(_ command: Command) -> [Effect]? {
    if command == .finishEdit {
      canvas.mode = .navigate
      return []
    }
    guard let (grip, x, y) = Self.nudges[command] else { return nil }
    guard let shape = canvas.selectedShape else { return [] }
    let moved = dragged(
      shape, grip: grip, x: Double(x * canvas.step), y: Double(y * canvas.step))
    reveal(moved.geometry.bounds.center)
    return change(from: shape, to: moved)
  }

  /// Starts editing the selected box, with a step that suits the view.
  mutating func beginEditing() {
    canvas.mode = .edit
    canvas.step = max(1, Self.startingStep(viewWidth: view.width) / 4)
    if let center = canvas.selectedShape?.geometry.bounds.center { reveal(center) }
  }

  /// Which edges each command moves, and by how many steps across and down.
  private static let nudges: [Command: (CanvasState.Grip, Int, Int)] = [
    .growLeft: (.left, -1, 0), .shrinkLeft: (.left, 1, 0),
    .growRight: (.right, 1, 0), .shrinkRight: (.right, -1, 0),
    .growTop: (.top, 0, -1), .shrinkTop: (.top, 0, 1),
    .growBottom: (.bottom, 0, 1), .shrinkBottom: (.bottom, 0, -1),
    .moveLeft: (.all, -1, 0), .moveRight: (.all, 1, 0),
    .moveUp: (.all, 0, -1), .moveDown: (.all, 0, 1),
  ]

  /// A shape with some edges moved, kept in the image and at least one pixel wide and high.
  func dragged(_ shape: Shape, grip: CanvasState.Grip, x: Double, y: Double) -> Shape {
    guard case .box(let box) = shape.geometry, let size = canvas.item?.size else { return shape }
    let width = Double(size.width)
    let height = Double(size.height)
    var moved: Box?
    if grip == .all {
      moved = box.offset(
        x: min(max(x, -box.left), width - box.right),
        y: min(max(y, -box.top), height - box.bottom))
    } else {
      moved = Box(
        left: grip.contains(.left) ? min(max(0, box.left + x), box.right - 1) : box.left,
        top: grip.contains(.top) ? min(max(0, box.top + y), box.bottom - 1) : box.top,
        right: grip.contains(.right) ? max(min(width, box.right + x), box.left + 1) : box.right,
        bottom: grip.contains(.bottom)
          ? max(min(height, box.bottom + y), box.top + 1) : box.bottom)
    }
    guard let moved else { return shape }
    var changed = shape
    changed.geometry = .box(moved)
    return changed
  }
}
