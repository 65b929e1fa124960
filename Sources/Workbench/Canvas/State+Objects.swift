import AnnotationModel
import Screen

extension State {
  /// Runs a command on the shapes of the image; nil for any other.
  mutating func performOnObjects(_ command: Command, key: Key) -> [Effect]? {
    switch command {
    case .nextObject: selectObject(by: 1)
    case .previousObject: selectObject(by: -1)
    case .drawBox: beginDrawing()
    case .editObject: beginEditing()
    case .deleteObject: return deleteSelected()
    case .pickLabel: popup = .labels(LabelPicker())
    case .digitLabel: return chooseLabel(digit: key)
    default: return nil
    }
    return []
  }

  private mutating func selectObject(by offset: Int) {
    guard let shapes = canvas.item?.shapes, !shapes.isEmpty else { return }
    let index = shapes.firstIndex { $0.number == canvas.selection }
    let next = index.map { ($0 + offset + shapes.count) % shapes.count }
    let shape = shapes[next ?? (offset > 0 ? 0 : shapes.count - 1)]
    canvas.selection = shape.number
    reveal(shape.geometry.bounds.center)
  }

  private mutating func deleteSelected() -> [Effect] {
    guard let shape = canvas.selectedShape else { return [] }
    canvas.selection = nil
    canvas.mode = .navigate
    return change(from: shape, to: nil)
  }

  private mutating func chooseLabel(digit key: Key) -> [Effect] {
    guard case .character(let character) = key, let digit = character.wholeNumberValue else {
      return []
    }
    let index = digit == 0 ? 9 : digit - 1
    guard context.labels.indices.contains(index) else {
      notice = Notice("there is no label \(digit) in this job; c lists them")
      return []
    }
    return chooseLabel(at: index)
  }

  /// Gives a label to the selected shape, else to the shapes drawn from now on.
  mutating func chooseLabel(at index: Int) -> [Effect] {
    let label = context.labels[index]
    if screen == .adjudication, consolidation.item?.asks != .shapes {
      return chooseForImage(label.id)
    }
    guard canvas.mode != .draw, let shape = canvas.selectedShape else {
      canvas.labelIndex = index
      notice = Notice("new boxes: \(context.name(of: label))")
      return []
    }
    if let reason = closedReason {
      notice = Notice(reason)
      return []
    }
    if screen == .review, canvas.mode == .navigate { return relabelAndAccept(label.id) }
    canvas.labelIndex = index
    var relabelled = shape
    relabelled.label = label.id
    return change(from: shape, to: relabelled)
  }

  /// Changes one shape here and in the store; nothing when both sides are equal.
  mutating func change(from before: Shape?, to after: Shape?) -> [Effect] {
    if screen == .review { return before == after ? [] : decide(from: before, to: after) }
    guard before != after, let change = ShapeChange(before: before, after: after),
      var item = canvas.item
    else { return [] }
    item.apply(change)
    canvas.item = item
    defer { activeSeconds = 0 }
    return [.apply(changes: [change], to: item.number, activeSeconds: activeSeconds)]
  }
}

extension WorkItem {
  /// Makes one change to the shapes; an open data object becomes a draft.
  mutating func apply(_ change: ShapeChange) {
    shapes.removeAll { $0.number == change.number }
    if let after = change.after {
      shapes.append(after)
      shapes.sort { $0.number < $1.number }
      nextShapeNumber = max(nextShapeNumber, after.number + 1)
    }
    state = .draft
  }
}
