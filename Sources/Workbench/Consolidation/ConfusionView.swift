import Screen

/// Draws the confusion matrix of one annotator as a heat map, beside the list of annotators.
///
/// Colours only repeat what the digits say: the map reads in mono, where a share of 20 % or more
/// beside the diagonal is marked with an exclamation mark.
enum ConfusionView {
  /// The share from which a wrong answer is marked.
  private static let notable = 0.2
  /// The share up to which a wrong answer has no colour: priors alone give as much.
  private static let faint = 0.1

  static func draw(
    _ summary: ConsolidationSummary, state: State, layout: ConsolidationLayout,
    on frame: inout Frame, theme: Theme
  ) {
    drawList(summary, state: state, layout: layout, on: &frame, theme: theme)
    let left = layout.rows.columns + 2
    let area = Area(
      column: left, row: layout.body.row, columns: max(0, state.size.columns - left - 1),
      rows: layout.body.rows)
    guard summary.annotators.indices.contains(state.consolidation.row) else { return }
    let annotator = summary.annotators[state.consolidation.row]
    guard let map = annotator.heatMap else {
      let text =
        "\(summary.method.title) estimates no matrix for \(annotator.name); m takes the next method."
      for (offset, line) in TextLines.wrapped(text, to: area.columns).prefix(area.rows)
        .enumerated()
      {
        frame.put(line, column: area.column, row: area.row + offset, style: theme[.dim])
      }
      return
    }
    draw(map, first: state.consolidation.firstColumn, in: area, on: &frame, theme: theme)
  }

  private static func drawList(
    _ summary: ConsolidationSummary, state: State, layout: ConsolidationLayout,
    on frame: inout Frame, theme: Theme
  ) {
    let area = layout.rows
    frame.put("Annotator", column: 2, row: area.row - 1, style: theme[.key])
    for offset in 0..<area.rows {
      let index = layout.firstRow + offset
      guard summary.annotators.indices.contains(index) else { break }
      let isChosen = index == state.consolidation.row
      let style = isChosen ? theme[.selection] : theme[.text]
      let annotator = summary.annotators[index]
      let skill = annotator.skill.map(Percent.text) ?? "-"
      frame.fill(
        Area(column: 0, row: area.row + offset, columns: area.columns, rows: 1),
        with: Cell(.text(" "), style: style))
      frame.put(isChosen ? ">" : " ", column: 0, row: area.row + offset, style: style)
      frame.put(
        TextWidth.truncated(TextWidth.printable(annotator.name), to: area.columns - 7),
        column: 2, row: area.row + offset, style: style)
      frame.put(
        skill, column: area.columns - TextWidth.of(skill), row: area.row + offset, style: style)
    }
  }

  private static func draw(
    _ map: HeatMap, first: Int, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    let names = min(20, max(8, area.columns / 3))
    let cell = max(5, (map.columns.map(TextWidth.of).max() ?? 0) + 2)
    let shown = map.columns.indices.dropFirst(min(first, max(0, map.columns.count - 1)))
      .prefix(max(1, (area.columns - names - 1) / cell))
    frame.put(
      map.isSquare ? "truth \\ answer" : "truth", column: area.column, row: area.row,
      style: theme[.key], limit: names)
    for (place, column) in shown.enumerated() {
      let title = map.columns[column]
      frame.put(
        title, column: area.column + names + place * cell + max(0, cell - 1 - TextWidth.of(title)),
        row: area.row, style: theme[.key], limit: cell)
    }
    let rows = min(map.rows.count, max(0, area.rows - 3))
    for row in 0..<rows {
      frame.put(
        TextWidth.truncated(TextWidth.printable(map.rows[row]), to: names - 1),
        column: area.column, row: area.row + 1 + row, style: theme[.text])
      for (place, column) in shown.enumerated() {
        draw(
          map.values[row][column], isRight: map.isSquare ? row == column : column == 0,
          column: area.column + names + place * cell, row: area.row + 1 + row, width: cell,
          on: &frame, theme: theme)
      }
    }
    drawLegend(map, rows: rows, shown: shown.count, in: area, on: &frame, theme: theme)
  }

  private static func draw(
    _ share: Double?, isRight: Bool, column: Int, row: Int, width: Int, on frame: inout Frame,
    theme: Theme
  ) {
    guard let share, share >= 0.005 else {
      frame.put(
        share == nil ? "-" : "·", column: column + width - 3, row: row, style: theme[.dim])
      return
    }
    if !isRight, share < faint {
      let text = "\(Int((share * 100).rounded()))"
      frame.put(text, column: column + width - 1 - text.count, row: row, style: theme[.dim])
      return
    }
    let digits = "\(min(100, Int((share * 100).rounded())))"
    let text = digits + (!isRight && share >= notable ? "!" : " ")
    let style = style(of: share, isRight: isRight)
    frame.fill(
      Area(column: column + 1, row: row, columns: width - 1, rows: 1),
      with: Cell(.text(" "), style: style))
    frame.put(text, column: column + width - text.count, row: row, style: style)
  }

  /// Blue where the answer is right, red to orange where it is wrong, the lighter the larger the
  /// share; colours of the xterm cube, so that a terminal of 256 shows the steps as they are meant.
  private static func style(of share: Double, isRight: Bool) -> Style {
    let ramp: [UInt8] = isRight ? [17, 18, 24, 25, 31, 32, 38, 39] : [52, 88, 124, 130, 166, 202]
    // Small shares of wrong answers are what one looks for, so they rise faster.
    let weight = isRight ? share : share.squareRoot()
    let step = min(ramp.count - 1, Int(weight * Double(ramp.count)))
    let isLight = step >= (isRight ? 5 : 4)
    return Style(
      foreground: .indexed(isLight ? 16 : 231), background: .indexed(ramp[step]),
      attributes: isRight ? .bold : [])
  }

  private static func drawLegend(
    _ map: HeatMap, rows: Int, shown: Int, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    var text = map.isSquare ? "percent of each truth; ! 20 or more wrong" : "percent of each truth"
    var hidden: [String] = []
    if rows < map.rows.count { hidden.append("\(map.rows.count - rows) more rows") }
    if shown < map.columns.count { hidden.append("\(map.columns.count) columns, h l move") }
    if !hidden.isEmpty { text += "; " + hidden.joined(separator: ", ") }
    for (offset, line) in TextLines.wrapped(text, to: area.columns).prefix(2).enumerated() {
      frame.put(
        line, column: area.column, row: area.row + rows + 1 + offset, style: theme[.dim],
        limit: area.columns)
    }
  }
}
