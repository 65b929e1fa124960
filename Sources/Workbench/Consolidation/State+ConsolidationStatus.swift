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

  /// Which image of the list is on the canvas.
  private var adjudicationPlace: String {
    preflight.isWalking
      ? "\(preflight.imageRow + 1)/\(preflight.images.count)"
      : "\((consolidation.rows[.disputes] ?? 0) + 1)/\(consolidation.summary?.items.count ?? 0)"
  }

  /// The status line of the preflight screen.
  var preflightStatus: [String] {
    var parts: [String] = []
    if preflight.isRunning { parts.append("checking …") }
    let rules = preflight.summary?.rules ?? []
    if preflight.showsImages {
      parts.append("\(preflight.row + 1)/\(preflight.rowCount)")
    } else if preflight.summary != nil {
      parts.append(
        rules.isEmpty
          ? "no rule is broken"
          : rules.count == 1 ? "1 rule is broken" : "\(rules.count) rules are broken")
    }
    parts.append(savedText)
    return parts
  }

  /// The status line of adjudicating.
  var adjudicationStatus: [String] {
    guard let item = canvas.item, let question = consolidation.item else { return [] }
    var parts = ["\(adjudicationPlace) \(item.state.title)"]
    if preflight.isWalking, let rule = preflight.rule { parts.append(rule.name) }
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
