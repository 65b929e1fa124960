package import AnnotationModel

/// A data object between whose answers a lead decides.
package struct AdjudicationItem: Hashable, Sendable {
  /// Names the data object in calls.
  package let dataObject: DataObjectKey
  /// Its place in the job, from 0.
  package let index: Int
  /// The picture.
  package let image: Image
  /// Where this lead stands with it.
  package let state: AdjudicationState
  /// The lead's layer; nil until it was begun.
  package let layer: Layer?
  /// The number for the next shape that is added to the layer.
  package let nextShapeNumber: Int
  /// Everybody's submitted answers.
  package let answers: [SubmittedLayer]
  /// Who made the answer that counts now; nil without one.
  package let answeredBy: Source?
}

/// What an adjudication starts from when nothing of it is there yet.
package struct AdjudicationStart: Hashable, Sendable {
  /// Shapes with their numbers.
  package var shapes: [Shape]
  /// What applies to the image as a whole.
  package var tags: [Tag]

  /// Describes a start; what it says was not decided yet, so nothing is sure about it.
  package init(shapes: [Shape] = [], tags: [Tag] = []) {
    self.shapes = shapes
    self.tags = tags
  }
}

/// What undo or redo of a lead's action did.
package struct AdjudicationUndone: Hashable, Sendable {
  /// The journal entry that records the undoing or redoing.
  package let entry: EntryNumber
  /// The data object that changed, as it is now; nil when a run was published or taken back.
  package let item: AdjudicationItem?
  /// What was undone or redone, in a few words.
  package let description: String
}
