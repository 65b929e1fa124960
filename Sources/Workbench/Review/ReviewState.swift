package import AnnotationModel

/// What the review screen remembers besides the picture.
package struct ReviewState: Sendable, Equatable {
  /// How far the review of the job is.
  package var progress = ReviewProgress(reviewed: 0, left: 0)
  /// What was decided about each box, by its number.
  package var verdicts: [Int: ReviewVerdict] = [:]
  /// The boxes that were rejected.
  package var rejected: [Shape] = []
  /// Whether the image can be sent back to an annotator.
  package var canSendBack = false
  /// Why the image was sent back before; empty when it was not.
  package var lastReason = ""
  /// Box numbers in the order of the review, rejected ones included.
  package var order: [Int] = []
  /// How much of the image shows around the current box.
  package var framing = Framing.crop
  /// Whether the view is the framing's own, not one that was zoomed or moved to.
  package var isFramed = true
  /// The boxes that have been on the screen whole.
  package var seen: Set<Int> = []
  /// Whether the whole image has been on the screen.
  package var hasSeenAll = false
  /// The last decisions of this session as keys, newest last.
  package var trail: [String] = []
  /// Data objects that were left for later in this session; nil until the queue was empty.
  package var passedAtEnd: Int?
  /// Boxes of other images beside each other, while they are looked at.
  package var sheet: ReviewSheet?
  /// The box to begin with in the image that comes next; nil for the most doubtful.
  package var sought: Int?
  /// Images whose review was finished in this session.
  package var finished = 0
  /// Whether the end of a review was asked for and not answered yet.
  package var isFinishing = false

  /// Makes the state before an image has come.
  package init() {}

  /// How much of the image shows.
  package enum Framing: String, Sendable, Equatable, CaseIterable {
    /// The current box and a quarter of it around.
    case crop
    /// The current box as a quarter of the view.
    case context
    /// The whole image.
    case full
  }
}
