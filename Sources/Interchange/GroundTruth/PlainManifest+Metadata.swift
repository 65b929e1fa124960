import AnnotationModel

extension PlainManifest {
  /// What the metadata of a label may say, each once.
  private struct Found: OptionSet {
    let rawValue: UInt8
    static let objects = Found(rawValue: 1)
    static let classMap = Found(rawValue: 2)
    static let type = Found(rawValue: 4)
    static let human = Found(rawValue: 8)
    static let date = Found(rawValue: 16)
    static let job = Found(rawValue: 32)
  }

  /// Takes the metadata of a label that was read before.
  mutating func takeAttribute(_ label: Label, metadataKey: String) -> ManifestAttribute? {
    var metadata = ManifestMetadata()
    var found: Found = []
    classes.beginLine()
    confidences.removeAll(keepingCapacity: true)
    guard text.take(0x7B) else { return nil }
    repeat {
      guard let key = text.takeString(), text.takeSeparator(0x3A),
        let part = takePart(key, into: &metadata), found.insert(part).inserted
      else { return nil }
    } while text.takeSeparator(0x2C)
    guard text.take(0x7D), found.contains([.objects, .classMap, .type]),
      let boxes = named(label)
    else { return nil }
    return ManifestAttribute(
      name: label.name, metadataKey: metadataKey, kind: .boundingBox, metadata: metadata,
      content: .boxes(ManifestBoxes(imageSize: label.size, depth: label.depth, boxes: boxes)))
  }

  private mutating func takePart(
    _ key: Range<Int>, into metadata: inout ManifestMetadata
  ) -> Found? {
    if text.matches("objects", key) { return takeConfidences() ? .objects : nil }
    if text.matches("class-map", key) { return takeClassMap() ? .classMap : nil }
    guard let value = text.takeString() else { return nil }
    if text.matches("type", key) {
      return text.matches("groundtruth/object-detection", value) ? .type : nil
    }
    if text.matches("human-annotated", key) {
      metadata.isHumanAnnotated = text.matches("yes", value)
      return text.matches("yes", value) || text.matches("no", value) ? .human : nil
    }
    if text.matches("creation-date", key) {
      metadata.createdAt = dates.moment(value, of: text)
      return metadata.createdAt == nil ? nil : .date
    }
    if text.matches("job-name", key) {
      metadata.jobName = jobName.text(value, of: text) { ManifestMetadata.jobName(from: $0) }
      return .job
    }
    return nil
  }

  /// One confidence for each box, each alone in its object.
  private mutating func takeConfidences() -> Bool {
    guard text.take(0x5B) else { return false }
    if text.take(0x5D) { return true }
    repeat {
      guard text.take("{\"confidence\"") && text.takeSeparator(0x3A) else { return false }
      let start = text.index
      guard let value = text.takeNumber(), (0...1).contains(value), value.sign == .plus else {
        return false
      }
      confidences.append(
        (value, value == 0 && text.matches("0.00", start..<text.index)))
      guard text.take(0x7D) else { return false }
    } while text.takeSeparator(0x2C)
    return text.take(0x5D)
  }

  private mutating func takeClassMap() -> Bool {
    guard text.take(0x7B) else { return false }
    if text.take(0x7D) { return true }
    repeat {
      guard text.take(0x22),
        let id = text.takeInteger(upTo: PlainClasses.largestID),
        text.take(0x22), text.takeSeparator(0x3A), let name = text.takeString(),
        classes.add(name, of: text, at: id)
      else { return false }
    } while text.takeSeparator(0x2C)
    return text.take(0x7D)
  }

  /// Joins the boxes of a label with their names and confidences.
  private func named(_ label: Label) -> [ManifestBox]? {
    let count = label.annotations.count
    guard confidences.count == count else { return nil }
    let isMeasured = confidences.contains { $0.value != 0 }
    let bounds = label.size.bounds
    var boxes: [ManifestBox] = []
    boxes.reserveCapacity(count)
    for (confidence, annotation) in zip(confidences, annotations[label.annotations]) {
      guard let name = classes[annotation.classID], annotation.box.intersection(bounds) != nil
      else { return nil }
      boxes.append(
        ManifestBox(
          classID: annotation.classID, name: name, box: annotation.box,
          confidence: !isMeasured || confidence.isPlaceholder
            ? nil : Confidence(confidence.value)))
    }
    return boxes
  }
}
