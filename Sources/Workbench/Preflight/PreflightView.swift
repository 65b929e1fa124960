import Screen

/// Where the parts of the preflight screen are.
struct PreflightLayout: Equatable {
  let title: Area
  /// What was checked.
  let standing: Area
  /// The titles of the list's columns.
  let header: Int
  /// The rows of the list.
  let rows: Area
  /// The first row of the list that shows.
  let firstRow: Int
  /// What is said about the chosen row.
  let detail: Area

  init(_ state: State) {
    let size = state.size
    title = Area(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    standing = Area(
      column: 0, row: 1, columns: size.columns, rows: size.rows >= 24 ? 3 : size.rows > 12 ? 2 : 0)
    let top = standing.row + standing.rows + 1
    header = top
    let below = size.rows > 12 ? 5 : 0
    rows = Area(
      column: 0, row: top + 1, columns: size.columns, rows: max(0, size.rows - top - 3 - below))
    detail = Area(
      column: 0, row: rows.row + rows.rows + 1, columns: size.columns, rows: max(0, below - 1))
    firstRow = max(
      0, min(state.preflight.row - rows.rows / 2, state.preflight.rowCount - rows.rows))
  }
}

/// Draws the lead's preflight screen: the broken rules, or the images that break one.
enum PreflightView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) {
    let layout = PreflightLayout(state)
    let consumers = state.preflight.consumers
    let consumer =
      consumers.indices.contains(state.preflight.consumer)
      ? ["for " + consumers[state.preflight.consumer].title] : []
    let rule = state.preflight.showsImages ? [state.preflight.rule?.name ?? ""] : []
    TitleView.draw(
      TitleView.Title(
        left: ["\(state.context.jobName): preflight"] + consumer + rule,
        right: [state.account.personName + " (lead)"]),
      in: layout.title, on: &frame, theme: theme)
    guard let summary = state.preflight.summary else {
      return drawWaiting(state, in: layout, on: &frame, theme: theme)
    }
    _ = ConsolidationView.drawLines(
      summary.standing, from: layout.standing.row, in: layout.standing, on: &frame, theme: theme)
    if summary.rules.isEmpty {
      _ = ConsolidationView.drawLines(
        ["No rule is broken: the export would be taken as it is."], role: .success,
        from: layout.rows.row, in: layout.rows, on: &frame, theme: theme)
    } else if state.preflight.showsImages {
      drawImages(state, layout, on: &frame, theme: theme)
    } else {
      drawRules(summary, state, layout, on: &frame, theme: theme)
    }
  }

  private static func drawWaiting(
    _ state: State, in layout: PreflightLayout, on frame: inout Frame, theme: Theme
  ) {
    let text =
      state.preflight.failure
      ?? "Every line that would be exported is being checked, with its picture; q leaves."
    _ = ConsolidationView.drawLines(
      [text], role: state.preflight.failure == nil ? .dim : .error, from: layout.header,
      in: layout.rows, on: &frame, theme: theme)
  }

  private static func drawRules(
    _ summary: PreflightSummary, _ state: State, _ layout: PreflightLayout,
    on frame: inout Frame, theme: Theme
  ) {
    let table = TextTable(
      columns: [
        .init(title: "Rule", rank: 9), .init(title: "Times", isNumber: true, rank: 8),
        .init(title: "Verdict", rank: 7), .init(title: "What is wrong first", rank: 6),
      ],
      rows: summary.rules.map { rule in
        [
          rule.name, rule.images.isEmpty ? "-" : "\(rule.count)", words(for: rule.verdict),
          shortened(rule.detail, besides: 42, in: state.size.columns),
        ]
      })
    draw(table, state, layout, on: &frame, theme: theme) { index in
      summary.rules[index].verdict == .warns ? nil : .warning
    }
    guard let rule = state.preflight.rule else { return }
    let repair = rule.repair.isEmpty ? [] : ["To repair: " + rule.repair]
    drawDetail([rule.detail] + repair, in: layout.detail, on: &frame, theme: theme)
  }

  private static func drawImages(
    _ state: State, _ layout: PreflightLayout, on frame: inout Frame, theme: Theme
  ) {
    let images = state.preflight.images
    // Only what shows, so that a list of thousands is not measured for every key.
    let shown = Array(images.dropFirst(layout.firstRow).prefix(layout.rows.rows))
    let table = TextTable(
      columns: [
        .init(title: "Line", isNumber: true, rank: 7), .init(title: "Image", rank: 9),
        .init(title: "", rank: 6), .init(title: "What is wrong", rank: 8),
      ],
      rows: shown.map { image in
        [
          "\(image.line)", image.name, image.isDecided ? "decided" : "",
          shortened(image.detail, besides: 34, in: state.size.columns),
        ]
      })
    draw(table, state, layout, first: layout.firstRow, on: &frame, theme: theme) { index in
      shown[index - layout.firstRow].isDecided ? .dim : nil
    }
    guard let image = state.preflight.image, let rule = state.preflight.rule else { return }
    let more =
      rule.count > images.count
      ? ["\(rule.count - images.count) more are not listed; r checks again once these are right."]
      : []
    drawDetail(
      ["\(image.name): \(image.detail)"] + more, in: layout.detail, on: &frame, theme: theme)
  }

  /// Draws a list; `first` is the row of the table's first line.
  private static func draw(
    _ table: TextTable, _ state: State, _ layout: PreflightLayout, first: Int = 0,
    on frame: inout Frame, theme: Theme, role: (Int) -> Theme.Role?
  ) {
    let columns = table.layout(in: layout.rows.columns - 3)
    let limit = max(0, layout.rows.columns - 3)
    frame.put(
      table.header(layout: columns), column: 2, row: layout.header, style: theme[.key],
      limit: limit)
    for offset in 0..<layout.rows.rows {
      let index = layout.firstRow + offset
      guard table.rows.indices.contains(index - first) else { break }
      let isChosen = index == state.preflight.row
      let style = isChosen ? theme[.selection] : theme[role(index) ?? .text]
      let row = layout.rows.row + offset
      frame.fill(
        Area(column: 0, row: row, columns: layout.rows.columns, rows: 1),
        with: Cell(.text(" "), style: isChosen ? style : theme[.text]))
      frame.put(isChosen ? ">" : " ", column: 0, row: row, style: style)
      frame.put(
        table.line(table.rows[index - first], layout: columns), column: 2, row: row,
        style: style, limit: limit)
    }
  }

  private static func drawDetail(
    _ lines: [String], in area: Area, on frame: inout Frame, theme: Theme
  ) {
    _ = ConsolidationView.drawLines(
      lines, role: .dim, from: area.row, in: area, on: &frame, theme: theme)
  }

  private static func words(for verdict: BrokenRule.Verdict) -> String {
    switch verdict {
    case .refusesAll: "all refused"
    case .refusesImage: "refused"
    case .warns: "warning"
    }
  }

  private static func shortened(_ text: String, besides: Int, in columns: Int) -> String {
    TextWidth.truncated(TextWidth.printable(text), to: max(16, columns - besides))
  }
}
