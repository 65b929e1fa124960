import AnnotationModel
import Interchange

/// A job as an import would make it.
struct PlannedJob {
  /// Where its files are.
  let folder: JobFolder
  /// What its manifest says under its attribute; nil when it has only raw answers or only images.
  let attribute: ManifestSurvey.Attribute?
  /// The whole manifest; nil when there is none.
  let manifest: ManifestSurvey?
  /// The raw answers; nil when they belong to another job of the same folder, or there are none.
  let answers: AnswerSurvey?
  /// The name of the job.
  var name: String
  /// What is asked; nil when Plumbline has no such task.
  let task: TaskType?
  /// What the type is called in the file.
  let typeName: String
  /// The labels, at the places of their class indexes.
  let labels: [String]
  /// The place in the plan of the job whose answers this one began with.
  var parent: Int?
  /// What a person should know about it.
  var notes: [String]

  /// The attribute name in the project.
  var attributeName: LabelAttributeName? {
    guard let task else { return nil }
    let wanted = attribute?.name ?? name
    return (try? LabelAttributeName(wanted, for: task))
      ?? LabelAttributeName(legalizing: wanted, for: task)
  }

  /// How many people answered each image, for the job's rules.
  var annotatorsPerImage: Int {
    guard let answers, answers.objects > 0 else { return 1 }
    return max(1, Int((Double(answers.answers) / Double(answers.objects)).rounded()))
  }
}

extension ManifestKind {
  /// The task of the project that is the same; nil when there is none.
  var task: TaskType? {
    switch self {
    case .boundingBox: .boundingBox
    case .semanticSegmentation: .semanticSegmentation
    case .imageClassification: .imageClassification
    case .multiLabelClassification: .multiLabelClassification
    case .labelVerification: .labelVerification
    case .other: nil
    }
  }

  /// As messages name it: video, point cloud and custom jobs by what they are.
  var title: String {
    guard case .other(let written) = self else { return task?.rawValue ?? "" }
    let lower = written.lowercased()
    if lower.contains("video") { return "video (\(written))" }
    if lower.contains("point_cloud") || lower.contains("point-cloud") {
      return "point cloud (\(written))"
    }
    if lower.contains("text") { return "text (\(written))" }
    return written.isEmpty ? "unknown type" : "custom (\(written))"
  }
}
