/// The kind of question that a job asks of its images.
package enum TaskType: String, Hashable, Sendable, Codable, CaseIterable {
  case boundingBox
  case semanticSegmentation
  case imageClassification
  case multiLabelClassification
  case labelVerification
}

/// One question asked of images.
package struct Job: Hashable, Sendable {
  /// Stable across databases.
  package let id: ID<Job>
  /// Unique within a project; any script.
  package var name: String
  /// The manifest key of its answers; chained jobs may share one.
  package var attribute: LabelAttributeName
  /// What is asked.
  package var task: TaskType
  /// The labels in their order; the class index of a label is its position here, fixed once used.
  package var labels: [Label]
  /// Labels that keep their class index but are no longer chosen: merged into others or dropped.
  package var retired: Set<ID<Label>> = []
  /// How many persons answer each image, at least 1.
  package var annotatorsPerImage: Int
  /// The job whose answers these images started from; nil for a fresh job.
  package var parent: ID<Job>?

  /// Makes a job; the label names must differ.
  package init(
    id: ID<Job>, name: String, attribute: LabelAttributeName, task: TaskType, labels: [Label],
    annotatorsPerImage: Int = 1, parent: ID<Job>? = nil
  ) throws(ModelError) {
    var seen = Set<String>()
    for label in labels where !seen.insert(label.name).inserted {
      throw .duplicateLabel(name: label.name)
    }
    self.id = id
    self.name = name
    self.attribute = attribute
    self.task = task
    self.labels = labels
    self.annotatorsPerImage = max(1, annotatorsPerImage)
    self.parent = parent
  }

  /// The labels that shapes may get, in the order of the job.
  package var choices: [Label] {
    retired.isEmpty ? labels : labels.filter { !retired.contains($0.id) }
  }

  /// What a label is called that stands for a class index of which no file gave the name.
  package static func placeholder(_ index: Int) -> String { "class \(index)" }

  /// The same question with only those labels that an answer can be about.
  ///
  /// Retired labels and stand-ins for unnamed classes are left out, unless they are in `used`. Class
  /// indexes are others then.
  package func reduced(toUsed used: Set<ID<Label>>) -> Job {
    var job = self
    job.labels = labels.enumerated().filter { index, label in
      used.contains(label.id)
        || !retired.contains(label.id) && label.name != Self.placeholder(index)
    }.map(\.element)
    job.retired = []
    return job
  }

  /// The class index of a label in this job; nil when it is not one of its labels.
  package func classIndex(of label: ID<Label>) -> Int? {
    labels.firstIndex { $0.id == label }
  }

  /// The label with this name in files; nil when the job has none.
  package func label(named name: String) -> Label? {
    labels.first { $0.name == name }
  }
}
