package import AnnotationModel
import GRDB

/// A data object as a reviewer sees it: the picture and what is said of it, not by whom.
package struct ReviewItem: Hashable, Sendable {
  /// Names the data object in calls.
  package let dataObject: DataObjectKey
  /// Its place in the job, from 0; dense and never changing.
  package let index: Int
  /// The picture.
  package let image: Image
  /// Where its review stands.
  package let state: ReviewState
  /// Why it was sent back; empty when it was not.
  package let reason: String
  /// The shapes to review, with what this reviewer has changed.
  package let shapes: [Shape]
  /// What this reviewer said of shapes, by their number; the others are undecided.
  package let verdicts: [Int: ReviewVerdict]
  /// The shapes that this reviewer has rejected, as the answer had them.
  package let rejected: [Shape]
  /// The number for the next shape that is added.
  package let nextShapeNumber: Int
  /// Whether annotators stand behind the answer to whom it can be sent back.
  package let canSendBack: Bool
  /// Why it was sent back last and is here again; empty when it never was, and while it is away.
  package let lastReason: String

  /// The numbers of the shapes in the order in which they are looked at: by how far their
  /// confidence is above the threshold of their label, the least first, then those whose
  /// confidence was not measured.
  package func order(labels: [Label]) -> [Int] {
    let thresholds = Dictionary(
      labels.map { ($0.id, $0.threshold?.value) }, uniquingKeysWith: { first, _ in first })
    func margin(_ shape: Shape) -> Double {
      guard let confidence = shape.confidence?.value else { return .infinity }
      return confidence - ((thresholds[shape.label] ?? nil) ?? AnswerUpdate.defaultThreshold)
    }
    return shapes.map { (margin($0), $0.number) }.sorted { $0 < $1 }.map(\.1)
  }
}

/// What a reviewer decides about one shape.
package struct ReviewDecision: Hashable, Sendable {
  /// The shape before and after: equal sides accept it, no `after` rejects it, no `before` adds
  /// it.
  package let change: ShapeChange
  /// Why; may be empty.
  package let reason: String

  /// Describes a decision by what it does to the shape.
  package init(_ change: ShapeChange, reason: String = "") {
    self.change = change
    self.reason = reason
  }

  /// The shape is right as it is.
  package static func accept(_ shape: Shape) -> ReviewDecision? {
    ShapeChange(before: shape, after: shape).map { ReviewDecision($0) }
  }

  /// The shape is not there.
  package static func reject(_ shape: Shape, reason: String = "") -> ReviewDecision? {
    ShapeChange(before: shape, after: nil).map { ReviewDecision($0, reason: reason) }
  }

  /// The shape is something else; how sure its source was of the old label says nothing about it.
  package static func relabel(
    _ shape: Shape, as label: ID<Label>, reason: String = ""
  ) -> ReviewDecision? {
    var after = shape
    after.label = label
    after.confidence = nil
    return ShapeChange(before: shape, after: after).map { ReviewDecision($0, reason: reason) }
  }

  /// The shape is elsewhere.
  package static func fix(
    _ shape: Shape, to geometry: Geometry, reason: String = ""
  ) -> ReviewDecision? {
    var after = shape
    after.geometry = geometry
    return ShapeChange(before: shape, after: after).map { ReviewDecision($0, reason: reason) }
  }

  /// The shape was missing.
  package static func add(_ shape: Shape, reason: String = "") -> ReviewDecision? {
    ShapeChange(before: nil, after: shape).map { ReviewDecision($0, reason: reason) }
  }
}

/// How far the review of a job is.
package struct ReviewProgress: Hashable, Sendable {
  /// Data objects whose answer is a reviewer's.
  package let reviewed: Int
  /// Data objects with an answer that nobody has reviewed, those in review included.
  package let left: Int
  /// Data objects that are back with their annotators.
  package let returned: Int
  /// Data objects whose answer is known truth, which nobody has to review.
  package let gold: Int

  /// Makes a count.
  package init(reviewed: Int, left: Int, returned: Int, gold: Int) {
    self.reviewed = reviewed
    self.left = left
    self.returned = returned
    self.gold = gold
  }

  /// Counts by the stage of the review.
  static func of(_ job: RowKey, in db: Database) throws -> ReviewProgress {
    var counts: [ReviewTable.Stage: Int] = [:]
    for row in try db.rows(HotQuery.reviewProgress, [job]) {
      counts[try row.value("state")] = row["objects"]
    }
    let left = [ReviewTable.Stage.waiting, .leased, .draft].map { counts[$0] ?? 0 }.reduce(0, +)
    return ReviewProgress(
      reviewed: counts[.reviewed] ?? 0, left: left, returned: counts[.returned] ?? 0,
      gold: counts[.gold] ?? 0)
  }
}

/// What undo or redo of a review did.
package struct ReviewUndone: Hashable, Sendable {
  /// The journal entry that records the undoing or redoing.
  package let entry: EntryNumber
  /// The data object that changed, as it is now.
  package let item: ReviewItem
  /// What was undone or redone, such as `accept anpan`.
  package let description: String
}
