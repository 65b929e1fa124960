import AnnotationModel
import Screen

/// Draws the canvas on which a lead decides between answers: picture, labels and what everybody
/// said.
enum AdjudicationView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) -> Picture? {
    let layout = state.layout
    var left = ["\(state.context.jobName): adjudicate"]
    if let item = state.canvas.item { left += CanvasView.imageParts(of: item) }
    TitleView.draw(
      TitleView.Title(left: left, right: [state.account.personName + " (lead)"]),
      in: layout.title, on: &frame, theme: theme)
    let picture = PictureView.draw(state, in: layout.picture, on: &frame, theme: theme)
    drawPanel(state, in: layout.panel, on: &frame, theme: theme)
    return picture
  }

  private static func drawPanel(
    _ state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard !area.isEmpty, let item = state.consolidation.item else { return }
    let end: Int
    if item.asks == .shapes {
      end =
        area.row + 1
        + LabelListView.draw(
          state, chosen: state.canvas.labelIndex, in: area, on: &frame, theme: theme)
    } else {
      end = drawChoices(item, state: state, in: area, on: &frame, theme: theme)
    }
    drawVotes(item, state: state, from: end + 1, in: area, on: &frame, theme: theme)
  }

  /// The labels with the votes for each, and which are chosen; answers the row below.
  private static func drawChoices(
    _ item: AdjudicationItem, state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) -> Int {
    frame.put(" Labels", column: area.column, row: area.row, style: theme[.key])
    let labels = state.context.labels
    let rows = min(labels.count, max(0, area.rows / 2))
    for (index, label) in labels.prefix(rows).enumerated() {
      let isChosen = item.chosen.contains(label.id)
      let row = area.row + 1 + index
      let style = isChosen ? theme[.selection] : theme[.text]
      let key = index < 9 ? "\(index + 1)" : index == 9 ? "0" : " "
      let votes = item.votes.count { $0.labels.contains(label.id) }
      frame.fill(
        Area(column: area.column, row: row, columns: area.columns, rows: 1),
        with: Cell(.text(" "), style: style))
      frame.put(
        "\(isChosen ? "x" : " ")\(key) ", column: area.column, row: row, style: style)
      frame.put(
        TextWidth.truncated(
          TextWidth.printable(state.context.name(of: label)), to: max(0, area.columns - 8)),
        column: area.column + 3, row: row, style: style)
      frame.put(
        votes == 0 ? "" : "\(votes)", column: area.column + area.columns - 3, row: row,
        style: style)
    }
    return area.row + 1 + rows
  }

  private static func drawVotes(
    _ item: AdjudicationItem, state: State, from top: Int, in area: Area, on frame: inout Frame,
    theme: Theme
  ) {
    let rows = area.row + area.rows - top - 1
    guard rows > 0 else { return }
    let hidden = item.asks == .shapes && !state.consolidation.showsVotes ? "  v shows" : ""
    frame.put(
      " Answers (\(item.votes.count))" + hidden, column: area.column, row: top,
      style: theme[.key], limit: area.columns)
    for (offset, vote) in item.votes.prefix(rows).enumerated() {
      let text = text(of: vote, item: item, state: state)
      let room = max(4, area.columns - 3 - TextWidth.of(text))
      frame.put(
        TextWidth.truncated(TextWidth.printable(vote.name), to: room), column: area.column + 1,
        row: top + 1 + offset, style: theme[.text])
      frame.put(
        text, column: area.column + area.columns - 1 - TextWidth.of(text), row: top + 1 + offset,
        style: theme[.text], limit: area.columns)
    }
  }

  /// What somebody answered, in at most half of the panel.
  private static func text(
    of vote: AdjudicationItem.Vote, item: AdjudicationItem, state: State
  ) -> String {
    if item.asks == .shapes {
      return vote.shapes.count == 1 ? "1 box" : "\(vote.shapes.count) boxes"
    }
    let names = vote.labels.map { state.context.name(of: $0) }.joined(separator: ", ")
    return names.isEmpty ? "-" : TextWidth.truncated(TextWidth.printable(names), to: 13)
  }
}
