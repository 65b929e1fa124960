import AnnotationModel
import Screen

extension HomeView {
  /// A line and how it is drawn.
  struct Line {
    let text: String
    var role = Theme.Role.text
  }

  static func draw(_ lines: [Line], in area: Area, on frame: inout Frame, theme: Theme) {
    for (offset, line) in lines.prefix(area.rows).enumerated() {
      frame.put(
        line.text, column: area.column + 2, row: area.row + offset, style: theme[line.role],
        limit: max(0, area.columns - 3))
    }
  }

  /// What to do in a project without jobs.
  static func emptyProject(_ state: State) -> [Line] {
    let directory = state.account.directory
    guard state.account.roles.contains(.lead) else {
      return [
        Line(text: "This project has no job yet.", role: .key), Line(text: ""),
        Line(text: "A lead makes the first one; this screen shows it as soon as it is there."),
      ]
    }
    return [
      Line(text: "This project has no job yet.", role: .key), Line(text: ""),
      Line(text: "Make one from a folder of pictures, in a shell:"), Line(text: ""),
      Line(
        text: "  plumbline init \(directory) --images FOLDER --labels anpan,melonpan",
        role: .success),
      Line(text: ""), Line(text: "This screen shows it as soon as it is there."),
    ]
  }

  /// How far one is oneself, in the chosen job.
  static func ownProgress(_ state: State) -> [Line] {
    guard let job = state.home.job else { return [] }
    var lines = [Line(text: "Your work in \(job.name)", role: .key)]
    if job.images == 0 {
      return lines + [Line(text: "This job has no images yet; a lead adds them.")]
    }
    if state.account.roles.contains(.annotator) {
      // What one gave and what one can still get: others may have the rest.
      let total = job.submitted + job.left
      lines.append(
        Line(text: bar(job.submitted, of: total) + "  \(job.submitted)/\(total) submitted"))
      if job.returned > 0 {
        lines.append(
          Line(
            text:
              "\(job.returned) sent back to you; \(job.returned == 1 ? "it comes" : "they come") "
              + "first", role: .warning))
      }
    }
    if state.account.roles.contains(.reviewer) {
      lines.append(Line(text: "\(job.toReview) to review"))
    }
    return lines
  }

  /// Thirty cells, as many of them full as the share is.
  private static func bar(_ done: Int, of total: Int) -> String {
    let width = 30
    let full = total == 0 ? 0 : min(width, width * done / total)
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: width - full) + "]"
  }
}
