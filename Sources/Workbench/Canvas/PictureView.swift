import AnnotationModel
import Screen

/// Draws the picture with its shapes and their names: for the canvas and for review.
enum PictureView {
  /// Marks the picture's cells and writes what text lies over them.
  static func draw(
    _ state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) -> Picture? {
    guard let item = state.canvas.item, let size = item.size, item.isPresent, !area.isEmpty else {
      drawPlaceholder(for: state, in: area, on: &frame, theme: theme)
      return nil
    }
    frame.fill(area, with: Cell(.picture))
    if state.canvas.overlays == .named {
      for mark in marks(of: state) where mark.isNamed { drawName(of: mark, in: state, on: &frame) }
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
    case nil: text = state.isWaiting ? "" : "No image is open."
    case .some(let item) where item.isRemoved:
      text = "This image was removed from the project."
    case .some(let item) where !item.isPresent:
      text = "The picture \(item.name) is not here."
    default: text = "The size of this image is not known yet."
    }
    frame.put(
      text, column: area.column + 2, row: area.row + area.rows / 2, style: theme[.dim],
      limit: max(0, area.columns - 4))
  }

  /// How one shape is drawn.
  struct Mark {
    let shape: Shape
    let dash: Overlay.Dash
    /// What stands before its name: the key that decided about it in review; empty on the canvas.
    var sign = ""
    /// Whether its name stands at it.
    var isNamed = true
    let isSelected: Bool
  }

  /// The shapes in the order in which they are drawn, the selected one last so that it lies on top.
  private static func marks(of state: State) -> [Mark] {
    let marks =
      switch state.screen {
      case .review: state.reviewMarks
      case .adjudication: state.adjudicationMarks
      default: state.canvasMarks
      }
    return marks.filter { !$0.isSelected } + marks.filter(\.isSelected)
  }

  private static func overlays(of state: State, imageSize: ImageSize) -> [Overlay] {
    var overlays: [Overlay] = []
    if state.canvas.overlays != .hidden {
      overlays = marks(of: state).flatMap { Self.overlays(of: $0, in: state) }
    }
    if state.canvas.mode == .draw { overlays += drawingOverlays(of: state) }
    return overlays
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

  /// Writes a box's name above its top-left corner.
  private static func drawName(of mark: Mark, in state: State, on frame: inout Frame) {
    let pane = state.pane
    let view = state.view
    let box = mark.shape.geometry.bounds
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
      TextWidth.truncated(tag(of: mark, in: state), to: limit), column: column, row: row,
      style: tagStyle(of: mark, in: state), limit: limit)
  }

  private static func tag(of mark: Mark, in state: State) -> String {
    let confidence = mark.shape.confidence.map { " \(Percent.text($0.value))" } ?? ""
    let name = TextWidth.printable(state.context.name(of: mark.shape.label))
    let text = (mark.sign.isEmpty ? "" : mark.sign + " ") + name + confidence
    return mark.isSelected ? "[\(text)]" : text
  }

  private static func tagStyle(of mark: Mark, in state: State) -> Style {
    tagStyle(
      color: state.context.label(mark.shape.label)?.color ?? 0xFFFFFF,
      isSelected: mark.isSelected)
  }

  /// Dark text on light label colours and light text on dark ones, by relative luminance.
  static func tagStyle(color: UInt32, isSelected: Bool) -> Style {
    let luminance =
      0.2126 * Double(color >> 16 & 255) + 0.7152 * Double(color >> 8 & 255)
      + 0.0722 * Double(color & 255)
    return Style(
      foreground: .rgb(luminance > 110 ? 0x000000 : 0xFFFFFF), background: .rgb(color),
      attributes: isSelected ? .bold : [])
  }
}

extension State {
  /// On the canvas a box is drawn with its label's line.
  fileprivate var canvasMarks: [PictureView.Mark] {
    (canvas.item?.shapes ?? []).map { shape in
      PictureView.Mark(
        shape: shape, dash: Self.dash(context.label(shape.label)?.line ?? .solid),
        isSelected: shape.number == canvas.selection)
    }
  }

  private static func dash(_ line: Label.LineStyle) -> Overlay.Dash {
    switch line {
    case .solid: .solid
    case .dashed: .dashed
    case .dotted: .dotted
    case .double: .double
    }
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
