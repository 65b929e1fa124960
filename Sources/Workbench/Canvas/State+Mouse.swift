import AnnotationModel
import Screen

extension State {
  /// Handles the mouse on the canvas.
  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    // Boxes that are not in sight must not be changed.
    if review.sheet != nil { return [] }
    if case .press = mouse.action, layout.panel.contains(mouse.position) {
      return pressPanel(row: mouse.position.row - layout.panel.row)
    }
    canvas.menu = nil
    guard let size = canvas.item?.size else { return [] }
    let point = pane.imagePoint(column: mouse.column, row: mouse.row, view: view)
    switch mouse.action {
    case .wheelUp: zoom(by: 1.5, around: point)
    case .wheelDown: zoom(by: 1 / 1.5, around: point)
    case .press(.left) where layout.picture.contains(mouse.position):
      return press(point, in: size)
    case .drag(.left): return drag(to: point, in: size)
    case .release: return release(at: point, in: size)
    case .press(.right):
      cancelGesture()
      canvas.firstCorner = nil
    default: break
    }
    return []
  }

  /// Ends the gesture under way as if the button had never gone down.
  ///
  /// What a drag shows is no change yet; later changes must start from what the store holds.
  mutating func cancelGesture() {
    switch canvas.gesture {
    case .changing(let original, _, _): canvas.item?.replace(original)
    case .drawing: canvas.firstCorner = nil
    case nil: break
    }
    canvas.gesture = nil
  }

  /// A click on a label of the side panel chooses it.
  private mutating func pressPanel(row: Int) -> [Effect] {
    let index = row - 1
    guard context.labels.indices.contains(index) else { return [] }
    return chooseLabel(at: index)
  }

  private mutating func press(_ point: Point, in size: ImageSize) -> [Effect] {
    let corner = Self.snapped(point, in: size)
    if canvas.mode == .draw {
      if let reason = closedReason {
        notice = Notice(reason)
        return []
      }
      canvas.cursor = corner
      if canvas.firstCorner == nil { canvas.gesture = .drawing(from: corner) }
      return placeCorner()
    }
    if let shape = canvas.selectedShape, closedReason == nil, let grip = grip(of: shape, at: point)
    {
      canvas.gesture = .changing(original: shape, grip: grip, from: corner)
    } else {
      canvas.selection = shape(at: point)?.number
    }
    return []
  }

  private mutating func drag(to point: Point, in size: ImageSize) -> [Effect] {
    let corner = Self.snapped(point, in: size)
    switch canvas.gesture {
    case .drawing:
      canvas.cursor = corner
    case .changing(let original, let grip, let from):
      let moved = dragged(original, grip: grip, x: corner.x - from.x, y: corner.y - from.y)
      canvas.item?.replace(moved)
    case nil: break
    }
    return []
  }

  private mutating func release(at point: Point, in size: ImageSize) -> [Effect] {
    defer { canvas.gesture = nil }
    switch canvas.gesture {
    case .drawing(let from):
      canvas.cursor = Self.snapped(point, in: size)
      // A release where the press was is the first of two clicks.
      return isSameCell(from, canvas.cursor) ? [] : placeCorner()
    case .changing(let original, _, _):
      guard let moved = canvas.selectedShape else { return [] }
      canvas.item?.replace(original)
      // A click that moved nothing decides nothing.
      return change(from: original, to: moved)
    case nil: return []
    }
  }

  private func isSameCell(_ first: Point, _ second: Point) -> Bool {
    let a = pane.place(of: first, view: view)
    let b = pane.place(of: second, view: view)
    return abs(a.column - b.column) < 1 && abs(a.row - b.row) < 1
  }

  /// The smallest shape that covers an image position.
  private func shape(at point: Point) -> Shape? {
    canvas.item?.shapes.filter { $0.geometry.covers(point) }
      .min { $0.geometry.bounds.area < $1.geometry.bounds.area }
  }

  /// What a press on a shape takes hold of: edges within half a cell, else the whole box.
  private func grip(of shape: Shape, at point: Point) -> CanvasState.Grip? {
    guard case .box(let box) = shape.geometry else { return nil }
    let reach = (
      x: view.width / Double(max(1, pane.area.columns)) * 0.75,
      y: view.height / Double(max(1, pane.area.rows)) * 0.75
    )
    guard point.x >= box.left - reach.x, point.x < box.right + reach.x,
      point.y >= box.top - reach.y, point.y < box.bottom + reach.y
    else { return nil }
    var grip: CanvasState.Grip = []
    if abs(point.x - box.left) <= reach.x {
      grip.insert(.left)
    } else if abs(point.x - box.right) <= reach.x {
      grip.insert(.right)
    }
    if abs(point.y - box.top) <= reach.y {
      grip.insert(.top)
    } else if abs(point.y - box.bottom) <= reach.y {
      grip.insert(.bottom)
    }
    return grip.isEmpty ? .all : grip
  }
}

extension WorkItem {
  /// Shows a shape as it would be, without making it a change.
  mutating func replace(_ shape: Shape) {
    guard let index = shapes.firstIndex(where: { $0.number == shape.number }) else { return }
    shapes[index] = shape
  }
}
