import Screen

/// Draws how far the answers are, and how the result stands to what is published.
enum ConsolidationProgressView {
  static func draw(
    _ summary: ConsolidationSummary, state: State, in area: Area, on frame: inout Frame,
    theme: Theme
  ) {
    let progress = summary.progress
    var row = area.row
    frame.put(
      "\(progress.ready) of \(images(progress.images)) \(progress.ready == 1 ? "has" : "have") the "
        + "\(answers(progress.asked)) that the job asks for",
      column: 2, row: row, style: theme[.key], limit: max(0, area.columns - 3))
    row += 1
    row = drawCoverage(progress, from: row, in: area, on: &frame, theme: theme) + 1
    var lines = ["\(answers(progress.answers)) of \(people(summary.annotators.count))"]
    let against = summary.items.count(where: \.isAgainstMajority)
    lines.append(
      "\(summary.method.title): \(summary.fit); \(images(against)) against the majority or tied")
    lines.append(
      "\(images(progress.gold)) with gold\(gold(summary)), \(progress.reviewed) reviewed, "
        + "\(progress.adjudicated) adjudicated")
    row = ConsolidationView.drawLines(lines, from: row, in: area, on: &frame, theme: theme)
    if !summary.isSettled {
      row = ConsolidationView.drawLines(
        ["The model did not settle; take its result with care."], role: .warning, from: row,
        in: area, on: &frame, theme: theme)
    }
    row = ConsolidationView.drawLines(
      summary.standing, role: .success, from: row + 1, in: area, on: &frame, theme: theme)
    _ = ConsolidationView.drawLines(
      summary.notes, role: .dim, from: row + (summary.notes.isEmpty ? 0 : 1), in: area,
      on: &frame, theme: theme)
  }

  /// One bar per number of answers; the middle is left out when there is no room.
  private static func drawCoverage(
    _ progress: ConsolidationProgress, from top: Int, in area: Area, on frame: inout Frame,
    theme: Theme
  ) -> Int {
    let counts = progress.byAnswers.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let room = max(1, area.rows - 11)
    let shown = counts.count <= room ? counts : Array(counts.suffix(room))
    let most = counts.map(\.value).max() ?? 1
    let width = min(40, max(8, area.columns - 40))
    var row = top
    for (count, number) in shown where row < area.row + area.rows {
      let label = "  \(answers(count))"
      frame.put(label, column: 2, row: row, style: theme[.text])
      frame.put(
        ConsolidationView.bar(Double(number) / Double(most), width: width), column: 18, row: row,
        style: theme[count >= progress.asked ? .success : .text])
      frame.put(images(number), column: 18 + width + 4, row: row, style: theme[.text])
      row += 1
    }
    return row
  }

  private static func gold(_ summary: ConsolidationSummary) -> String {
    if summary.progress.gold == 0 { return "" }
    return summary.usesGold ? " that teaches the method" : " that is held out (g uses it)"
  }

  private static func images(_ count: Int) -> String { count == 1 ? "1 image" : "\(count) images" }

  private static func answers(_ count: Int) -> String {
    count == 1 ? "1 answer" : "\(count) answers"
  }

  private static func people(_ count: Int) -> String {
    count == 1 ? "1 annotator" : "\(count) annotators"
  }
}
