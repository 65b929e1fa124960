import AnnotationModel
import Screen

/// Draws the side panel of the canvas: why the image was sent back, the labels with their keys,
/// and the objects of the image.
enum PanelView {
  static func draw(_ state: State, in area: Area, on frame: inout Frame, theme: Theme) {
    guard !area.isEmpty else { return }
    let labelRows = LabelListView.draw(
      state, chosen: state.canvas.labelIndex, in: area, on: &frame, theme: theme)
    var top = area.row + labelRows + 2
    top = drawReason(of: state, from: top, in: area, on: &frame, theme: theme)
    drawObjects(of: state, from: top, in: area, on: &frame, theme: theme)
  }

  /// Why the image came back, in the rows that a few objects leave; answers the row below.
  private static func drawReason(
    of state: State, from top: Int, in area: Area, on frame: inout Frame, theme: Theme
  ) -> Int {
    guard let item = state.canvas.item else { return top }
    let objects = min(item.shapes.count, 4) + 2
    let free = area.row + area.rows - top
    let drawn = ReasonView.draw(
      item.reason, title: item.state == .skipped ? "Skipped" : "Sent back", key: .readReason,
      row: top, rows: max(min(2, free), free - objects), in: area, on: &frame, theme: theme)
    return drawn == 0 ? top : top + drawn + 1
  }

  private static func drawObjects(
    of state: State, from top: Int, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    let rows = area.row + area.rows - top - 1
    guard let item = state.canvas.item, rows > 0 else { return }
    frame.put(
      " Objects (\(item.shapes.count))", column: area.column, row: top, style: theme[.key],
      limit: area.columns)
    let selected = item.shapes.firstIndex { $0.number == state.canvas.selection } ?? 0
    let first = max(0, min(selected - rows / 2, item.shapes.count - rows))
    for (offset, shape) in item.shapes.dropFirst(first).prefix(rows).enumerated() {
      drawObject(shape, state: state, row: top + 1 + offset, area, &frame, theme)
    }
  }

  private static func drawObject(
    _ shape: Shape, state: State, row: Int, _ area: Area, _ frame: inout Frame, _ theme: Theme
  ) {
    let isSelected = shape.number == state.canvas.selection
    let style = isSelected ? theme[.selection] : theme[.text]
    let size = shape.geometry.extentText
    let name = state.context.name(of: shape.label)
    let room = max(0, area.columns - size.count - 4)
    frame.fill(
      Area(column: area.column, row: row, columns: area.columns, rows: 1),
      with: Cell(.text(" "), style: style))
    frame.put(isSelected ? "[" : " ", column: area.column, row: row, style: style)
    frame.put(
      TextWidth.truncated(TextWidth.printable(name), to: room), column: area.column + 1, row: row,
      style: style)
    frame.put(
      size + (isSelected ? "]" : ""), column: area.column + area.columns - size.count - 2,
      row: row, style: style)
  }
}
