import AnnotationModel

/// What a reviewer said of one shape.
package enum ReviewVerdict: String, Hashable, Sendable, Codable, CaseIterable {
  /// It is right as it is.
  case accepted
  /// It is not there, and is left out.
  case rejected
  /// It has another label.
  case relabelled
  /// It is elsewhere.
  case fixed
  /// It was missing.
  case added
}

/// Where the review of a data object stands.
package enum ReviewState: String, Hashable, Sendable, Codable {
  /// Nobody has decided anything.
  case waiting
  /// A reviewer has begun.
  case draft
  /// A reviewer's layer is the answer.
  case reviewed
  /// It is back with its annotators.
  case returned
}

/// How the review of a data object stands, as far as undo brings it back.
struct ReviewStanding: Hashable, Codable {
  var state: ReviewState
  /// Who reviews it or has reviewed it.
  var reviewer: ID<Person>?
  /// The reviewer's layer.
  var layer: ID<Layer>?
  /// Why it was sent back.
  var reason = ""

  /// How everybody stands before the first decision.
  static let untouched = ReviewStanding(state: .waiting)
}

/// One action of a reviewer on one data object; the header names reviewer, job and image.
struct ReviewRecord: Hashable, Codable {
  var before: ReviewStanding
  var after: ReviewStanding
  /// Changes of the shapes of the reviewer's layer, in their order.
  var changes: [ShapeChange] = []
  /// What was said of shapes, in the same order.
  var verdicts: [VerdictChange] = []
  /// The layer that the reviewer's starts as a copy of, when the action begins it.
  var copyOf: ID<Layer>?

  /// What was said of one shape before and after; nil where nothing was.
  struct VerdictChange: Hashable, Codable {
    var number: Int
    var before: Verdict?
    var after: Verdict?
  }

  /// A verdict with its reason.
  struct Verdict: Hashable, Codable {
    var verdict: ReviewVerdict
    var reason = ""
  }

  /// The layer that the changes are about.
  var layer: ID<Layer>? { after.layer ?? before.layer }

  /// The action that takes this one back.
  var inverse: ReviewRecord {
    ReviewRecord(
      before: after, after: before, changes: changes.reversed().map(\.inverse),
      verdicts: verdicts.reversed().map {
        VerdictChange(number: $0.number, before: $0.after, after: $0.before)
      }, copyOf: copyOf)
  }
}

/// The sending back of an image to all whose answers it came from.
struct SendBackRecord: Hashable, Codable {
  var review: ReviewRecord
  /// What it changes for each annotator.
  var answers: [WorkRecord]

  /// The action that takes this one back.
  var inverse: SendBackRecord {
    SendBackRecord(review: review.inverse, answers: answers.reversed().map(\.inverse))
  }
}
