package import AnnotationModel

/// One data object as a reviewer decides about it: the answer's boxes, never who gave it.
package struct ReviewItem: Sendable, Equatable {
  /// The image and the boxes as they stand after the decisions so far.
  package var work: WorkItem
  /// What was decided about each box, by its number; boxes without an entry are undecided.
  package var verdicts: [Int: ReviewVerdict]
  /// The boxes that were rejected, ordered by number.
  package var rejected: [Shape]
  /// Whether there is an annotator to whom it can be sent back.
  package var canSendBack: Bool
  /// Why it was sent back last and then done again; empty when it never was.
  package var lastReason: String

  /// Makes an item.
  package init(
    work: WorkItem, verdicts: [Int: ReviewVerdict] = [:], rejected: [Shape] = [],
    canSendBack: Bool = false, lastReason: String = ""
  ) {
    self.work = work
    self.verdicts = verdicts
    self.rejected = rejected
    self.canSendBack = canSendBack
    self.lastReason = lastReason
  }
}

/// What a reviewer decided about a box.
package enum ReviewVerdict: String, Sendable, Equatable, CaseIterable {
  /// It is right as it is.
  case accepted
  /// It should not be there.
  case rejected
  /// It is right under another label.
  case relabelled
  /// It is right with other edges.
  case fixed
  /// It was missing.
  case added

  /// One letter for it: the key that decides so.
  package var sign: String {
    switch self {
    case .accepted: "a"
    case .rejected: "x"
    case .relabelled: "c"
    case .fixed: "e"
    case .added: "m"
    }
  }

  /// What is said of a box after a change of it; nil when a box that was added is gone again.
  package static func after(
    _ change: ShapeChange, known: ReviewVerdict?
  ) -> ReviewVerdict? {
    switch (change.before, change.after) {
    case (nil, _): return .added
    case (_, nil): return known == .added ? nil : .rejected
    case (let before?, let after?):
      if known == .added { return .added }
      if before.label != after.label { return .relabelled }
      // Accepting what was corrected before leaves it said to be corrected.
      if before.geometry == after.geometry { return known ?? .accepted }
      return known == .relabelled ? .relabelled : .fixed
    }
  }
}

/// How far the review of a job is.
package struct ReviewProgress: Sendable, Equatable {
  /// Data objects whose review is finished.
  package var reviewed: Int
  /// Data objects that wait for it.
  package var left: Int
  /// Data objects that were sent back and have not come again.
  package var returned: Int

  /// Makes a count.
  package init(reviewed: Int, left: Int, returned: Int = 0) {
    self.reviewed = reviewed
    self.left = left
    self.returned = returned
  }
}
