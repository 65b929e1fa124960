import AnnotationModel
import Screen

/// Draws the review: title, picture and side panel, or that the queue is empty.
enum ReviewView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) -> Picture? {
    let layout = state.layout
    TitleView.draw(title(of: state), in: layout.title, on: &frame, theme: theme)
    if state.canvas.item == nil, let passed = state.review.passedAtEnd {
      var area = layout.picture
      area.columns = state.size.columns
      drawEnd(of: state, passed: passed, in: area, on: &frame, theme: theme)
      return nil
    }
    let picture =
      if let sheet = state.review.sheet {
        SheetView.draw(sheet, state, in: layout.picture, on: &frame)
      } else {
        PictureView.draw(state, in: layout.picture, on: &frame, theme: theme)
      }
    ReviewPanelView.draw(state, in: layout.panel, on: &frame, theme: theme)
    return picture
  }

  private static func title(of state: State) -> TitleView.Title {
    var left = ["\(state.context.jobName): review"]
    if let item = state.canvas.item { left += CanvasView.imageParts(of: item) }
    var right = [state.account.personName + " (reviewer)"]
    if state.isTakenOver {
      right.insert("open elsewhere", at: 0)
    } else if let lease = state.lease {
      right.insert("lease \(lease)", at: 0)
    }
    return TitleView.Title(left: left, right: right)
  }

  private static func drawEnd(
    of state: State, passed: Int, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    let lines = endLines(of: state, passed: passed).flatMap { line in
      line.isEmpty ? [line] : TextLines.wrapped(line, to: area.columns - 8)
    }
    let top = area.row + max(0, (area.rows - lines.count) / 2)
    for (offset, line) in lines.enumerated() {
      frame.put(
        line, column: area.column + 4, row: top + offset,
        style: offset == 0 ? theme[.key] : theme[.text], limit: max(0, area.columns - 8))
    }
  }

  private static func endLines(of state: State, passed: Int) -> [String] {
    let progress = state.review.progress
    var lines = [
      passed == 0 ? "Nothing is left to review." : "Nothing else is left to review.", "",
      "\(images(state.review.finished)) reviewed by you just now, \(progress.reviewed) in all.",
    ]
    if progress.returned > 0 {
      lines.append("\(images(progress.returned)) sent back and not here again yet.")
    }
    if passed > 0 {
      lines.append("\(images(passed)) that you left for later: Enter takes them up.")
    } else if progress.left > 0 {
      lines.append("\(images(progress.left)) with other reviewers, or only your own answer.")
    }
    return lines
  }

  private static func images(_ count: Int) -> String {
    count == 1 ? "1 image" : "\(count) images"
  }
}

extension State {
  /// In review the line of a box says how it stands: solid the current one, dashed what is
  /// undecided, dotted what is decided; what it is, its name and colour say.
  var reviewMarks: [PictureView.Mark] {
    let present = (canvas.item?.shapes ?? []).map { shape in
      let isCurrent = shape.number == canvas.selection
      let verdict = review.verdicts[shape.number]
      return PictureView.Mark(
        shape: shape, dash: isCurrent ? .solid : verdict == nil ? .dashed : .dotted,
        sign: verdict?.sign ?? "", isSelected: isCurrent)
    }
    let rejected = review.rejected.map {
      PictureView.Mark(
        shape: $0, dash: .dotted, sign: ReviewVerdict.rejected.sign, isSelected: false)
    }
    return rejected + present
  }
}
