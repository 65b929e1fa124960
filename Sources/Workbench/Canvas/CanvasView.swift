import AnnotationModel
import Screen

/// Draws the canvas: title, picture and side panel.
enum CanvasView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) -> Picture? {
    let layout = state.layout
    TitleView.draw(title(of: state), in: layout.title, on: &frame, theme: theme)
    let picture = PictureView.draw(state, in: layout.picture, on: &frame, theme: theme)
    PanelView.draw(state, in: layout.panel, on: &frame, theme: theme)
    return picture
  }

  private static func title(of state: State) -> TitleView.Title {
    var left = [state.context.jobName]
    if let item = state.canvas.item { left += imageParts(of: item) }
    var right = [state.account.personName + " (annotator)"]
    if state.isTakenOver {
      right.insert("open elsewhere", at: 0)
    } else if let lease = state.lease {
      right.insert("lease \(lease)", at: 0)
    }
    return TitleView.Title(left: left, right: right)
  }

  /// The name of an image, its size, and how it was turned.
  static func imageParts(of item: WorkItem) -> [String] {
    var parts = [item.name]
    if let size = item.size { parts.append("\(size)") }
    if item.orientation != 1 { parts.append("exif:\(item.orientation)>up") }
    return parts
  }
}

/// Draws the first line of a screen.
enum TitleView {
  /// What the line says: where one is on the left, who one is on the right.
  struct Title {
    /// Most important first; the last go when the line is narrow.
    let left: [String]
    /// Most important last; the first go when the line is narrow.
    let right: [String]
  }

  static func draw(_ title: Title, in area: Area, on frame: inout Frame, theme: Theme) {
    frame.fill(area, with: Cell(.text(" "), style: theme[.title]))
    let left = title.left.map(TextWidth.printable)
    let right = title.right.map(TextWidth.printable)
    // A third of the line is left to the job and the image before anything goes on the right.
    let shown = fitting(right.reversed(), in: area.columns - min(width(left), area.columns / 3) - 4)
    let rightText = shown.reversed().joined(separator: "   ")
    let end = area.columns - TextWidth.of(rightText) - 1
    let room = max(0, end - 2)
    let parts = fitting(left, in: room)
    let leftText =
      parts.isEmpty
      ? TextWidth.truncated(left.first ?? "", to: room)
      : parts.joined(separator: "  ")
    frame.put(leftText, column: 1, row: area.row, style: theme[.title], limit: room)
    frame.put(rightText, column: max(0, end), row: area.row, style: theme[.title])
  }

  private static func width(_ parts: [String]) -> Int {
    parts.reduce(0) { $0 + TextWidth.of($1) } + 2 * max(0, parts.count - 1)
  }

  /// As many of the first parts as fit.
  private static func fitting(_ parts: [String], in columns: Int) -> [String] {
    var count = parts.count
    while count > 0, width(Array(parts.prefix(count))) + count > columns { count -= 1 }
    return Array(parts.prefix(count))
  }
}
