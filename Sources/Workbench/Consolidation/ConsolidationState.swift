package import AnnotationModel

/// What the lead's consolidation screen remembers.
package struct ConsolidationState: Sendable, Equatable {
  /// The job; nil before one was opened.
  package var job: ID<Job>?
  /// The ways to weigh answers that the job has, the usual one first.
  package var methods: [ConsolidationMethod] = []
  /// Which of them is asked for.
  package var method = 0
  /// Whether models count as annotators.
  package var countsModels = false
  /// Whether gold teaches the method and stays; nil for what suits the job.
  package var usesGold: Bool?
  /// Which page shows.
  package var page = Page.progress
  /// The chosen row of each page.
  package var rows: [Page: Int] = [:]
  /// The first column of a heat map that shows.
  package var firstColumn = 0
  /// The confidence from which things would be taken without a look.
  package var threshold = 0.8
  /// Which asking this is; what was asked for earlier comes too late.
  package var attempt = 0
  /// Whether the answers are being consolidated.
  package var isRunning = false
  /// Whether a run is being published, or taken back.
  package var isPublishing = false
  /// Why the last asking came to nothing.
  package var failure: String?
  /// What came of it; what was known before stays on the screen while the next is on its way.
  package var summary: ConsolidationSummary?
  /// How far annotators agree; nil until it was measured.
  package var agreement: ConsolidationAgreement?
  /// Whether agreement was asked for.
  package var hasAskedAgreement = false
  /// What fewer annotators would give; nil until it was tried.
  package var budget: ConsolidationBudget?
  /// Whether that was asked for.
  package var hasAskedBudget = false
  /// What is decided on the canvas; nil on the pages.
  package var item: AdjudicationItem?
  /// Whether the annotators' own shapes show on the canvas.
  package var showsVotes = true
  /// Images that were decided in this session.
  package var decided = 0

  /// Makes the state before a job was opened; `attempt` goes on from earlier ones, so that no
  /// result of a job that was left is taken for one of the next.
  package init(attempt: Int = 0) {
    self.attempt = attempt
  }

  /// The pages.
  package enum Page: String, Sendable, Equatable, CaseIterable {
    case progress, annotators, confusion, agreement, disputes, budget
  }

  /// The rows of a page that can be chosen.
  package func count(on page: Page) -> Int {
    switch page {
    case .annotators, .confusion: summary?.annotators.count ?? 0
    case .disputes: summary?.items.count ?? 0
    case .agreement: agreement?.rowCount ?? 0
    case .progress, .budget: 0
    }
  }

  /// The chosen row of the page that shows, within the rows there are.
  package var row: Int { min(rows[page] ?? 0, max(0, count(on: page) - 1)) }

  /// The chosen image of the disputes.
  package var disputed: ConsolidationItem? {
    guard let items = summary?.items, !items.isEmpty else { return nil }
    return items[min(rows[.disputes] ?? 0, items.count - 1)]
  }
}

extension ConsolidationAgreement {
  /// Lines and what stands around them, as many as a list of them has.
  var rowCount: Int { sections.reduce(0) { $0 + ($1.lines.isEmpty ? 0 : $1.lines.count + 2) } }
}
