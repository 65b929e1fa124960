import AnnotationModel
import Screen

/// Draws what lies over the screen; answers where the terminal's cursor belongs.
enum PopupView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) -> Position? {
    switch state.popup {
    case .commands(let list): return drawCommands(list, state: state, on: &frame, theme: theme)
    case .labels(let picker): return drawLabels(picker, state: state, on: &frame, theme: theme)
    case .prompt(let prompt): return drawPrompt(prompt, state: state, on: &frame, theme: theme)
    case .reading(let reading):
      drawReading(reading, state: state, on: &frame, theme: theme)
    case .takenOver: drawTakenOver(state, on: &frame, theme: theme)
    case nil: break
    }
    return nil
  }

  /// Says that another window has the work, and what can be done about it here.
  private static func drawTakenOver(_ state: State, on frame: inout Frame, theme: Theme) {
    let news =
      "You have opened \"\(state.context.jobName)\" in a newer window, and it goes on from there. "
      + (state.savedEntry.map { "Everything up to saved #\($0) is kept." } ?? "Nothing is lost.")
      + " What you did here last was not taken."
    let leaving = state.hasHome ? "back to the home screen" : "leave"
    let keys = [
      ("Enter", "go on here; the other window stops"), ("q", leaving), ("Esc", "only look"),
    ]
    let lines = TextLines.wrapped(TextWidth.printable(news), to: min(60, state.size.columns) - 4)
    let area = centered(columns: 60, rows: lines.count + keys.count + 3, in: state.size)
    let inner = drawWindow(area, title: "Open elsewhere", on: &frame, theme: theme)
    for (offset, line) in lines.prefix(inner.rows).enumerated() {
      frame.put(
        line, column: inner.column + 1, row: inner.row + offset, style: theme[.popup],
        limit: max(0, inner.columns - 2))
    }
    for (offset, (key, meaning)) in keys.enumerated() {
      let row = inner.row + lines.count + 1 + offset
      guard row < inner.row + inner.rows else { break }
      frame.put(key, column: inner.column + 1, row: row, style: keyStyle(theme), limit: 6)
      frame.put(
        meaning, column: inner.column + 8, row: row, style: theme[.popup],
        limit: max(0, inner.columns - 9))
    }
  }

  private static func drawCommands(
    _ list: CommandList, state: State, on frame: inout Frame, theme: Theme
  ) -> Position? {
    let rows = list.rows
    let area = centered(columns: 76, rows: rows.count + 7, in: state.size)
    let inner = drawWindow(area, title: list.title, on: &frame, theme: theme)
    // A blank row and two for the whole text of the chosen command.
    let foot = inner.rows >= 9 ? 3 : 0
    let visible = visibleRange(
      count: rows.count, selection: list.selection, rows: inner.rows - 1 - foot)
    for (offset, index) in visible.enumerated() {
      let style = index == list.selection ? theme[.selection] : theme[.popup]
      let row = inner.row + 1 + offset
      let line = Area(column: inner.column, row: row, columns: inner.columns, rows: 1)
      frame.fill(line, with: Cell(.text(" "), style: style))
      frame.put(
        rows[index].keys.joined(separator: " "), column: inner.column + 1, row: row,
        style: index == list.selection ? style : keyStyle(theme), limit: 16)
      let info = rows[index].info
      let reason = state.disabledReason(for: info.command).map { "(\($0))" }
      let words = reason ?? info.help
      frame.put(
        TextWidth.truncated("\(info.title)  \(words)", to: inner.columns - 19),
        column: inner.column + 18, row: row, style: style)
      if index == list.selection, foot > 0 {
        drawFoot(
          words.isEmpty ? info.title : "\(info.title): \(words)", in: inner, on: &frame,
          theme: theme)
      }
    }
    return drawField(list.query, label: "search: ", in: inner, on: &frame, theme: theme)
  }

  /// The last two rows of a window, for what its list had to cut off.
  private static func drawFoot(
    _ text: String, in inner: Area, on frame: inout Frame, theme: Theme
  ) {
    let width = max(0, inner.columns - 2)
    let lines = TextLines.limited(TextLines.wrapped(text, to: width), to: 2, columns: width)
    for (offset, line) in lines.enumerated() {
      frame.put(
        line, column: inner.column + 1, row: inner.row + inner.rows - 2 + offset,
        style: theme[.popup], limit: width)
    }
  }

  /// The colour of keys on the popup's own background.
  static func keyStyle(_ theme: Theme) -> Style {
    var style = theme[.key]
    style.background = theme[.popup].background
    return style
  }

  private static func drawLabels(
    _ picker: LabelPicker, state: State, on frame: inout Frame, theme: Theme
  ) -> Position? {
    let labels = state.context.labels
    let matches = picker.matches(in: labels)
    let area = centered(columns: 56, rows: max(1, matches.count) + 4, in: state.size)
    let inner = drawWindow(area, title: "Label", on: &frame, theme: theme)
    if matches.isEmpty {
      frame.put(
        "no label has this code, name or alias", column: inner.column + 1, row: inner.row + 1,
        style: theme[.popup], limit: inner.columns - 1)
    }
    let visible = visibleRange(
      count: matches.count, selection: picker.selection, rows: inner.rows - 1)
    for (offset, index) in visible.enumerated() {
      drawLabel(
        labels[matches[index]], isSelected: index == picker.selection,
        in: Area(
          column: inner.column, row: inner.row + 1 + offset, columns: inner.columns, rows: 1),
        context: state.context, on: &frame, theme: theme)
    }
    return drawField(picker.query, label: "find: ", in: inner, on: &frame, theme: theme)
  }

  private static func drawLabel(
    _ label: Label, isSelected: Bool, in line: Area, context: JobContext, on frame: inout Frame,
    theme: Theme
  ) {
    let style = isSelected ? theme[.selection] : theme[.popup]
    frame.fill(line, with: Cell(.text(" "), style: style))
    frame.put(
      "■", column: line.column + 1, row: line.row,
      style: Style(
        foreground: .rgb(label.color), background: style.background))
    frame.put(label.code, column: line.column + 3, row: line.row, style: style, limit: 4)
    let all = [context.name(of: label), label.name] + label.localNames.values.sorted()
    let unique = (all + label.aliases).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    let names = unique.joined(separator: "  ")
    frame.put(
      TextWidth.truncated(TextWidth.printable(names), to: line.columns - 9),
      column: line.column + 8, row: line.row, style: style)
  }

  private static func drawPrompt(
    _ prompt: Prompt, state: State, on frame: inout Frame, theme: Theme
  ) -> Position? {
    let width = prompt.details.isEmpty ? 60 : 72
    let lines = prompt.details.flatMap {
      TextLines.wrapped(TextWidth.printable($0), to: min(width, state.size.columns) - 4)
    }
    let area = centered(
      columns: width, rows: 4 + (lines.isEmpty ? 0 : lines.count + 1), in: state.size)
    let inner = drawWindow(area, title: prompt.question, on: &frame, theme: theme)
    for (offset, line) in lines.prefix(max(0, inner.rows - 3)).enumerated() {
      frame.put(
        line, column: inner.column + 1, row: inner.row + 2 + offset, style: theme[.popup],
        limit: inner.columns - 2)
    }
    frame.put(
      "Enter takes it, Esc leaves", column: inner.column + 1, row: inner.row + inner.rows - 1,
      style: theme[.popup], limit: inner.columns - 1)
    return drawField(prompt.answer, label: "> ", in: inner, on: &frame, theme: theme)
  }

  /// A rectangle in the middle of the screen that leaves the status lines free.
  static func centered(columns: Int, rows: Int, in size: Size) -> Area {
    let width = min(columns, size.columns)
    let height = min(rows, max(3, size.rows - 3))
    return Area(
      column: (size.columns - width) / 2, row: max(0, (size.rows - 2 - height) / 2),
      columns: width, rows: height)
  }

  /// A frame with a title; answers the area inside.
  static func drawWindow(
    _ area: Area, title: String, on frame: inout Frame, theme: Theme
  ) -> Area {
    frame.fill(area, with: Cell(.text(" "), style: theme[.popup]))
    let style = theme[.border]
    let line = String(repeating: "─", count: max(0, area.columns - 2))
    frame.put("┌" + line + "┐", column: area.column, row: area.row, style: style)
    frame.put(
      " \(title) ", column: area.column + 2, row: area.row, style: theme[.title],
      limit: max(0, area.columns - 4))
    for row in (area.row + 1)..<max(area.row + 1, area.row + area.rows - 1) {
      frame.put("│", column: area.column, row: row, style: style)
      frame.put("│", column: area.column + area.columns - 1, row: row, style: style)
    }
    frame.put(
      "└" + line + "┘", column: area.column, row: area.row + area.rows - 1, style: style)
    return Area(
      column: area.column + 1, row: area.row + 1, columns: area.columns - 2, rows: area.rows - 2)
  }

  private static func drawField(
    _ field: TextField, label: String, in inner: Area, on frame: inout Frame, theme: Theme
  ) -> Position {
    let start = frame.put(
      " " + label, column: inner.column, row: inner.row, style: keyStyle(theme))
    let room = max(1, inner.column + inner.columns - start - 1)
    let (text, caret) = field.window(cells: room)
    frame.put(text, column: start, row: inner.row, style: theme[.popup], limit: room)
    return Position(column: start + caret, row: inner.row)
  }

  private static func visibleRange(count: Int, selection: Int, rows: Int) -> Range<Int> {
    let shown = min(count, max(0, rows))
    let first = max(0, min(selection - shown / 2, count - shown))
    return first..<(first + shown)
  }
}
