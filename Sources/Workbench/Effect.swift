package import AnnotationModel

/// Everything the workbench can ask for.
package enum Effect: Sendable, Equatable {
  // MARK: Home

  /// Read what home shows.
  case readHome(visit: Int)
  /// Say `homeIsDue` after a few seconds.
  case readHomeLater(visit: Int)
  /// Work out how far answers agree in these jobs, beside everything else.
  case measureAgreement([ID<Job>])
  /// Open a job on the canvas and show what is next there.
  case annotate(ID<Job>)
  /// Open a job for review and show what is next there.
  case review(ID<Job>)
  /// Close the open job, give back what was not touched, and read what home shows.
  case leave(visit: Int)
  /// Become the newest session of the open job and show the data object at a position again.
  case takeOver(index: Int?)

  // MARK: Canvas

  /// Show the data object at a position of the job.
  case open(index: Int)
  /// Read the data object at a position again, after every change that was sent before.
  case reload(index: Int)
  /// Show what is handed out next, leaving the data object at a position for later.
  case openUnfinished(after: Int)
  /// Commit these changes of the person's own layer.
  case apply(changes: [ShapeChange], to: WorkItem.Number, activeSeconds: Double)
  /// Give the answer, then show what is handed out next.
  case submit(WorkItem.Number, index: Int, activeSeconds: Double)
  /// Make a submitted answer a draft again.
  case reopen(WorkItem.Number, index: Int)
  /// Put it aside, then show what is handed out next.
  case skip(WorkItem.Number, index: Int, reason: String)

  // MARK: Review

  /// Commit what was decided about one box; equal sides accept it, no `after` rejects it.
  case decide(ShapeChange, on: WorkItem.Number, activeSeconds: Double)
  /// End the review of a data object, then show the next.
  case finishReview(WorkItem.Number, acceptingRest: Bool, activeSeconds: Double)
  /// Leave a data object for later, then show the next.
  case passReview(WorkItem.Number)
  /// Send a data object back to whoever answered it, then show the next.
  case sendBack(WorkItem.Number, reason: String)
  /// Show the next data object of the queue.
  case reviewNext
  /// Show a particular data object of the queue.
  case openReview(WorkItem.Number)
  /// Read the most doubtful boxes of a label from the images that wait.
  case readSheet(ID<Label>)

  // MARK: Consolidation

  /// Open a job for consolidating.
  case consolidate(ID<Job>)
  /// Consolidate the answers, beside everything else.
  case runConsolidation(ConsolidationRequest)
  /// Measure how far the annotators agree, beside everything else.
  case measureJobAgreement(attempt: Int)
  /// Try what fewer annotators would give, beside everything else.
  case simulateBudget(attempt: Int)
  /// Make the result the answer of the job.
  case publishRun(attempt: Int)
  /// Show an image to be decided about.
  case adjudicate(ID<Image>)
  /// Choose these labels for the whole image.
  case choose([ID<Label>], for: WorkItem.Number, activeSeconds: Double)
  /// Make what is on the canvas the answer.
  case settle(WorkItem.Number, index: Int, activeSeconds: Double)

  // MARK: Preflight

  /// Open a job for checking its export.
  case preflight(ID<Job>)
  /// Check the export and its pictures, beside everything else.
  case runPreflight(PreflightRequest)

  // MARK: Any screen

  /// Take back this person's last change in the open job.
  case undo
  /// Make the last undone change again.
  case redo
  /// Paint everything again.
  case redraw
  /// Let the link decide how much of pictures is sent, or fix that; the next of those choices.
  case changeDetail
  /// Stop until the shell continues the program.
  case suspend
  /// End the program.
  case quit
}

/// How answers are to be consolidated.
package struct ConsolidationRequest: Sendable, Equatable {
  /// The job.
  package var job: ID<Job>
  /// The id of the method.
  package var method: String
  /// Whether models count as annotators.
  package var countsModels: Bool
  /// Whether gold teaches the method and stays; nil for what suits the job.
  package var usesGold: Bool?
  /// The number of the asking.
  package var attempt: Int

  /// Makes a request.
  package init(
    job: ID<Job>, method: String, countsModels: Bool, usesGold: Bool? = nil, attempt: Int
  ) {
    self.job = job
    self.method = method
    self.countsModels = countsModels
    self.usesGold = usesGold
    self.attempt = attempt
  }
}
