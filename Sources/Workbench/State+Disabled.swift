import AnnotationModel

extension State {
  /// Why a command cannot run now; nil when it can.
  package func disabledReason(for command: Command) -> String? {
    switch screen {
    case .home: reasonAtHome(against: command)
    case .canvas: reasonOnCanvas(against: command)
    case .review: reasonInReview(against: command)
    case .consolidation: reasonInConsolidation(against: command)
    case .adjudication: reasonInAdjudication(against: command)
    case .preflight: reasonInPreflight(against: command)
    }
  }

  private func reasonOnCanvas(against command: Command) -> String? {
    switch command {
    case .readReason:
      return canvas.item?.reason.isEmpty == false
        ? nil : "this image was neither sent back nor put aside"
    case .reopen:
      if canvas.item?.state != .submitted && canvas.item?.state != .skipped {
        return "this image is still open"
      }
    case .skip where canvas.item?.state == .returned:
      return "this image was sent back; correct it, or submit it as it is"
    case .submit:
      if canvas.item?.shapes.isEmpty == true, closedReason == nil {
        return "nothing is drawn yet; E submits the image as empty"
      }
    case .submitEmpty:
      if canvas.item?.shapes.isEmpty == false {
        return "this image has boxes; delete them first, or press Enter to submit them"
      }
    default:
      if let reason = reasonOnPicture(against: command) { return reason }
    }
    return needsOpenItem(command) ? closedReason : nil
  }

  private func reasonInAdjudication(against command: Command) -> String? {
    if let item = consolidation.item, item.asks != .shapes {
      return reasonOnLabels(against: command)
    }
    return reasonOnCanvas(against: command)
  }

  private func reasonInReview(against command: Command) -> String? {
    switch command {
    case .finishReview: return nil
    case .readLastReason:
      return review.lastReason.isEmpty ? "this image was not sent back before" : nil
    case .passReview: return canvas.item == nil ? "no image is open" : nil
    case .sendBack:
      if canvas.item?.size != nil || canvas.item?.isRemoved == true, let reason = closedReason {
        return reason
      }
      return review.canSendBack
        ? nil : "no annotator's answer stands behind this image; fix it here instead"
    case .showSheet:
      return canvas.selectedShape == nil
        ? "no box is selected; Tab selects the next one" : nil
    case .acceptBox, .rejectBox:
      if let reason = closedReason { return reason }
      if canvas.selectedShape == nil { return "every box is decided; Enter for the next image" }
      return canvas.item?.isPresent == false
        ? "the picture cannot be shown, so nothing is decided; s leaves it for later" : nil
    default:
      return reasonOnPicture(against: command) ?? (needsOpenItem(command) ? closedReason : nil)
    }
  }

  /// What speaks against a command on the picture, whichever screen shows it.
  private func reasonOnPicture(against command: Command) -> String? {
    switch command {
    case .editObject, .deleteObject, .zoomObject, .explain,
      .growLeft, .shrinkLeft, .growRight, .shrinkRight, .growTop, .shrinkTop, .growBottom,
      .shrinkBottom, .moveLeft, .moveDown, .moveUp, .moveRight:
      canvas.selectedShape == nil
        ? "no box is selected; Tab selects the next one" : reasonOnSelected(against: command)
    case .nextObject, .previousObject:
      canvas.item?.shapes.isEmpty != false ? "there is no box in this image yet" : nil
    case .dropCorner:
      canvas.firstCorner == nil ? "no corner has been placed" : nil
    case .drawBox, .placeCorner:
      canvas.item?.isPresent == false
        ? "the picture cannot be shown, so nothing is drawn" : nil
    default: nil
    }
  }

  /// What speaks against a command on the selected shape: only boxes have edges that keys move.
  private func reasonOnSelected(against command: Command) -> String? {
    switch command {
    case .deleteObject, .zoomObject, .explain: nil
    default:
      canvas.selectedShape?.geometry.hasEdges == false
        ? "only the edges of boxes can be moved here; draw a box instead, or give it a label"
        : nil
    }
  }

  /// Why this data object takes no changes now; nil when it does.
  var closedReason: String? {
    guard let item = canvas.item else { return "no image is open" }
    if item.isRemoved { return "this image was removed from the project; go on to another one" }
    // Labels of a whole image can be chosen whatever its size.
    let asksForLabels = screen == .adjudication && consolidation.item?.asks != .shapes
    if item.size == nil, !asksForLabels {
      return "the size of this image is not known, so nothing can be drawn"
    }
    switch (item.state, screen) {
    case (.submitted, .review): return "this image is reviewed; u takes that back"
    case (.returned, .review): return "this image was sent back; u takes that back"
    case (.submitted, _): return "this answer is submitted; O opens it again"
    case (.skipped, _): return "this image is put aside; O opens it again"
    case (.waiting, _), (.leased, _), (.draft, _), (.returned, _): return nil
    }
  }

  /// Whether a command is refused in a session that is no longer the newest.
  func isWork(_ command: Command) -> Bool {
    switch command {
    case .undo, .redo, .reopen, .finishReview, .sendBack, .passReview, .openFromSheet: true
    default: needsOpenItem(command)
    }
  }

  private func needsOpenItem(_ command: Command) -> Bool {
    switch command {
    case .drawBox, .editObject, .deleteObject, .placeCorner, .submit, .submitEmpty, .skip,
      .growLeft, .shrinkLeft, .growRight, .shrinkRight, .growTop, .shrinkTop, .growBottom,
      .shrinkBottom, .moveLeft, .moveDown, .moveUp, .moveRight, .acceptBox, .rejectBox,
      .acceptRest:
      true
    default: false
    }
  }
}
