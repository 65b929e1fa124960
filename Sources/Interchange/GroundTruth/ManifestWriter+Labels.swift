import AnnotationModel

extension ManifestWriter {
  /// Writes the value of a label attribute: an index, a string for verifications, or an array.
  func writeLabel(_ answer: LabelAnswer, to json: inout JSONWriter) {
    switch answer.kind {
    case .single(let label): json.integer(label.classID)
    case .verdict(let label, _): json.string(String(label.classID))
    case .several(let labels):
      json.beginArray()
      for label in labels { json.integer(label.classID) }
      json.endArray()
    }
  }

  /// Writes the metadata in the order of the developer guide's examples (`sms-data-output`).
  func writeLabelMetadata(_ answer: LabelAnswer, to json: inout JSONWriter) {
    switch answer.kind {
    case .single(let label):
      writeOne(label, answer, type: "groundtruth/image-classification", to: &json)
    case .verdict(let label, let comments):
      writeOne(label, answer, type: "groundtruth/label-verification", to: &json)
      writeComments(comments, to: &json)
    case .several(let labels): writeSeveral(labels, answer, to: &json)
    }
  }

  private func writeOne(
    _ label: ManifestLabel, _ answer: LabelAnswer, type: String, to json: inout JSONWriter
  ) {
    json.key("class-name")
    json.string(label.name)
    json.key("confidence")
    json.raw(Self.decimal(label.confidence)[...])
    json.key("type")
    json.string(type)
    json.key("job-name")
    json.string(jobName)
    writeMaking(answer, to: &json)
  }

  /// Ground Truth leaves the key out when nobody wrote anything.
  private func writeComments(_ comments: [String], to json: inout JSONWriter) {
    guard !comments.isEmpty else { return }
    json.key("worker-feedback")
    json.beginArray()
    for comment in comments {
      json.beginObject()
      json.key("comment")
      json.string(comment)
      json.endObject()
    }
    json.endArray()
  }

  private func writeSeveral(
    _ labels: [ManifestLabel], _ answer: LabelAnswer, to json: inout JSONWriter
  ) {
    json.key("job-name")
    json.string(jobName)
    json.key("class-map")
    json.beginObject()
    for label in labels {
      json.key(String(label.classID))
      json.string(label.name)
    }
    json.endObject()
    writeMaking(answer, to: &json)
    json.key("confidence-map")
    json.beginObject()
    let isZeroKept = labels.contains { ($0.confidence?.value ?? 0) > 0 }
    for label in labels {
      json.key(String(label.classID))
      json.raw(Self.decimal(label.confidence, isZeroKept: isZeroKept)[...])
    }
    json.endObject()
    json.key("type")
    json.string("groundtruth/image-classification-multilabel")
  }

  /// Writes what the pixels of a mask mean; a class without a colour of its own gets none.
  func writeColorMap(_ answer: MaskAnswer, to json: inout JSONWriter) {
    json.key("internal-color-map")
    json.beginObject()
    for item in answer.classes {
      json.key(String(item.index ?? 0))
      json.beginObject()
      json.key("class-name")
      json.string(item.name)
      if let color = item.color {
        json.key("hex-color")
        json.string(HexColor.text(of: color))
      }
      json.key("confidence")
      json.raw(Self.decimal(item.confidence)[...])
      json.endObject()
    }
    json.endObject()
  }
}
