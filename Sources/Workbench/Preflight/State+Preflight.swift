import AnnotationModel
import Screen

extension State {
  /// Takes what a preflight answers.
  mutating func updatePreflight(_ action: Action) -> [Effect] {
    switch action {
    case .preflighting(let job, let consumers):
      preflight = PreflightState(attempt: preflight.attempt)
      preflight.job = job
      preflight.consumers = consumers
      return startPreflight() + releaseHeld()
    case .preflighted(let summary, let attempt):
      guard attempt == preflight.attempt else { return [] }
      preflight.isRunning = false
      preflight.failure = nil
      if preflight.isWalking { preflight.pending = summary } else { take(summary) }
    case .preflightFailed(let reason, let attempt):
      guard attempt == preflight.attempt else { return [] }
      preflight.isRunning = false
      preflight.failure = reason
      notice = Notice(reason, .error)
    default: break
    }
    return []
  }

  /// The rule that was chosen stays chosen where it is still broken.
  private mutating func take(_ summary: PreflightSummary) {
    let chosen = preflight.rule?.name
    preflight.summary = summary
    preflight.pending = nil
    if let place = summary.rules.firstIndex(where: { $0.name == chosen }) {
      preflight.ruleRow = place
    } else if let chosen {
      (preflight.ruleRow, preflight.imageRow) = (0, 0)
      if preflight.showsImages { notice = Notice("\(chosen) is no longer broken", .success) }
      preflight.showsImages = false
    }
  }

  /// Back from the canvas to the list.
  mutating func comeBackToOffenders() {
    preflight.isWalking = false
    consolidation.showsVotes = true
    screen = .preflight
    if let pending = preflight.pending { take(pending) }
  }

  /// Checks from the start; the screen stays as it is meanwhile.
  private mutating func startPreflight() -> [Effect] {
    guard let job = preflight.job, !preflight.consumers.isEmpty else { return [] }
    preflight.attempt += 1
    preflight.isRunning = true
    preflight.failure = nil
    return [
      .runPreflight(
        PreflightRequest(
          job: job, consumer: preflight.consumers[preflight.consumer].id,
          attempt: preflight.attempt))
    ]
  }

  /// Runs a command of the preflight screen; nil for any other.
  mutating func performPreflighting(_ command: Command) -> [Effect]? {
    switch command {
    case .nextRow: moveOffender(by: 1)
    case .previousRow: moveOffender(by: -1)
    case .rowsDown: moveOffender(by: 10)
    case .rowsUp: moveOffender(by: -10)
    case .openRow: return openOffender()
    case .runAgain: return startPreflight()
    case .nextConsumer:
      preflight.consumer = (preflight.consumer + 1) % max(1, preflight.consumers.count)
      preflight.showsImages = false
      preflight.summary = nil
      (preflight.ruleRow, preflight.imageRow) = (0, 0)
      return startPreflight()
    default: return nil
    }
    return []
  }

  private mutating func moveOffender(by offset: Int) {
    let row = min(max(0, preflight.row + offset), max(0, preflight.rowCount - 1))
    if preflight.showsImages {
      preflight.imageRow = row
    } else {
      preflight.ruleRow = row
    }
  }

  /// From a rule to its images, from an image to the canvas.
  private mutating func openOffender() -> [Effect] {
    guard preflight.showsImages else {
      preflight.showsImages = true
      preflight.imageRow = 0
      return []
    }
    guard let image = preflight.image?.image else { return [] }
    preflight.isWalking = true
    // What is exported is the answer alone; v shows what it was made of.
    consolidation.showsVotes = false
    return waiting(for: .adjudicate(image))
  }

  /// Why a command of the preflight screen cannot run now; nil when it can.
  func reasonInPreflight(against command: Command) -> String? {
    switch command {
    case .undo, .redo: return "open an image first; undo belongs to what is decided there"
    case .nextConsumer where preflight.consumers.count < 2:
      return "this job can be read by one kind of program only"
    case .runAgain where preflight.isRunning: return "it is being checked"
    case .openRow:
      guard let rule = preflight.rule else { return "no rule is broken" }
      if rule.images.isEmpty { return "\(rule.name) is about the whole, not about images" }
      if preflight.showsImages, preflight.image?.image == nil {
        return "the project knows no image of line \(preflight.image?.line ?? 0)"
      }
      return nil
    default: return nil
    }
  }

  /// Back from the images to the rules; false when the rules show.
  mutating func closeOffenders() -> Bool {
    guard screen == .preflight, preflight.showsImages else { return false }
    preflight.showsImages = false
    return true
  }

  // MARK: On the canvas

  /// Opens the next or an earlier image of the list; images that the project lacks are passed over.
  mutating func openOffender(by offset: Int) -> [Effect] {
    let images = preflight.images
    var next = preflight.imageRow + offset
    while images.indices.contains(next), images[next].image == nil { next += offset }
    guard images.indices.contains(next), let image = images[next].image else {
      notice = Notice(
        "this is the \(offset < 0 ? "first" : "last") image that breaks \(preflight.rule?.name ?? "")"
      )
      return []
    }
    preflight.imageRow = next
    return waiting(for: .adjudicate(image))
  }

  /// Goes on to the next image of the list that was not decided about.
  mutating func openNextOffender() -> [Effect] {
    let images = preflight.images
    let next = images.indices.first { index in
      index > preflight.imageRow && !images[index].isDecided && images[index].image != nil
    }
    guard let next, let image = images[next].image else {
      closeAdjudication()
      notice = Notice("the last image of the list is decided; r checks again", .success)
      return releaseHeld()
    }
    preflight.imageRow = next
    return waiting(for: .adjudicate(image))
  }

  /// Notes that the image on the canvas was decided about, or no longer is.
  mutating func noteOffender(isDecided: Bool) {
    guard preflight.isWalking, let image = canvas.item?.image, var summary = preflight.summary
    else { return }
    for rule in summary.rules.indices {
      for place in summary.rules[rule].images.indices
      where summary.rules[rule].images[place].image == image {
        summary.rules[rule].images[place].isDecided = isDecided
      }
    }
    preflight.summary = summary
  }

  /// Chooses the row of the image on the canvas; answers what is wrong with it, nil when nothing is
  /// known.
  mutating func chooseOffender() -> String? {
    guard preflight.isWalking, let shown = canvas.item?.image else { return nil }
    if preflight.image?.image != shown,
      let place = preflight.images.firstIndex(where: { $0.image == shown })
    {
      preflight.imageRow = place
    }
    guard let image = preflight.image, image.image == shown, let rule = preflight.rule else {
      return nil
    }
    return "\(rule.name): \(image.detail)"
  }

  /// A click on a row chooses it, one on the chosen row opens it.
  mutating func handleInPreflight(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .wheelUp: return perform(.previousRow, key: .up)
    case .wheelDown: return perform(.nextRow, key: .down)
    case .press(.left):
      let layout = PreflightLayout(self)
      let row = layout.firstRow + mouse.position.row - layout.rows.row
      guard layout.rows.contains(mouse.position), row < preflight.rowCount else { return [] }
      if row == preflight.row { return perform(.openRow, key: .enter) }
      moveOffender(by: row - preflight.row)
    default: break
    }
    return []
  }
}
