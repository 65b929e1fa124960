import AnnotationModel
import Screen

/// Draws the side panel: the labels with their keys, then the objects of the image.
enum PanelView {
  static func draw(_ state: State, in area: Area, on frame: inout Frame, theme: Theme) {
    guard !area.isEmpty else { return }
    frame.put(
      " Labels", column: area.column, row: area.row, style: theme[.key], limit: area.columns)
    let labels = state.context.labels
    let labelRows = min(labels.count, max(0, area.rows / 2))
    for (index, label) in labels.prefix(labelRows).enumerated() {
      drawLabel(label, at: index, state: state, row: area.row + 1 + index, area, &frame, theme)
    }
    drawObjects(of: state, from: area.row + labelRows + 2, in: area, on: &frame, theme: theme)
  }

  private static func drawLabel(
    _ label: Label, at index: Int, state: State, row: Int, _ area: Area, _ frame: inout Frame,
    _ theme: Theme
  ) {
    let chosen = index == state.canvas.labelIndex
    let key = index < 9 ? "\(index + 1)" : index == 9 ? "0" : " "
    let count = state.canvas.item?.shapes.count { $0.label == label.id } ?? 0
    let style = chosen ? theme[.selection] : theme[.text]
    frame.fill(
      Area(column: area.column, row: row, columns: area.columns, rows: 1),
      with: Cell(.text(" "), style: style))
    frame.put("\(chosen ? ">" : " ")\(key) ", column: area.column, row: row, style: style)
    frame.put(
      Self.lineSample(label.line), column: area.column + 3, row: row,
      style: Style(foreground: .rgb(label.color), background: style.background))
    let number = count == 0 ? "" : "\(count)"
    let room = area.columns - 7 - number.count
    frame.put(
      TextWidth.truncated(TextWidth.printable(state.context.name(of: label)), to: room),
      column: area.column + 6, row: row, style: style)
    frame.put(
      number, column: area.column + area.columns - 1 - number.count, row: row, style: style)
  }

  /// Two cells that look like the label's line.
  private static func lineSample(_ line: Label.LineStyle) -> String {
    switch line {
    case .solid: "━━"
    case .dashed: "╍╍"
    case .dotted: "··"
    case .double: "══"
    }
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
    let box = shape.geometry.bounds
    let size = "\(Int(box.width.rounded()))x\(Int(box.height.rounded()))"
    let name = state.context.label(shape.label).map(state.context.name(of:)) ?? "?"
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
