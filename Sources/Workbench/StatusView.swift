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
    case (.consolidation, _): "CONSOLIDATE"
    case (.preflight, _): "PREFLIGHT"
    case (_, .draw): "DRAW"
    case (_, .edit): "EDIT"
    case (.canvas, .navigate): "LOOK"
    case (.review, .navigate): "REVIEW"
    case (.adjudication, .navigate): "ADJUDICATE"
    }
  }

  /// What the status line says, most important first; it is cut from the right when narrow.
  private static func parts(of state: State) -> [String] {
    switch state.screen {
    case .home: state.homeStatus
    case .canvas: state.canvasStatus
    case .review: state.reviewStatus
    case .consolidation: state.consolidationStatus
    case .adjudication: state.adjudicationStatus
    case .preflight: state.preflightStatus
    }
  }

  /// What the last rows of the screen say.
  struct Message {
    /// One line, or up to three for what is too long.
    let lines: [String]
    let role: Theme.Role
  }

  /// The message, broken into lines that fit.
  ///
  /// What to do about something stands at the end of a message, so it must not be cut off. The
  /// further lines move the status line up, over the end of the picture, until the next key.
  static func message(of state: State) -> Message {
    let columns = max(0, state.size.columns - 1)
    let (text, role) = message(of: state, columns: columns)
    let printable = TextWidth.printable(text)
    guard TextWidth.of(printable) > columns else { return Message(lines: [printable], role: role) }
    let rows = max(1, min(3, state.size.rows - 5))
    return Message(
      lines: TextLines.limited(
        TextLines.wrapped(printable, to: columns), to: rows, columns: columns),
      role: role)
  }

  static func draw(
    _ message: Message, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    let top = area.row - message.lines.count + 1
    guard area.rows > 0, top > 0 else { return }
    frame.fill(
      Area(column: 0, row: top, columns: area.columns, rows: message.lines.count),
      with: Cell(.text(" "), style: theme[.text]))
    for (offset, line) in message.lines.enumerated() {
      frame.put(
        line, column: 0, row: top + offset, style: theme[message.role], limit: area.columns)
    }
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
    case .home:
      [.openJob, .annotateJob, .reviewJob]
        + (state.account.roles.contains(.lead) ? [.consolidateJob, .preflightJob] : [])
        + [.nextJob, .previousJob, .quit]
    case .consolidate: consolidationHints(on: state.consolidation.page)
    case .preflight: [.openRow, .nextRow, .nextConsumer, .runAgain, .back, .quit]
    case .adjudicate:
      state.consolidation.item?.asks == .shapes
        ? [
          .submit, .drawBox, .nextObject, .editObject, .deleteObject, .pickLabel, .compareAnswers,
          .nextImage, .undo,
        ] : [.digitLabel, .submit, .pickLabel, .nextImage, .previousImage, .undo]
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

  private static func consolidationHints(on page: ConsolidationState.Page) -> [Command] {
    let own: [Command] =
      switch page {
      case .progress: [.openRow]
      case .annotators: [.nextRow, .openRow]
      case .confusion: [.nextRow, .previousRow, .columnsRight]
      case .agreement: [.nextRow]
      case .disputes: [.nextRow, .openRow]
      case .budget: [.lowerThreshold, .raiseThreshold]
      }
    return own + [
      .nextPage, .publishRun, .undo, .runAgain, .nextMethod, .toggleModels, .toggleGold, .quit,
    ]
  }
}
