import Screen

/// Draws how far annotators agree: one table after the other, with intervals.
enum AgreementView {
  /// A line of the list; headings and gaps are lines too.
  private enum Line {
    case heading(ConsolidationAgreement.Section)
    case figures(ConsolidationAgreement.Line)
    case gap
  }

  static func draw(
    _ state: State, layout: ConsolidationLayout, on frame: inout Frame, theme: Theme
  ) {
    let area = layout.rows
    guard let agreement = state.consolidation.agreement else {
      frame.put(
        "Agreement is being measured …", column: 2, row: area.row, style: theme[.dim],
        limit: max(0, area.columns - 3))
      return
    }
    let lines = agreement.sections.filter { !$0.lines.isEmpty }.flatMap { section in
      [Line.heading(section)] + section.lines.map(Line.figures) + [.gap]
    }
    let notes = agreement.notes.prefix(2)
    let rows = area.rows - notes.count
    let names = min(36, max(16, area.columns / 3))
    for offset in 0..<max(0, rows) {
      let index = layout.firstRow + offset
      guard lines.indices.contains(index) else { break }
      draw(
        lines[index], isChosen: index == state.consolidation.row, names: names,
        row: area.row + offset, in: area, on: &frame, theme: theme)
    }
    for (offset, note) in notes.enumerated() {
      frame.put(
        TextWidth.truncated(TextWidth.printable(note), to: max(0, area.columns - 4)), column: 2,
        row: area.row + rows + offset, style: theme[.dim])
    }
  }

  private static func draw(
    _ line: Line, isChosen: Bool, names: Int, row: Int, in area: Area, on frame: inout Frame,
    theme: Theme
  ) {
    let style: Style
    var cells: [String]
    switch line {
    case .gap: return
    case .heading(let section):
      style = theme[.key]
      cells = [section.title, section.counted] + section.figures
    case .figures(let figures):
      style = isChosen ? theme[.selection] : theme[.text]
      cells = [figures.name, "\(figures.count)"] + figures.figures.map(text)
      if isChosen {
        frame.fill(
          Area(column: 0, row: row, columns: area.columns, rows: 1),
          with: Cell(.text(" "), style: style))
        frame.put(">", column: 0, row: row, style: style)
      }
    }
    let name = cells.removeFirst()
    frame.put(
      TextWidth.truncated(TextWidth.printable(name), to: names), column: 2, row: row, style: style)
    var end = 2 + names
    for (index, cell) in cells.enumerated() {
      end += index == 0 ? 12 : 20
      if end > area.columns { break }
      frame.put(cell, column: end - TextWidth.of(cell), row: row, style: style)
    }
  }

  /// `0.82 (0.79-0.85)`.
  private static func text(_ figure: ConsolidationAgreement.Figure) -> String {
    guard let value = figure.value else { return "-" }
    guard let interval = figure.interval else { return ConsolidationView.decimal(value) }
    return ConsolidationView.decimal(value) + " ("
      + ConsolidationView.decimal(interval.lowerBound) + "-"
      + ConsolidationView.decimal(interval.upperBound) + ")"
  }
}
