package import AnnotationModel

/// A journal entry with the names of whom and what it is about, for people to read.
package struct LogEntry: Hashable, Sendable {
  /// The entry.
  package let header: JournalEntry
  /// The name of the person who did it, merges followed; nil when nobody in particular did.
  package let personName: String?
  /// The name of the job it belongs to, if any.
  package let jobName: String?
  /// Where the image that it touched is looked for first; nil when it touched none.
  package let place: Image.Location.Place?
  /// What was done, in a few words in the past tense, such as `added anpan`.
  ///
  /// Names in it are as people gave them, so it has to be made printable before it is shown.
  package let summary: String
}
