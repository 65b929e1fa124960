package import AnnotationModel

/// What is to become of one label of one job.
package struct LabelChange: Hashable, Sendable {
  /// The job.
  package let job: ID<Job>
  /// The label as it is.
  package let label: ID<Label>
  /// What it becomes.
  package let action: Action

  /// A change of a label.
  package enum Action: Hashable, Sendable {
    /// It gets another name, in every job that has it.
    case rename(String)
    /// Its things get another label of the job; its class index stays, unused.
    case merge(into: ID<Label>)
    /// Its things go; its class index stays, unused.
    case drop
  }

  /// Describes a change.
  package init(job: ID<Job>, label: ID<Label>, action: Action) {
    self.job = job
    self.label = label
    self.action = action
  }
}

/// What a change of labels came to.
package struct Relabelled: Hashable, Sendable {
  /// The journal entry, for taking it back; nil when nothing changed.
  package let entry: EntryNumber?
  /// Things that have another label or are gone, with those whose label has another name.
  package let things: Int
}
