import Screen

/// Draws the lead's consolidation screen: title, tabs and one page.
enum ConsolidationView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) {
    let layout = ConsolidationLayout(state)
    TitleView.draw(
      TitleView.Title(
        left: ["\(state.context.jobName): consolidate"],
        right: [state.account.personName + " (lead)"]),
      in: layout.title, on: &frame, theme: theme)
    for tab in layout.labels {
      frame.put(
        tab.text, column: tab.column, row: layout.tabs.row,
        style: tab.page == state.consolidation.page ? theme[.selection] : theme[.text])
    }
    guard let summary = state.consolidation.summary else {
      return drawWaiting(state, in: layout.body, on: &frame, theme: theme)
    }
    draw(state.consolidation.page, of: summary, state, layout, on: &frame, theme: theme)
  }

  private static func draw(
    _ page: ConsolidationState.Page, of summary: ConsolidationSummary, _ state: State,
    _ layout: ConsolidationLayout, on frame: inout Frame, theme: Theme
  ) {
    switch page {
    case .progress:
      ConsolidationProgressView.draw(
        summary, state: state, in: layout.body, on: &frame, theme: theme)
    case .annotators:
      ConsolidationListView.drawAnnotators(
        summary, state: state, layout: layout, on: &frame, theme: theme)
    case .confusion:
      ConfusionView.draw(summary, state: state, layout: layout, on: &frame, theme: theme)
    case .agreement: AgreementView.draw(state, layout: layout, on: &frame, theme: theme)
    case .disputes:
      ConsolidationListView.drawDisputes(
        summary, state: state, layout: layout, on: &frame, theme: theme)
    case .budget:
      WhatIfView.draw(summary, state: state, in: layout.body, on: &frame, theme: theme)
    }
  }

  /// What stands there before anything is known.
  private static func drawWaiting(
    _ state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    let text =
      state.consolidation.failure
      ?? "The answers are being consolidated; the keys work meanwhile, q leaves."
    for (offset, line) in TextLines.wrapped(text, to: area.columns - 4).prefix(area.rows)
      .enumerated()
    {
      frame.put(
        line, column: area.column + 2, row: area.row + offset,
        style: theme[state.consolidation.failure == nil ? .dim : .error],
        limit: max(0, area.columns - 3))
    }
  }

  /// Draws lines that are wrapped to the area from a row on; answers the row below them.
  static func drawLines(
    _ lines: [String], role: Theme.Role = .text, from row: Int, in area: Area,
    on frame: inout Frame, theme: Theme
  ) -> Int {
    var row = row
    for line in lines {
      let wrapped = TextLines.wrapped(TextWidth.printable(line), to: area.columns - 4)
      for piece in wrapped where row < area.row + area.rows {
        frame.put(
          piece, column: area.column + 2, row: row, style: theme[role],
          limit: max(0, area.columns - 3))
        row += 1
      }
    }
    return row
  }

  /// Cells of which as many are full as the share is.
  static func bar(_ share: Double, width: Int) -> String {
    let full = min(width, max(0, Int((share * Double(width)).rounded())))
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: width - full) + "]"
  }

  /// A number with two decimals.
  static func decimal(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let sign = value < 0 && hundredths > 0 ? "-" : ""
    return "\(sign)\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "")
      + "\(hundredths % 100)"
  }
}
