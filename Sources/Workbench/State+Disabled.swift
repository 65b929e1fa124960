import AnnotationModel

extension State {
  /// Why a command cannot run now; nil when it can.
  package func disabledReason(for command: Command) -> String? {
    switch command {
    case .editObject, .deleteObject, .zoomObject,
      .growLeft, .shrinkLeft, .growRight, .shrinkRight, .growTop, .shrinkTop, .growBottom,
      .shrinkBottom, .moveLeft, .moveDown, .moveUp, .moveRight:
      if canvas.selectedShape == nil { return "no box is selected; Tab selects the next one" }
    case .nextObject, .previousObject:
      if canvas.item?.shapes.isEmpty != false { return "there is no box in this image yet" }
    case .dropCorner:
      if canvas.firstCorner == nil { return "no corner has been placed" }
    case .reopen:
      if canvas.item?.state != .submitted && canvas.item?.state != .skipped {
        return "this image is still open"
      }
    case .submit:
      if canvas.item?.shapes.isEmpty == true, closedReason == nil {
        return "nothing is drawn yet; E submits the image as empty"
      }
    case .submitEmpty:
      if canvas.item?.shapes.isEmpty == false {
        return "this image has boxes; delete them first, or press Enter to submit them"
      }
    case .drawBox, .placeCorner:
      if canvas.item?.isPresent == false {
        return "the picture cannot be shown, so nothing is drawn"
      }
    default: break
    }
    return needsOpenItem(command) ? closedReason : nil
  }

  /// Why this data object takes no changes now; nil when it does.
  var closedReason: String? {
    guard let item = canvas.item else { return "no image is open" }
    if item.size == nil { return "the size of this image is not known, so nothing can be drawn" }
    switch item.state {
    case .submitted: return "this answer is submitted; O opens it again"
    case .skipped: return "this image is put aside; O opens it again"
    case .waiting, .leased, .draft, .returned: return nil
    }
  }

  private func needsOpenItem(_ command: Command) -> Bool {
    switch command {
    case .drawBox, .editObject, .deleteObject, .placeCorner, .submit, .submitEmpty, .skip,
      .growLeft, .shrinkLeft, .growRight, .shrinkRight, .growTop, .shrinkTop, .growBottom,
      .shrinkBottom, .moveLeft, .moveDown, .moveUp, .moveRight:
      true
    default: false
    }
  }
}
