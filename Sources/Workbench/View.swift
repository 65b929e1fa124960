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
  case .adjudication: picture = AdjudicationView.draw(state, on: &frame, theme: theme)
  }
  let layout = state.layout
  StatusView.drawStatus(of: state, in: layout.status, on: &frame, theme: theme)
  let cursor = PopupView.draw(state, on: &frame, theme: theme)
  StatusView.drawMessage(of: state, in: layout.message, on: &frame, theme: theme)
  return Scene(frame: frame, picture: picture, cursor: cursor)
}
