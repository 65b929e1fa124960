import AnnotationModel
import Screen

/// Draws the status line and the line of messages and hints, on every screen.
enum StatusView {
  static func drawStatus(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard area.rows > 0 else { return }
    frame.fill(area, with: Cell(.text(" "), style: theme[.statusLine]))
    var column = frame.put(
      " \(mode(of: state)) ", column: 0, row: area.row, style: theme[.mode])
    for part in parts(of: state) {
      let text = "  " + part
      if column + TextWidth.of(text) > area.columns - 8 { break }
      column = frame.put(text, column: column, row: area.row, style: theme[.statusLine])
    }
    frame.put("? help ", column: area.columns - 7, row: area.row, style: theme[.statusLine])
  }

  /// What keys mean now, in one word.
  private static func mode(of state: State) -> String {
    if state.review.sheet != nil { return "SHEET" }
    return switch (state.screen, state.canvas.mode) {
    case (.home, _): "HOME"
    case (_, .draw): "DRAW"
    case (_, .edit): "EDIT"
    case (.canvas, .navigate): "LOOK"
    case (.review, .navigate): "REVIEW"
    }
  }

  /// What the status line says, most important first; it is cut from the right when narrow.
  private static func parts(of state: State) -> [String] {
    switch state.screen {
    case .home: state.homeStatus
    case .canvas: state.canvasStatus
    case .review: state.reviewStatus
    }
  }

  static func drawMessage(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard area.rows > 0, area.row > 0 else { return }
    frame.fill(area, with: Cell(.text(" "), style: theme[.text]))
    let (text, role) = message(of: state, columns: area.columns - 1)
    frame.put(
      TextWidth.truncated(TextWidth.printable(text), to: area.columns - 1), column: 0,
      row: area.row, style: theme[role])
  }

  private static func message(of state: State, columns: Int) -> (String, Theme.Role) {
    if let notice = state.notice ?? state.failure {
      switch notice.kind {
      case .plain: return (notice.text, .text)
      case .success: return ("ok " + notice.text, .success)
      case .error: return ("! " + notice.text, .error)
      }
    }
    if state.size.columns < 80 || state.size.rows < 24 {
      return ("the terminal is small: 80x24 shows everything", .warning)
    }
    return (hints(for: state, columns: columns), .dim)
  }

  /// The keys that matter now, as many as fit; every title comes from the command table.
  private static func hints(for state: State, columns: Int) -> String {
    if let menu = state.canvas.menu {
      let entries = Command.table.compactMap { info in
        info.keys.first { $0.scope == menu }.map { "\($0.titles.first ?? "") \(info.title)" }
      }
      return entries.joined(separator: "   ")
    }
    let scope = state.scope
    var line = ""
    for command in hinted(in: scope, of: state) {
      guard
        let key = command.info.keys.first(where: { $0.scope == scope || $0.scope == .anywhere })?
          .titles.first
      else { continue }
      let hint = (line.isEmpty ? "" : "  ") + "\(key) \(command.info.title.lowercased())"
      if TextWidth.of(line) + TextWidth.of(hint) > columns { break }
      line += hint
    }
    return line
  }

  private static func hinted(in scope: Scope, of state: State) -> [Command] {
    switch scope {
    case .home: [.openJob, .annotateJob, .reviewJob, .nextJob, .previousJob, .quit]
    case .draw: [.placeCorner, .cursorRight, .leapRight, .halveStep, .doubleStep, .pickLabel]
    case .edit: [.growLeft, .shrinkLeft, .moveRight, .halveStep, .finishEdit]
    case .sheet: [.openFromSheet, .sheetRight, .sheetDown, .back]
    case .review:
      state.canvas.item == nil
        ? [.finishReview, .undo, .quit]
        : [
          .acceptBox, .rejectBox, .acceptRest, .editObject, .drawBox, .cycleFraming, .passReview,
          .sendBack, .explain, .undo, .finishReview,
        ]
    default: [.drawBox, .nextObject, .editObject, .deleteObject, .pickLabel, .submit, .nextImage]
    }
  }
}
