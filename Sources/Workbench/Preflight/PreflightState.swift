package import AnnotationModel

/// What the lead's preflight screen remembers.
package struct PreflightState: Sendable, Equatable {
  /// The job; nil before one was opened.
  package var job: ID<Job>?
  /// Who may read the export, the usual one first.
  package var consumers: [PreflightConsumer] = []
  /// Which of them is asked for.
  package var consumer = 0
  /// Which asking this is; what was asked for earlier comes too late.
  package var attempt = 0
  /// Whether the export is being checked.
  package var isRunning = false
  /// Why the last asking came to nothing.
  package var failure: String?
  /// What came of it; what was known before stays on the screen while the next is on its way.
  package var summary: PreflightSummary?
  /// The chosen rule.
  package var ruleRow = 0
  /// Whether the images of the chosen rule show instead of the rules.
  package var showsImages = false
  /// The chosen image of the chosen rule.
  package var imageRow = 0
  /// Whether an image of the list is open on the canvas.
  package var isWalking = false
  /// What came meanwhile; the list that is walked down stays as it is.
  package var pending: PreflightSummary?

  /// Makes the state before a job was opened; `attempt` goes on from earlier ones.
  package init(attempt: Int = 0) {
    self.attempt = attempt
  }

  /// The chosen rule; nil when none is broken.
  package var rule: BrokenRule? {
    guard let rules = summary?.rules, !rules.isEmpty else { return nil }
    return rules[min(ruleRow, rules.count - 1)]
  }

  /// The images of the chosen rule.
  package var images: [OffendingImage] { rule?.images ?? [] }

  /// The chosen image.
  package var image: OffendingImage? {
    images.isEmpty ? nil : images[min(imageRow, images.count - 1)]
  }

  /// The rows of the list that shows.
  package var rowCount: Int { showsImages ? images.count : summary?.rules.count ?? 0 }

  /// The chosen row of the list that shows, within the rows there are.
  package var row: Int { min(showsImages ? imageRow : ruleRow, max(0, rowCount - 1)) }
}

/// What a preflight is asked for.
package struct PreflightRequest: Sendable, Equatable {
  /// The job.
  package var job: ID<Job>
  /// The id of the consumer.
  package var consumer: String
  /// The number of the asking.
  package var attempt: Int

  /// Makes a request.
  package init(job: ID<Job>, consumer: String, attempt: Int) {
    self.job = job
    self.consumer = consumer
    self.attempt = attempt
  }
}
