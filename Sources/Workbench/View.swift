package import Screen

/// Draws the state: cells, the picture value, and the cursor.
package func view(_ state: State, theme: Theme) -> Scene {
  let layout = state.layout
  var frame = Frame(size: state.size)
  frame.fill(
    Area(column: 0, row: 0, columns: state.size.columns, rows: state.size.rows),
    with: Cell(.text(" "), style: theme[.text]))
  CanvasView.drawTitle(of: state, in: layout.title, on: &frame, theme: theme)
  let picture = CanvasView.drawPicture(of: state, in: layout.picture, on: &frame, theme: theme)
  PanelView.draw(state, in: layout.panel, on: &frame, theme: theme)
  StatusView.drawStatus(of: state, in: layout.status, on: &frame, theme: theme)
  let cursor = PopupView.draw(state, on: &frame, theme: theme)
  StatusView.drawMessage(of: state, in: layout.message, on: &frame, theme: theme)
  return Scene(frame: frame, picture: picture, cursor: cursor)
}
