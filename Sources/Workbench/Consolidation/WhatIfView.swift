import Screen

/// Draws what would be if only sure things were taken, and if fewer annotators had been asked.
enum WhatIfView {
  static func draw(
    _ summary: ConsolidationSummary, state: State, in area: Area, on frame: inout Frame,
    theme: Theme
  ) {
    let isWide = area.columns >= 140
    let half = isWide ? area.columns / 2 : area.columns
    let upper = Area(column: area.column, row: area.row, columns: half, rows: area.rows)
    let end = drawThresholds(summary, state: state, in: upper, on: &frame, theme: theme)
    let top = isWide ? area.row : end + 1
    drawBudget(
      state,
      in: Area(
        column: isWide ? half : area.column, row: top, columns: half,
        rows: max(0, area.row + area.rows - top)), on: &frame, theme: theme)
  }

  // MARK: Threshold

  /// Draws how much lies above each threshold; answers the row below.
  private static func drawThresholds(
    _ summary: ConsolidationSummary, state: State, in area: Area, on frame: inout Frame,
    theme: Theme
  ) -> Int {
    let chosen = state.consolidation.threshold
    var row = area.row
    let name = summary.thing == "box" ? "boxes" : summary.thing + "s"
    frame.put(
      "What if \(name) from \(Percent.text(chosen)) on were taken without a look?  < lower  > raise",
      column: 2, row: row, style: theme[.key], limit: max(0, area.columns - 3))
    row += 1
    guard !summary.confidences.isEmpty else {
      frame.put(
        "nothing was measured: that takes two answers to an image", column: 2, row: row,
        style: theme[.dim], limit: max(0, area.columns - 3))
      return row + 1
    }
    for threshold in thresholds(around: chosen, rows: area.rows) {
      let style = theme[threshold == chosen ? .selection : .text]
      frame.put(
        text(for: threshold, summary, width: max(8, min(30, area.columns - 58))), column: 2,
        row: row, style: style, limit: max(0, area.columns - 3))
      row += 1
    }
    let unmeasured = summary.unmeasured > 0 ? "; \(summary.unmeasured) not measured" : ""
    frame.put(
      "right as far as the confidences are; they are not calibrated" + unmeasured, column: 2,
      row: row, style: theme[.dim], limit: max(0, area.columns - 3))
    return row + 1
  }

  /// The usual thresholds and the chosen one; on a small screen they make room for the other table.
  private static func thresholds(around chosen: Double, rows: Int) -> [Double] {
    let marks = rows >= 24 ? [0.5, 0.6, 0.7, 0.8, 0.9, 0.95] : [0.5, 0.7, 0.9]
    return Array(Set(marks + [chosen])).sorted()
  }

  /// `>=  80%  [####..]  112 taken,  28 to check, about 96% right`.
  private static func text(
    for threshold: Double, _ summary: ConsolidationSummary, width: Int
  ) -> String {
    let count = summary.confidences.count
    let taken = summary.confidences.drop { $0 < threshold - 1e-9 }
    let digits = "\(count)".count
    let share = Double(taken.count) / Double(count)
    let right = taken.isEmpty ? "" : ", about \(Percent.text(mean(taken))) right"
    return ">= \(padded(Percent.text(threshold), 4)) "
      + ConsolidationView.bar(share, width: width)
      + " \(padded("\(taken.count)", digits)) taken, "
      + "\(padded("\(count - taken.count)", digits)) to check\(right)"
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  // MARK: Annotators

  private static func drawBudget(
    _ state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard area.rows > 1 else { return }
    let limit = max(0, area.columns - 3)
    frame.put(
      "What if fewer annotators had been asked?", column: area.column + 2, row: area.row,
      style: theme[.key], limit: limit)
    guard let budget = state.consolidation.budget else {
      frame.put(
        "being tried …", column: area.column + 2, row: area.row + 1, style: theme[.dim],
        limit: limit)
      return
    }
    let table = table(of: budget)
    let columns = table.layout(in: limit)
    frame.put(
      table.header(layout: columns), column: area.column + 2, row: area.row + 1,
      style: theme[.text], limit: limit)
    let rows = table.rows.suffix(max(1, area.rows - 3))
    for (offset, row) in rows.enumerated() {
      frame.put(
        table.line(row, layout: columns), column: area.column + 2, row: area.row + 2 + offset,
        style: theme[.text], limit: limit)
    }
    let note =
      "mean of \(budget.draws) draws over \(budget.images) images, seed \(budget.seed)"
    if rows.count + 2 < area.rows {
      frame.put(
        note, column: area.column + 2, row: area.row + 2 + rows.count, style: theme[.dim],
        limit: limit)
    }
  }

  private static func table(of budget: ConsolidationBudget) -> TextTable {
    let hasGold = budget.rows.contains { $0.gold != nil }
    return TextTable(
      columns: [
        .init(title: "Annotators", isNumber: true, rank: 9),
        .init(title: "Answers", isNumber: true, rank: 5),
        .init(title: "\(budget.measure) with all", isNumber: true, rank: 8),
        .init(title: "Draws", rank: 4),
      ] + (hasGold ? [.init(title: "With gold", isNumber: true, rank: 7)] : []),
      rows: budget.rows.map { row in
        [
          "\(row.annotators)", "\(row.answers)", row.match.map(Percent.text) ?? "-",
          row.range.map {
            Percent.text($0.lowerBound) + "-" + Percent.text($0.upperBound)
          } ?? "",
        ] + (hasGold ? [row.gold.map(Percent.text) ?? "-"] : [])
      })
  }
}
