package import AnnotationModel

/// The number of a journal entry in this database, from 1; shown as `saved #n`.
package typealias EntryNumber = Int64

/// What kind of action a journal entry records.
package enum EntryKind: String, Hashable, Sendable, CaseIterable {
  /// The project was made.
  case project
  /// A person, identity or role was added, or persons were merged.
  case person
  /// A job was added.
  case job
  /// The rules were set by which a job's images go out.
  case rules
  /// Images came in.
  case images
  /// Images became data objects of a job.
  case dataObjects
  /// Layers came in.
  case layers
  /// Whole jobs came in, with their images and answers.
  case folder
  /// Images of a job were assigned to parts such as train and validation.
  case split
  /// Labels of jobs were renamed, merged or dropped.
  case relabel
  /// A consolidation run was published.
  case run
  /// Shapes of a layer were changed.
  case edit
  /// A layer was given as an answer.
  case submit
  /// A submitted layer was taken up again.
  case reopen
  /// A data object was put aside.
  case skip
  /// A submitted layer was sent back to its maker.
  case returned
  /// A reviewer decided about shapes.
  case decide
  /// A reviewer finished an image: their layer is the answer.
  case finish
  /// A lead decided between the answers to an image.
  case adjudicate
  /// An image was brought back to how it stood after an earlier entry.
  case restore
  /// The folder of images was noted to be elsewhere.
  case relink
  /// An image was taken back from somebody who had not submitted it.
  case reclaim
  /// What was known about an image or a person was removed.
  case purge
  /// An earlier entry was taken back.
  case undo
  /// An undone entry was done again.
  case redo
}

/// The header of a journal entry, as `log` shows it.
package struct JournalEntry: Hashable, Sendable {
  /// Its number in this database.
  package let number: EntryNumber
  /// Stable across databases.
  package let id: ID<JournalEntry>
  /// Who did it; nil when nobody in particular did.
  package let person: ID<Person>?
  /// The job it belongs to, if any.
  package let job: ID<Job>?
  /// The image it touched, if it touched one.
  package let image: ID<Image>?
  /// What was done.
  package let kind: EntryKind
  /// When it was done.
  package let moment: Timestamp
  /// The entry that it takes back or does again.
  package let undoes: EntryNumber?
}

/// What verifying the journal found.
package struct JournalReport: Hashable, Sendable {
  /// Entries looked at.
  package var entries = 0
  /// Entries whose payload was removed by a purge.
  package var purgedPayloads = 0
  /// What does not hold, one sentence each; empty when all is well.
  package var problems: [String] = []
}
