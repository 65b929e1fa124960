package import AnnotationModel

/// One data object between whose answers a lead decides.
package struct AdjudicationItem: Sendable, Equatable {
  /// The image, and the answer as it stands: the lead's own, else what was consolidated.
  package var work: WorkItem
  /// What the job asks of it.
  package var asks: Question
  /// The labels that are chosen for the whole image.
  package var chosen: [ID<Label>]
  /// What everybody answered.
  package var votes: [Vote]
  /// Whose answer stands whatever is decided here: `gold` or `reviewer`; empty otherwise.
  package var pinnedBy: String

  /// What a job asks of an image.
  package enum Question: Sendable, Equatable {
    /// Where things are.
    case shapes
    /// Which one label applies.
    case label
    /// Which labels apply.
    case labels
  }

  /// One annotator's answer.
  package struct Vote: Sendable, Equatable {
    /// What the annotator is called.
    package var name: String
    /// The shapes.
    package var shapes: [Shape]
    /// The labels of the whole image.
    package var labels: [ID<Label>]

    /// Makes an answer.
    package init(name: String, shapes: [Shape] = [], labels: [ID<Label>] = []) {
      self.name = name
      self.shapes = shapes
      self.labels = labels
    }
  }

  /// Makes an item.
  package init(
    work: WorkItem, asks: Question, chosen: [ID<Label>] = [], votes: [Vote] = [],
    pinnedBy: String = ""
  ) {
    self.work = work
    self.asks = asks
    self.chosen = chosen
    self.votes = votes
    self.pinnedBy = pinnedBy
  }
}
