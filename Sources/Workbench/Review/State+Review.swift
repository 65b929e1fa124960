import AnnotationModel
import Screen

extension State {
  /// Takes what the queue answers.
  mutating func updateReview(_ action: Action) -> [Effect] {
    if review.isFinishing {
      // Only a finished review leads on to the next image.
      if case .reviewing = action { review.finished += 1 }
      if case .reviewedAll = action { review.finished += 1 }
      review.isFinishing = false
    }
    switch action {
    case .reviewing(let item, let progress):
      review.progress = progress
      review.passedAtEnd = nil
      review.sheet = nil
      begin(item)
    case .reviewedAll(let progress, let passed):
      review.progress = progress
      review.passedAtEnd = passed
      canvas.item = nil
      canvas.mode = .navigate
    case .reviewRevisited(let item, let progress, let entry, let what):
      noteSaved(entry)
      review.progress = progress
      review.passedAtEnd = nil
      note(key: "u")
      revisit(item)
      notice = Notice(what, .success)
    case .sheet(let sheet): take(sheet)
    case .reviewReloaded(let item):
      if canvas.item?.number == item.work.number { revisit(item) }
    default: break
    }
    return releaseHeld()
  }

  /// Runs a command of the review; nil for any other, and for those that mean the same as on the
  /// canvas.
  mutating func performReviewing(_ command: Command) -> [Effect]? {
    switch command {
    case .acceptBox: return accept()
    case .rejectBox: return reject()
    case .acceptRest: return finish(acceptingRest: true)
    case .finishReview where closedReason != nil: return waiting(for: .reviewNext)
    case .finishReview: return finish(acceptingRest: false)
    case .sendBack:
      popup = .prompt(Prompt(question: "Why does it go back?", purpose: .returnReason))
    case .passReview: return pass()
    case .showSheet, .sheetLeft, .sheetRight, .sheetUp, .sheetDown, .openFromSheet:
      return performOnSheet(command)
    case .nextObject: stepBox(by: 1)
    case .previousObject: stepBox(by: -1)
    case .cycleFraming: cycleFraming()
    case .explain: explain()
    case .readLastReason:
      popup = .reading(Reading(title: "Was sent back", text: review.lastReason))
    case .deleteObject:
      canvas.mode = .navigate
      return reject()
    case .editObject:
      guard let shape = canvas.selectedShape, wasSeen(shape) else { return [] }
      beginEditing()
    case .finishEdit:
      canvas.mode = .navigate
      endChanging()
    default: return nil
    }
    return []
  }

  private mutating func pass() -> [Effect] {
    guard let item = canvas.item else { return [] }
    note(key: "s")
    return waiting(for: .passReview(item.number))
  }

  private mutating func explain() {
    guard let shape = canvas.selectedShape else { return }
    notice = Notice(ReviewReason.sentence(for: shape, context: context))
  }

  /// Adds a key to the trail of decisions, which keeps the last ten.
  mutating func note(key: String) {
    review.trail = (review.trail + [key]).suffix(10)
  }
}
