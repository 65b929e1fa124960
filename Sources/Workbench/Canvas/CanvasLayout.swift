package import Screen

/// Where the parts of the canvas screen are, for a terminal of some size.
package struct CanvasLayout: Sendable, Equatable {
  /// The line with job, image and person.
  package let title: Area
  /// The picture.
  package let picture: Area
  /// Labels and objects; empty when hidden or when there is no room.
  package let panel: Area
  /// Mode, object, progress, zoom, saved.
  package let status: Area
  /// Messages and hints.
  package let message: Area

  /// Divides a terminal.
  ///
  /// The picture starts below the first row and ends above the last: xterm recycles its oldest
  /// graphic by top row, and a sixel that touches the last row scrolls the screen.
  package init(size: Size, showsPanel: Bool) {
    let body = max(0, size.rows - 3)
    let panelColumns = showsPanel && size.columns >= 60 ? min(26, size.columns / 3) : 0
    title = Area(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    picture = Area(column: 0, row: 1, columns: size.columns - panelColumns, rows: body)
    panel = Area(
      column: size.columns - panelColumns, row: 1, columns: panelColumns, rows: body)
    status = Area(column: 0, row: max(0, size.rows - 2), columns: size.columns, rows: 1)
    message = Area(column: 0, row: max(0, size.rows - 1), columns: size.columns, rows: 1)
  }
}
