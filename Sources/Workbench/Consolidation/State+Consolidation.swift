import AnnotationModel
import Screen

extension State {
  /// Takes what the consolidation of a job answers.
  mutating func updateConsolidation(_ action: Action) -> [Effect] {
    switch action {
    case .consolidating(let job, let methods):
      consolidation = ConsolidationState(attempt: consolidation.attempt)
      consolidation.job = job
      consolidation.methods = methods
      return startRun() + releaseHeld()
    case .consolidated(let summary, let attempt): return take(summary, attempt: attempt)
    case .consolidationFailed(let reason, let attempt):
      guard attempt == consolidation.attempt else { return [] }
      consolidation.isRunning = false
      consolidation.failure = reason
      notice = Notice(reason, .error)
    case .jobAgreement(let agreement, let attempt):
      guard attempt == consolidation.attempt else { return [] }
      consolidation.agreement = agreement
      noteAgreement()
    case .budget(let budget, let attempt):
      if attempt == consolidation.attempt { consolidation.budget = budget }
    case .runChanged(let what, let entry, let summary): return takeRunChange(what, entry, summary)
    default: return updateAdjudication(action)
    }
    return []
  }

  private mutating func take(_ summary: ConsolidationSummary, attempt: Int) -> [Effect] {
    guard attempt == consolidation.attempt else { return [] }
    consolidation.isRunning = false
    consolidation.failure = nil
    consolidation.summary = summary
    noteAgreement()
    return askForPage()
  }

  private mutating func takeRunChange(
    _ what: String, _ entry: Int, _ summary: ConsolidationSummary?
  ) -> [Effect] {
    consolidation.isPublishing = false
    noteSaved(entry)
    notice = Notice(what, .success)
    if let summary {
      consolidation.summary = summary
      noteAgreement()
    }
    return releaseHeld()
  }

  /// Writes how far each annotator agrees with the others into their rows.
  private mutating func noteAgreement() {
    guard let measured = consolidation.agreement?.annotators,
      let count = consolidation.summary?.annotators.count, count == measured.count
    else { return }
    for index in measured.indices {
      consolidation.summary?.annotators[index].agreement = measured[index]
    }
  }

  /// Consolidates from the start, as it is asked for now; the screen stays as it is meanwhile.
  mutating func startRun() -> [Effect] {
    guard let job = consolidation.job, !consolidation.methods.isEmpty else { return [] }
    consolidation.attempt += 1
    consolidation.isRunning = true
    consolidation.failure = nil
    consolidation.agreement = nil
    consolidation.hasAskedAgreement = false
    consolidation.budget = nil
    consolidation.hasAskedBudget = false
    return [
      .runConsolidation(
        ConsolidationRequest(
          job: job, method: consolidation.methods[consolidation.method].id,
          countsModels: consolidation.countsModels, usesGold: consolidation.usesGold,
          attempt: consolidation.attempt))
    ]
  }

  /// Asks for what the page shows and is not known yet, once the answers are consolidated.
  mutating func askForPage() -> [Effect] {
    guard consolidation.summary != nil, !consolidation.isRunning else { return [] }
    switch consolidation.page {
    case .agreement, .annotators:
      guard !consolidation.hasAskedAgreement else { return [] }
      consolidation.hasAskedAgreement = true
      return [.measureJobAgreement(attempt: consolidation.attempt)]
    case .budget:
      guard !consolidation.hasAskedBudget else { return [] }
      consolidation.hasAskedBudget = true
      return [.simulateBudget(attempt: consolidation.attempt)]
    case .progress, .confusion, .disputes: return []
    }
  }

  /// Shows a page.
  mutating func show(_ page: ConsolidationState.Page) -> [Effect] {
    consolidation.page = page
    return askForPage()
  }
}
