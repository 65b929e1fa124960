import AnnotationModel
import Screen

/// Draws the status line and the line of messages and hints.
enum StatusView {
  static func drawStatus(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard area.rows > 0 else { return }
    frame.fill(area, with: Cell(.text(" "), style: theme[.statusLine]))
    var column = frame.put(
      " \(state.canvas.mode.title) ", column: 0, row: area.row, style: theme[.mode])
    for part in parts(of: state) {
      let text = "  " + part
      if column + TextWidth.of(text) > area.columns - 8 { break }
      column = frame.put(text, column: column, row: area.row, style: theme[.statusLine])
    }
    frame.put("? help ", column: area.columns - 7, row: area.row, style: theme[.statusLine])
  }

  /// What the status line says, most important first; it is cut from the right when narrow.
  private static func parts(of state: State) -> [String] {
    guard let item = state.canvas.item else { return [] }
    var parts = ["\(item.index + 1)/\(state.progress.total) \(item.state.title)"]
    parts.append(state.savedEntry.map { "saved #\($0)" } ?? "nothing to save")
    parts.append(drawingPart(of: state) ?? objectPart(of: state, item: item))
    parts.append("zoom \(zoomText(state.canvas.viewport.scale))")
    parts.append("submitted \(state.progress.submitted)")
    return parts
  }

  /// Image pixels for each pixel shown, `1:3.2`, or the other way round when enlarged, `2:1`.
  private static func zoomText(_ scale: Double) -> String {
    func short(_ ratio: Double) -> String {
      let tenths = Int((ratio * 10).rounded())
      return tenths >= 100 || tenths % 10 == 0
        ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
    return scale < 1 ? "1:\(short(1 / scale))" : "\(short(scale)):1"
  }

  private static func drawingPart(of state: State) -> String? {
    let labels = state.context.labels
    let step = "step \(state.canvas.step)px"
    switch state.canvas.mode {
    case .navigate: return nil
    case .edit: return step
    case .draw:
      let index = state.canvas.labelIndex
      let label = labels.indices.contains(index) ? state.context.name(of: labels[index]) : "-"
      let cursor = state.canvas.cursor
      return "\(TextWidth.printable(label))  x\(Int(cursor.x)) y\(Int(cursor.y))  \(step)"
    }
  }

  private static func objectPart(of state: State, item: WorkItem) -> String {
    guard let shape = state.canvas.selectedShape else {
      return item.shapes.count == 1 ? "1 box" : "\(item.shapes.count) boxes"
    }
    let box = shape.geometry.bounds
    return "box \(Int(box.left)),\(Int(box.top)) \(Int(box.width))x\(Int(box.height))"
  }

  static func drawMessage(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard area.rows > 0, area.row > 0 else { return }
    frame.fill(area, with: Cell(.text(" "), style: theme[.text]))
    let (text, role) = message(of: state)
    frame.put(
      TextWidth.truncated(TextWidth.printable(text), to: area.columns - 1), column: 0,
      row: area.row, style: theme[role])
  }

  private static func message(of state: State) -> (String, Theme.Role) {
    if let notice = state.notice {
      switch notice.kind {
      case .plain: return (notice.text, .text)
      case .success: return ("ok " + notice.text, .success)
      case .error: return ("! " + notice.text, .error)
      }
    }
    if state.size.columns < 80 || state.size.rows < 24 {
      return ("the terminal is small: 80x24 shows everything", .warning)
    }
    return (hints(for: state), .dim)
  }

  /// The keys that matter now; every title comes from the command table.
  private static func hints(for state: State) -> String {
    let scope = state.canvas.scope
    if let menu = state.canvas.menu {
      let entries = Command.table.compactMap { info in
        info.keys.first { $0.scope == menu }.map { "\($0.titles.first ?? "") \(info.title)" }
      }
      return entries.joined(separator: "   ")
    }
    return hinted(in: scope).compactMap { command in
      let info = command.info
      let titles = info.keys.first { $0.scope == scope }?.titles
      return titles?.first.map { "\($0) \(info.title.lowercased())" }
    }.joined(separator: "  ")
  }

  private static func hinted(in scope: Scope) -> [Command] {
    switch scope {
    case .draw: [.placeCorner, .cursorRight, .leapRight, .halveStep, .doubleStep, .pickLabel]
    case .edit: [.growLeft, .shrinkLeft, .moveRight, .halveStep, .finishEdit]
    default: [.drawBox, .nextObject, .editObject, .deleteObject, .pickLabel, .submit, .nextImage]
    }
  }
}

extension CanvasState.Mode {
  /// The mode as the status line names it.
  var title: String {
    switch self {
    case .navigate: "LOOK"
    case .draw: "DRAW"
    case .edit: "EDIT"
    }
  }
}

extension AssignmentState {
  /// The state as the status line names it.
  var title: String {
    switch self {
    case .waiting, .leased: "new"
    case .draft: "draft"
    case .submitted: "submitted"
    case .returned: "sent back"
    case .skipped: "skipped"
    }
  }
}
