import AnnotationModel
import Screen

extension State {
  /// The status line of the consolidation screen, most important first.
  var consolidationStatus: [String] {
    var parts: [String] = []
    if consolidation.isPublishing { parts.append("publishing …") }
    if consolidation.isRunning { parts.append("consolidating …") }
    let methods = consolidation.methods
    if methods.indices.contains(consolidation.method) {
      parts.append(
        methods[consolidation.method].title
          + (consolidation.countsModels ? " with models" : ""))
    }
    if let summary = consolidation.summary, !consolidation.isRunning {
      parts.append(summary.fit)
    }
    parts.append(savedText)
    return parts
  }

  /// The status line of adjudicating.
  var adjudicationStatus: [String] {
    guard let item = canvas.item, let question = consolidation.item else { return [] }
    let place = (consolidation.rows[.disputes] ?? 0) + 1
    var parts = ["\(place)/\(consolidation.summary?.items.count ?? 0) \(item.state.title)"]
    if question.asks == .shapes {
      if let drawingPart { parts.append(drawingPart) }
      parts.append(item.shapes.count == 1 ? "1 box" : "\(item.shapes.count) boxes")
    } else {
      let names = question.chosen.map { context.name(of: $0) }
      parts.append(names.isEmpty ? "nothing chosen" : names.joined(separator: ", "))
    }
    parts.append(savedText)
    parts.append("decided \(consolidation.decided)")
    return parts
  }

  /// The shapes on the canvas: the decision with its labels' lines, and below it dotted what the
  /// annotators drew.
  var adjudicationMarks: [PictureView.Mark] {
    guard let item = consolidation.item else { return [] }
    let votes =
      consolidation.showsVotes
      ? item.votes.flatMap(\.shapes).map {
        PictureView.Mark(shape: $0, dash: .dotted, isNamed: false, isSelected: false)
      } : []
    return votes
      + (canvas.item?.shapes ?? []).map {
        PictureView.Mark(
          shape: $0, dash: .solid, isSelected: $0.number == canvas.selection)
      }
  }
}
