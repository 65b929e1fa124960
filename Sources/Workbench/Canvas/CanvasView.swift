import AnnotationModel
import Screen

/// Draws the title line, the picture, and the names over the boxes.
enum CanvasView {
  static func drawTitle(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    frame.fill(area, with: Cell(.text(" "), style: theme[.title]))
    let person = state.context.personName
    let end = area.columns - TextWidth.of(TextWidth.printable(person)) - 1
    let left = " \(state.context.jobName)  \(imageTitle(state))"
    frame.put(
      TextWidth.truncated(TextWidth.printable(left), to: max(0, end - 1)), column: 0,
      row: area.row, style: theme[.title])
    frame.put(person, column: max(0, end), row: area.row, style: theme[.title])
  }

  private static func imageTitle(_ state: State) -> String {
    guard let item = state.canvas.item else { return "" }
    let size = item.size.map { "  \($0)" } ?? ""
    let turned = item.orientation == 1 ? "" : "  exif:\(item.orientation)>up"
    return item.name + size + turned
  }

  /// Marks the picture's cells and writes what text lies over them.
  static func drawPicture(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) -> Picture? {
    guard let item = state.canvas.item, let size = item.size, item.isPresent, !area.isEmpty else {
      drawPlaceholder(for: state, in: area, on: &frame, theme: theme)
      return nil
    }
    frame.fill(area, with: Cell(.picture))
    if state.canvas.overlays == .named {
      drawNames(of: item, in: state, on: &frame)
    }
    return Picture(
      image: Picture.ImageKey(high: item.image.high, low: item.image.low),
      viewport: state.view, area: area, overlays: overlays(of: state, imageSize: size))
  }

  private static func drawPlaceholder(
    for state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    let text: String
    switch state.canvas.item {
    case nil: text = "No image is open."
    case .some(let item) where !item.isPresent:
      text = "The picture \(item.name) is not here."
    default: text = "The size of this image is not known yet."
    }
    frame.put(
      text, column: area.column + 2, row: area.row + area.rows / 2, style: theme[.dim],
      limit: max(0, area.columns - 4))
  }

  /// Outlines in the order of their numbers, the selected one last so that it lies on top.
  private static func overlays(of state: State, imageSize: ImageSize) -> [Overlay] {
    var overlays: [Overlay] = []
    if state.canvas.overlays != .hidden, let shapes = state.canvas.item?.shapes {
      let selection = state.canvas.selection
      let ordered =
        shapes.filter { $0.number != selection }
        + shapes.filter { $0.number == selection }
      overlays = ordered.map { outline(of: $0, state: state) }
    }
    if state.canvas.mode == .draw { overlays += drawingOverlays(of: state) }
    return overlays
  }

  private static func outline(of shape: Shape, state: State) -> Overlay {
    let label = state.context.label(shape.label)
    let bounds = shape.geometry.bounds
    return .outline(
      Overlay.Outline(
        rect: ImageRect(
          x: bounds.left, y: bounds.top, width: bounds.width, height: bounds.height),
        color: label?.color ?? 0xFFFFFF, dash: dash(label?.line ?? .solid),
        emphasized: shape.number == state.canvas.selection))
  }

  private static func dash(_ line: Label.LineStyle) -> Overlay.Dash {
    switch line {
    case .solid: .solid
    case .dashed: .dashed
    case .dotted: .dotted
    case .double: .double
    }
  }

  private static func drawingOverlays(of state: State) -> [Overlay] {
    let labels = state.context.labels
    let index = state.canvas.labelIndex
    let color = labels.indices.contains(index) ? labels[index].color : 0xFFFFFF
    let cursor = state.canvas.cursor
    var overlays: [Overlay] = [.cursor(x: cursor.x, y: cursor.y, color: color)]
    if let first = state.canvas.firstCorner, let box = Box(corner: first, opposite: cursor) {
      overlays.insert(
        .outline(
          Overlay.Outline(
            rect: ImageRect(x: box.left, y: box.top, width: box.width, height: box.height),
            color: color, dash: .solid, emphasized: true)), at: 0)
    } else if let first = state.canvas.firstCorner {
      overlays.insert(.cursor(x: first.x, y: first.y, color: color), at: 0)
    }
    return overlays
  }

  /// Writes each box's label above its top-left corner, the selected one last.
  private static func drawNames(of item: WorkItem, in state: State, on frame: inout Frame) {
    let selection = state.canvas.selection
    for shape in item.shapes where shape.number != selection {
      drawName(of: shape, in: state, on: &frame)
    }
    if let selected = state.canvas.selectedShape { drawName(of: selected, in: state, on: &frame) }
  }

  private static func drawName(of shape: Shape, in state: State, on frame: inout Frame) {
    let pane = state.pane
    let view = state.view
    let box = shape.geometry.bounds
    let corner = pane.place(of: Point(x: box.left, y: box.top), view: view)
    let opposite = pane.place(of: Point(x: box.right, y: box.bottom), view: view)
    guard opposite.column > Double(pane.area.column), opposite.row > Double(pane.area.row),
      corner.column < Double(pane.area.column + pane.area.columns),
      corner.row < Double(pane.area.row + pane.area.rows)
    else { return }
    let above = Int(corner.row.rounded(.down)) - 1
    let row = max(pane.area.row, above)
    let column = max(pane.area.column, Int(corner.column.rounded(.down)))
    let limit = pane.area.column + pane.area.columns - column
    frame.put(
      TextWidth.truncated(tag(of: shape, in: state), to: limit), column: column, row: row,
      style: tagStyle(of: shape, in: state), limit: limit)
  }

  private static func tag(of shape: Shape, in state: State) -> String {
    let name = state.context.label(shape.label).map(state.context.name(of:)) ?? "?"
    let confidence = shape.confidence.map { " \(Percent.text($0.value))" } ?? ""
    let text = TextWidth.printable(name) + confidence
    return shape.number == state.canvas.selection ? "[\(text)]" : text
  }

  /// Dark text on light label colours and light text on dark ones, by relative luminance.
  private static func tagStyle(of shape: Shape, in state: State) -> Style {
    let color = state.context.label(shape.label)?.color ?? 0xFFFFFF
    let luminance =
      0.2126 * Double(color >> 16 & 255) + 0.7152 * Double(color >> 8 & 255)
      + 0.0722 * Double(color & 255)
    return Style(
      foreground: .rgb(luminance > 110 ? 0x000000 : 0xFFFFFF), background: .rgb(color),
      attributes: shape.number == state.canvas.selection ? .bold : [])
  }
}

/// Shares as people read them.
enum Percent {
  /// A share of 1 in whole percent, `82%`; never 100% for less than certainty.
  static func text(_ share: Double) -> String {
    let rounded = Int((share * 100).rounded())
    return "\(share < 1 ? min(99, rounded) : rounded)%"
  }
}
