package import AnnotationModel

/// Names a data object within this database.
package struct DataObjectKey: Hashable, Sendable {
  let value: RowKey
}

/// A data object as one annotator sees it: the picture and the annotator's own answer, never
/// anybody else's.
package struct WorkItem: Hashable, Sendable {
  /// Names the data object in calls.
  package let dataObject: DataObjectKey
  /// Its place in the job, from 0; dense and never changing.
  package let index: Int
  /// The picture.
  package let image: Image
  /// Where the annotator stands with it.
  package let state: AssignmentState
  /// Why it was skipped or returned; empty when it was not.
  package let reason: String
  /// The annotator's own answer; nil when nothing was drawn.
  package let layer: Layer?
  /// The number for the next shape that is added.
  package let nextShapeNumber: Int
}

/// How far one annotator is in one job.
package struct Progress: Hashable, Sendable {
  /// Data objects of the job.
  package let total: Int
  /// How many the annotator has touched, by their state.
  package let byState: [AssignmentState: Int]

  /// Data objects that the annotator has submitted.
  package var submitted: Int { byState[.submitted] ?? 0 }
  /// Data objects that the annotator has put aside.
  package var skipped: Int { byState[.skipped] ?? 0 }
}

/// What undo or redo did.
package struct Undone: Hashable, Sendable {
  /// The journal entry that records the undoing or redoing.
  package let entry: EntryNumber
  /// The data object that changed, as it is now.
  package let item: WorkItem
  /// What was undone or redone, such as `add anpan`.
  package let description: String

  /// The place of the data object in the job, from 0.
  package var index: Int { item.index }
}
