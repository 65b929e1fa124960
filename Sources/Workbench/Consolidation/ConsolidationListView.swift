import Screen

/// Draws the pages of the consolidation screen that are one table.
enum ConsolidationListView {
  static func drawAnnotators(
    _ summary: ConsolidationSummary, state: State, layout: ConsolidationLayout,
    on frame: inout Frame, theme: Theme
  ) {
    let hasBoxes = summary.annotators.contains { $0.precision != nil || $0.recall != nil }
    var columns: [TextTable.Column] = [
      .init(title: "Annotator", rank: 9), .init(title: "Answers", isNumber: true, rank: 6),
      .init(title: "Skill", isNumber: true, rank: 8), .init(title: "95 %", rank: 5),
      .init(title: "Agrees", isNumber: true, rank: 7),
    ]
    if hasBoxes {
      columns.append(.init(title: "Precision", isNumber: true, rank: 3))
      columns.append(.init(title: "Recall", isNumber: true, rank: 4))
    }
    columns.append(.init(title: "Looks", rank: 8))
    let isMeasuring = state.consolidation.agreement == nil
    let rows = summary.annotators.map { annotator in
      [annotator.name, "\(annotator.answers)", share(annotator.skill)]
        + [interval(annotator.interval)]
        + [isMeasuring ? "…" : share(annotator.agreement)]
        + (hasBoxes ? [share(annotator.precision), share(annotator.recall)] : [])
        + [looks(annotator.standing)]
    }
    draw(
      TextTable(columns: columns, rows: rows), state: state, layout: layout, on: &frame,
      theme: theme
    ) { summary.annotators[$0].standing == .sound ? nil : .warning }
  }

  static func drawDisputes(
    _ summary: ConsolidationSummary, state: State, layout: ConsolidationLayout,
    on frame: inout Frame, theme: Theme
  ) {
    let table = TextTable(
      columns: [
        .init(title: "Image", rank: 9), .init(title: summary.doubtTitle, isNumber: true, rank: 8),
        .init(title: "Answers", isNumber: true, rank: 4), .init(title: "Most disputed", rank: 7),
        .init(title: "", rank: 6),
      ],
      rows: summary.items.map { item in
        [
          item.name, item.doubt.map(ConsolidationView.decimal) ?? "-", "\(item.answers)",
          TextWidth.truncated(TextWidth.printable(item.text), to: room(state.size.columns)),
          item.pinnedBy.isEmpty ? item.isAgainstMajority ? "not majority" : "" : item.pinnedBy,
        ]
      })
    draw(table, state: state, layout: layout, on: &frame, theme: theme) { index in
      summary.items[index].pinnedBy.isEmpty ? nil : .dim
    }
  }

  /// The widest that the column of votes grows.
  private static func room(_ columns: Int) -> Int { max(16, columns - 52) }

  private static func draw(
    _ table: TextTable, state: State, layout: ConsolidationLayout, on frame: inout Frame,
    theme: Theme, role: (Int) -> Theme.Role?
  ) {
    let area = layout.rows
    let columns = table.layout(in: area.columns - 3)
    frame.put(
      table.header(layout: columns), column: 2, row: area.row - 1, style: theme[.key],
      limit: max(0, area.columns - 3))
    for offset in 0..<area.rows {
      let index = layout.firstRow + offset
      guard table.rows.indices.contains(index) else { break }
      let isChosen = index == state.consolidation.row
      let style = isChosen ? theme[.selection] : theme[role(index) ?? .text]
      frame.fill(
        Area(column: 0, row: area.row + offset, columns: area.columns, rows: 1),
        with: Cell(.text(" "), style: isChosen ? style : theme[.text]))
      frame.put(isChosen ? ">" : " ", column: 0, row: area.row + offset, style: style)
      frame.put(
        table.line(table.rows[index], layout: columns), column: 2, row: area.row + offset,
        style: style, limit: max(0, area.columns - 3))
    }
  }

  private static func share(_ value: Double?) -> String { value.map(Percent.text) ?? "-" }

  /// `81-92%`.
  private static func interval(_ interval: ClosedRange<Double>?) -> String {
    guard let interval else { return "-" }
    return "\(Int((interval.lowerBound * 100).rounded()))-\(Percent.text(interval.upperBound))"
  }

  private static func looks(_ standing: ConsolidationAnnotator.Standing) -> String {
    switch standing {
    case .unmeasured: "too few"
    case .sound: "sound"
    case .careless: "! careless"
    case .reversed: "! reversed"
    }
  }
}
