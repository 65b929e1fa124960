import AnnotationModel
import Screen

/// Draws the side panel of the review: the labels with their keys, then the boxes in the order of
/// the review, each with what was decided.
enum ReviewPanelView {
  static func draw(_ state: State, in area: Area, on frame: inout Frame, theme: Theme) {
    guard !area.isEmpty else { return }
    let labelRows = LabelListView.draw(
      state, chosen: chosenLabel(in: state), in: area, on: &frame, theme: theme)
    var top = area.row + labelRows + 2
    // A heading, some boxes and the trail need rows too.
    let boxes = min(state.review.order.count, 4) + 4
    let reason = ReasonView.draw(
      state.review.lastReason, title: "Was sent back", key: .readLastReason, row: top,
      rows: area.row + area.rows - top - boxes, in: area, on: &frame, theme: theme)
    if reason > 0 { top += reason + 1 }
    drawBoxes(of: state, from: top, in: area, on: &frame, theme: theme)
    drawTrail(of: state, in: area, on: &frame, theme: theme)
  }

  /// The label of the current box, else of the next one that is drawn.
  private static func chosenLabel(in state: State) -> Int? {
    if state.canvas.mode == .draw { return state.canvas.labelIndex }
    return state.canvas.selectedShape.flatMap { shape in
      state.context.labels.firstIndex { $0.id == shape.label }
    }
  }

  private static func drawBoxes(
    of state: State, from top: Int, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    // The last row is for the trail.
    let rows = area.row + area.rows - top - 2
    guard let item = state.canvas.item, rows > 0 else { return }
    let shapes = Dictionary(
      (item.shapes + state.review.rejected).map { ($0.number, $0) },
      uniquingKeysWith: { first, _ in first })
    let listed = state.review.order.compactMap { shapes[$0] }
    let left = state.undecided.count
    frame.put(
      " Boxes (\(listed.count))" + (left == 0 ? "  all decided" : "  \(left) left"),
      column: area.column, row: top, style: theme[.key], limit: area.columns)
    let current = listed.firstIndex { $0.number == state.canvas.selection } ?? 0
    let first = max(0, min(current - rows / 2, listed.count - rows))
    for (offset, shape) in listed.dropFirst(first).prefix(rows).enumerated() {
      drawBox(shape, state: state, row: top + 1 + offset, area, &frame, theme)
    }
  }

  private static func drawBox(
    _ shape: Shape, state: State, row: Int, _ area: Area, _ frame: inout Frame, _ theme: Theme
  ) {
    let isCurrent = shape.number == state.canvas.selection
    let verdict = state.review.verdicts[shape.number]
    let style = isCurrent ? theme[.selection] : verdict == nil ? theme[.text] : theme[.dim]
    let confidence = shape.confidence.map { Percent.text($0.value) } ?? "-"
    frame.fill(
      Area(column: area.column, row: row, columns: area.columns, rows: 1),
      with: Cell(.text(" "), style: style))
    frame.put(isCurrent ? "[" : " ", column: area.column, row: row, style: style)
    frame.put(verdict?.sign ?? " ", column: area.column + 1, row: row, style: style)
    frame.put(
      TextWidth.truncated(
        TextWidth.printable(state.context.name(of: shape.label)),
        to: max(0, area.columns - confidence.count - 6)), column: area.column + 3, row: row,
      style: style)
    frame.put(
      confidence + (isCurrent ? "]" : ""),
      column: area.column + area.columns - confidence.count - 2, row: row, style: style)
  }

  private static func drawTrail(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard !state.review.trail.isEmpty, area.rows > 6 else { return }
    var keys = state.review.trail
    while TextWidth.of(text(keys)) > area.columns - 1, keys.count > 1 { keys.removeFirst() }
    frame.put(
      text(keys), column: area.column, row: area.row + area.rows - 1, style: theme[.dim],
      limit: area.columns)
  }

  private static func text(_ keys: [String]) -> String {
    " last: " + keys.joined(separator: " ")
  }
}
