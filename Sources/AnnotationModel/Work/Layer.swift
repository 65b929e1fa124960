/// Who made a layer.
package enum Source: Hashable, Sendable, Codable {
  /// A person's own answer; imported Ground Truth workers are persons.
  case person(ID<Person>)
  /// A model, with the confidence below which it was not asked to answer.
  case model(name: String, version: String, confidenceFloor: Confidence?)
  /// A consolidation run.
  case run(ID<ConsolidationRun>)
  /// A person who decided between differing answers.
  case adjudication(ID<Person>)
  /// A reviewer's decision.
  case reviewer(ID<Person>)
  /// Known truth.
  case gold
  /// Somebody else's finished answers, named by where they came from.
  case imported(String)

  /// The place in the order that decides which layer is the answer; lower counts first.
  ///
  /// Nil for sources that are never the answer by themselves (models).
  package var answerRank: Int? {
    switch self {
    case .gold: 0
    case .reviewer: 1
    case .adjudication: 2
    case .run: 3
    case .imported: 4
    case .person: 5
    case .model: nil
    }
  }
}

/// The identity of a consolidation run; its parameters live in the store.
package enum ConsolidationRun {}

/// All the shapes and tags that one source gave to one image in one job in one round.
package struct Layer: Hashable, Sendable {
  /// Stable across databases.
  package let id: ID<Layer>
  /// The image that is described.
  package let image: ID<Image>
  /// The job that was asked.
  package let job: ID<Job>
  /// Who made it.
  package let source: Source
  /// 1 for the first answer, more for rework and repeated answers.
  package let round: Int
  /// The shapes, ordered by their number.
  package var shapes: [Shape]
  /// What applies to the image as a whole, in the order of its source.
  package var tags: [Tag]
  /// When the layer was begun, or submitted for imported answers.
  package let createdAt: Timestamp
  /// Seconds of active work; nil when not measured.
  package var activeSeconds: Double?
  /// What its maker wrote about it; empty when nothing.
  package var comment: String
  /// The layer it started from; nil when it was made from nothing.
  package let derivedFrom: ID<Layer>?

  /// Makes a layer.
  package init(
    id: ID<Layer>, image: ID<Image>, job: ID<Job>, source: Source, round: Int = 1,
    shapes: [Shape], tags: [Tag] = [], createdAt: Timestamp, activeSeconds: Double? = nil,
    comment: String = "", derivedFrom: ID<Layer>? = nil
  ) {
    self.id = id
    self.image = image
    self.job = job
    self.source = source
    self.round = round
    self.shapes = shapes.sorted { $0.number < $1.number }
    self.tags = tags
    self.createdAt = createdAt
    self.activeSeconds = activeSeconds
    self.comment = comment
    self.derivedFrom = derivedFrom
  }
}

/// Where a person stands with a data object.
package enum AssignmentState: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nobody has opened it for this person yet.
  case waiting
  /// Handed out, nothing drawn yet.
  case leased
  /// Begun and not submitted.
  case draft
  /// Given as an answer.
  case submitted
  /// Sent back by a reviewer with a reason.
  case returned
  /// Put aside by the annotator with a reason.
  case skipped
}
