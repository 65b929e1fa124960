package import AnnotationModel

/// Writes manifest lines as Rekognition Custom Labels reads them.
///
/// Boxes are as in Ground Truth. Several labels of an image are several attributes, numbered from
/// 0, each of type `image-classification` (Custom Labels guide, `md-create-manifest-file`): arrays
/// are not read. Nothing but the image and the answer is in a line.
package struct CustomLabelsWriter: Sendable {
  private let boxes: ManifestWriter
  private let attribute: String
  private let jobName: String

  /// Writes answers under an attribute name; `jobName` is given without `labeling-job/`.
  package init(attribute: LabelAttributeName, jobName: String) {
    boxes = ManifestWriter(attribute: attribute, jobName: jobName, passThrough: .sourceOnly)
    self.attribute = attribute.description
    self.jobName = "labeling-job/" + jobName
  }

  /// The line for boxes, without a line end.
  package func line(for answer: BoxAnswer) throws(InterchangeError) -> [UInt8] {
    try boxes.line(for: answer)
  }

  /// The line for labels of the whole image, without a line end.
  ///
  /// A confidence that was not measured is written as 1, which the service ignores.
  package func line(
    for labels: [ManifestLabel], of reference: SourceReference, isHumanAnnotated: Bool,
    createdAt: Timestamp
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("source-ref")
    json.string(reference.description)
    for (number, label) in labels.enumerated() {
      json.key("\(attribute)\(number)")
      json.integer(label.classID)
      json.key("\(attribute)\(number)-metadata")
      json.beginObject()
      json.key("class-name")
      json.string(label.name)
      json.key("confidence")
      json.double(label.confidence?.value ?? 1)
      json.key("type")
      json.string("groundtruth/image-classification")
      json.key("job-name")
      json.string(jobName)
      json.key("human-annotated")
      json.string(isHumanAnnotated ? "yes" : "no")
      json.key("creation-date")
      json.string(createdAt.description)
      json.endObject()
    }
    json.endObject()
    return json.bytes
  }
}
