package import AnnotationModel

/// A job that is about to be set up.
package struct JobDraft: Hashable, Sendable {
  /// Unique within the project.
  package var name: String
  /// The manifest key of its answers; need not be unique.
  package var attribute: LabelAttributeName
  /// What is asked.
  package var task: TaskType
  /// The labels in the order of their class indexes.
  package var labels: [LabelDraft]
  /// How many persons answer each image, at least 1.
  package var annotatorsPerImage: Int
  /// The job that this one continues; nil for a fresh job.
  package var parent: ID<Job>?

  /// Describes a job.
  package init(
    name: String, attribute: LabelAttributeName, task: TaskType, labels: [LabelDraft],
    annotatorsPerImage: Int = 1, parent: ID<Job>? = nil
  ) {
    self.name = name
    self.attribute = attribute
    self.task = task
    self.labels = labels
    self.annotatorsPerImage = max(1, annotatorsPerImage)
    self.parent = parent
  }
}

/// A label of a job that is about to be set up.
package enum LabelDraft: Hashable, Sendable {
  /// A label that the project has already, shared with other jobs.
  case existing(ID<Label>)
  /// A new label; colour nil takes the next of `Label.defaultColors`, code nil the name's start.
  case new(
    name: String, localNames: [String: String] = [:], code: String? = nil, aliases: [String] = [],
    color: UInt32? = nil, line: Label.LineStyle? = nil, threshold: Confidence? = nil)
}
