import AnnotationModel
import Screen

extension State {
  mutating func accept() -> [Effect] {
    guard let shape = canvas.selectedShape else { return [] }
    return decideAndGoOn(from: shape, to: shape)
  }

  mutating func reject() -> [Effect] {
    guard let shape = canvas.selectedShape else { return [] }
    return decideAndGoOn(from: shape, to: nil)
  }

  /// Gives the current box a label, which also accepts it.
  mutating func relabelAndAccept(_ label: ID<Label>) -> [Effect] {
    guard let shape = canvas.selectedShape else { return [] }
    var relabelled = shape
    if label != shape.label {
      relabelled.label = label
      // How sure its source was of the old label says nothing about the new one.
      relabelled.confidence = nil
    }
    return decideAndGoOn(from: shape, to: relabelled)
  }

  private mutating func decideAndGoOn(from before: Shape, to after: Shape?) -> [Effect] {
    let effects = decide(from: before, to: after)
    if !effects.isEmpty { goOn(after: before.number) }
    return effects
  }

  /// Decides about one box, here and in the store; refused for a box that nobody has seen.
  mutating func decide(from before: Shape?, to after: Shape?) -> [Effect] {
    guard let change = ShapeChange(before: before, after: after), var item = canvas.item,
      wasSeen(before)
    else { return [] }
    let verdict = ReviewVerdict.after(change, known: review.verdicts[change.number])
    item.apply(change)
    canvas.item = item
    review.verdicts[change.number] = verdict
    if let before, verdict == .rejected { review.rejected.append(before) }
    if verdict == nil {
      review.order.removeAll { $0 == change.number }
    } else if !review.order.contains(change.number) {
      review.order.append(change.number)
    }
    review.seen.insert(change.number)
    note(key: verdict?.sign ?? ReviewVerdict.rejected.sign)
    defer { activeSeconds = 0 }
    return [.decide(change, on: item.number, activeSeconds: activeSeconds)]
  }

  /// Whether a box was on the screen; says so when not.
  ///
  /// A new box is seen where it is drawn.
  mutating func wasSeen(_ shape: Shape?) -> Bool {
    let isSeen = shape.map { review.seen.contains($0.number) } ?? canvas.isShown
    if !isSeen { notice = Notice("not decided: this box has not been on the screen yet") }
    return isSeen
  }

  /// Ends the review of the image, when all of it was on the screen.
  mutating func finish(acceptingRest: Bool) -> [Effect] {
    guard let item = canvas.item else { return [] }
    let undecided = undecided.count
    if undecided > 0, !acceptingRest {
      let are = undecided == 1 ? "1 box is" : "\(undecided) boxes are"
      notice = Notice("\(are) undecided; A accepts the rest")
      return []
    }
    guard review.hasSeenAll else {
      lookAtAll()
      notice = Notice("not finished: look at the whole picture first, then press it again")
      return []
    }
    note(key: acceptingRest ? "A" : "Enter")
    review.isFinishing = true
    defer { activeSeconds = 0 }
    return waiting(
      for: .finishReview(
        item.number, acceptingRest: acceptingRest, activeSeconds: activeSeconds))
  }

  /// Sends the image back to whoever answered it.
  mutating func sendBack(reason: String) -> [Effect] {
    guard let item = canvas.item else { return [] }
    if reason.allSatisfy(\.isWhitespace) {
      notice = Notice("not sent back: give a reason")
      return []
    }
    note(key: "R")
    return waiting(for: .sendBack(item.number, reason: reason))
  }
}
