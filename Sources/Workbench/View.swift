package import Screen

/// Draws the state: cells, the picture value, and the cursor.
package func view(_ state: State, theme: Theme) -> Scene {
  var frame = Frame(size: state.size)
  frame.fill(
    Area(column: 0, row: 0, columns: state.size.columns, rows: state.size.rows),
    with: Cell(.text(" "), style: theme[.text]))
  let picture: Picture?
  switch state.screen {
  case .home:
    HomeView.draw(state, on: &frame, theme: theme)
    picture = nil
  case .canvas: picture = CanvasView.draw(state, on: &frame, theme: theme)
  case .review: picture = ReviewView.draw(state, on: &frame, theme: theme)
  case .consolidation:
    ConsolidationView.draw(state, on: &frame, theme: theme)
    picture = nil
  case .preflight:
    PreflightView.draw(state, on: &frame, theme: theme)
    picture = nil
  case .adjudication: picture = AdjudicationView.draw(state, on: &frame, theme: theme)
  }
  let layout = state.layout
  let message = StatusView.message(of: state)
  var status = layout.status
  status.row -= message.lines.count - 1
  StatusView.drawStatus(of: state, in: status, on: &frame, theme: theme)
  let cursor = PopupView.draw(state, on: &frame, theme: theme)
  StatusView.draw(message, in: layout.message, on: &frame, theme: theme)
  return Scene(frame: frame, picture: picture, cursor: cursor)
}
