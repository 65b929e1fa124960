import AnnotationModel
import Screen

/// Draws the labels of the job with the keys that choose them, at the top of a side panel.
enum LabelListView {
  /// Draws a heading and as many labels as half of the area holds; answers how many they are.
  static func draw(
    _ state: State, chosen: Int?, in area: Area, on frame: inout Frame, theme: Theme
  ) -> Int {
    frame.put(
      " Labels", column: area.column, row: area.row, style: theme[.key], limit: area.columns)
    let labels = state.context.labels
    let rows = min(labels.count, max(0, area.rows / 2))
    for (index, label) in labels.prefix(rows).enumerated() {
      draw(
        label, at: index, isChosen: index == chosen, state: state, row: area.row + 1 + index,
        area, &frame, theme)
    }
    return rows
  }

  private static func draw(
    _ label: Label, at index: Int, isChosen: Bool, state: State, row: Int, _ area: Area,
    _ frame: inout Frame, _ theme: Theme
  ) {
    let key = index < 9 ? "\(index + 1)" : index == 9 ? "0" : " "
    let count = state.canvas.item?.shapes.count { $0.label == label.id } ?? 0
    let style = isChosen ? theme[.selection] : theme[.text]
    frame.fill(
      Area(column: area.column, row: row, columns: area.columns, rows: 1),
      with: Cell(.text(" "), style: style))
    frame.put("\(isChosen ? ">" : " ")\(key) ", column: area.column, row: row, style: style)
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
}
