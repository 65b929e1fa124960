package import AnnotationModel
package import Screen

/// Everything that can happen to the workbench.
package enum Action: Sendable, Equatable {
  /// A person did something; `activeSeconds` is the time since the last input, idle time cut.
  case input(InputEvent, activeSeconds: Double)
  /// The terminal has this size; `cell` is how many picture pixels one cell shows.
  case resized(Size, cell: PixelExtent)
  /// The pixels of an image are on the screen; `view` is the part of it, in image pixels.
  case shown(ID<Image>, view: ImageRect)
  /// A job was opened on the canvas or for review, in a new session.
  case entered(ScreenName, JobContext)
  /// A newer session of this person has taken the job over; this one can only look.
  case takenOver(String)
  /// An untouched data object is kept for this person until the given time; nil when none is.
  case holding(until: String?)

  // MARK: Home

  /// The jobs, the people and what is left to do, for one stay at home.
  case home(HomeSummary, visit: Int)
  /// It is time to look at the project again; `visit` tells which stay at home this belongs to.
  case homeIsDue(visit: Int)
  /// How far answers to the same images agree in a job.
  case agreement(ID<Job>, Agreement)

  // MARK: Canvas

  /// A data object was asked for and is here.
  case opened(WorkItem, Progress)
  /// There is no data object to show, for this reason.
  case nothingToOpen(String)
  /// A change was taken back or made again; this is the data object it belongs to.
  case revisited(WorkItem, Progress, entry: Int, what: String)
  /// A data object was read again.
  case reloaded(WorkItem)

  // MARK: Review

  /// The next data object of the queue is here.
  case reviewing(ReviewItem, ReviewProgress)
  /// Nothing is left to review; `passed` are put aside in this session.
  case reviewedAll(ReviewProgress, passed: Int)
  /// A decision was taken back or made again; this is the data object it belongs to.
  case reviewRevisited(ReviewItem, ReviewProgress, entry: Int, what: String)
  /// Boxes of one label from the images that wait.
  case sheet(ReviewSheet)
  /// A data object under review was read again.
  case reviewReloaded(ReviewItem)

  // MARK: Consolidation

  /// A job was opened for consolidating; these are the ways to weigh its answers, the usual first.
  case consolidating(ID<Job>, methods: [ConsolidationMethod])
  /// The answers are consolidated, as the asking of this number wanted it.
  case consolidated(ConsolidationSummary, attempt: Int)
  /// The answers could not be consolidated.
  case consolidationFailed(String, attempt: Int)
  /// How far annotators agree in the open job.
  case jobAgreement(ConsolidationAgreement, attempt: Int)
  /// What fewer annotators would give.
  case budget(ConsolidationBudget, attempt: Int)
  /// A run was published, taken back or brought back by this entry; the summary stands to it now.
  case runChanged(String, entry: Int, ConsolidationSummary?)
  /// A data object is here to be decided about.
  case adjudicating(AdjudicationItem)
  /// A step of a decision was taken back or made again; this is the data object it belongs to.
  case adjudicationRevisited(AdjudicationItem, entry: Int, what: String)
  /// The data object at this position is decided.
  case settled(index: Int, entry: Int)

  // MARK: Preflight

  /// A job was opened for checking its export; these may read it, the usual one first.
  case preflighting(ID<Job>, consumers: [PreflightConsumer])
  /// The export was checked, as the asking of this number wanted it.
  case preflighted(PreflightSummary, attempt: Int)
  /// The export could not be checked.
  case preflightFailed(String, attempt: Int)

  // MARK: Any effect

  /// A change was committed as this journal entry.
  case saved(entry: Int)
  /// There was nothing to undo or redo, or it was refused.
  case refused(String)
  /// Something failed; `answersWait` is whether the effect was one that keys wait for.
  case failed(String, answersWait: Bool)
  /// The screen shows something else of the data object at this position than the store holds.
  case outdated(index: Int)
  /// Something worth a line on the screen.
  case notice(Notice)
}

extension Action {
  /// Whether the project was read or changed, so that what failed before is history.
  var isSuccess: Bool {
    switch self {
    case .saved, .entered, .home, .opened, .nothingToOpen, .revisited, .reviewing, .reviewedAll,
      .reviewRevisited, .consolidated, .runChanged, .adjudicating, .adjudicationRevisited, .settled,
      .preflighted:
      true
    default: false
    }
  }
}

/// A line for the person at the screen.
package struct Notice: Sendable, Equatable {
  /// What it says.
  package var text: String
  /// How it is meant.
  package var kind: Kind

  /// Makes a line.
  package init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind
  }

  /// How a line is meant.
  package enum Kind: Sendable, Equatable {
    case plain, success, error
  }
}
