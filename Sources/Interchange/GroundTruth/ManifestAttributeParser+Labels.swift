import AnnotationModel

extension ManifestAttributeParser {
  /// The label of a classification or verification: an index, as a number or as a string.
  func readLabel(
    _ range: Range<Int>, metadata: Metadata
  ) throws(InterchangeError) -> ManifestLabel {
    var value = reader.reader(of: range)
    let id = try readInteger(&value, key: name, within: 0...Self.largestClassID)
    guard let className = metadata.className else { throw value.failure(.missingKey("class-name")) }
    try checkName(className, key: "class-name")
    return ManifestLabel(
      classID: id, name: className, confidence: try readConfidence(metadata.parts["confidence"]))
  }

  /// The labels of a multi-label classification: an array of indexes.
  ///
  /// The built-in Image Classification algorithm takes the array inside a string.
  func readLabels(
    _ range: Range<Int>, metadata: Metadata
  ) throws(InterchangeError) -> [ManifestLabel] {
    var value = reader.reader(of: range)
    if try value.peek() == .string {
      let text = try value.readString(for: name)
      value = try JSONReader(Array(text.utf8), origin: reader.origin)
    }
    var ids: [Int] = []
    try value.beginArray(name)
    while try value.nextElement() {
      let id = try readInteger(&value, key: name, within: 0...Self.largestClassID)
      guard !ids.contains(id) else { throw value.failure(.duplicateKey("\(id)")) }
      ids.append(id)
    }
    let names = try readClassMap(metadata.classMap)
    let confidences = try readConfidenceMap(metadata.parts["confidence-map"])
    let isMeasured = confidences.values.contains { $0 != 0 }
    var labels: [ManifestLabel] = []
    for id in ids {
      guard let className = names[id] else {
        throw reader.origin.error(.unknownClass(attribute: name, classID: id))
      }
      let confidence = isMeasured ? confidences[id].flatMap(Confidence.init) : nil
      labels.append(ManifestLabel(classID: id, name: className, confidence: confidence))
    }
    return labels
  }

  /// What the checkers of a verification job wrote.
  func readComments(_ metadata: Metadata) throws(InterchangeError) -> [String] {
    guard let range = metadata.parts["worker-feedback"] else { return [] }
    let origin = reader.origin
    let value = try JSONValue(parsing: Array(reader.bytes[range]), origin: origin)
    guard let entries = value.array else {
      throw value.mismatch("worker-feedback", "an array", origin)
    }
    var comments: [String] = []
    for entry in entries {
      if let comment = try entry.text(of: "comment", origin) { comments.append(comment) }
    }
    return comments
  }

  /// One number; zero stands for "not measured", as Ground Truth writes it for a single worker.
  func readConfidence(_ range: Range<Int>?) throws(InterchangeError) -> Confidence? {
    guard let range else { return nil }
    var value = reader.reader(of: range)
    if try value.peek() == .null { return nil }
    let number = try value.readDouble(for: "confidence")
    guard let confidence = Confidence(number) else {
      throw value.failure(.outOfRange(key: "confidence", value: "\(number)", expected: "0 to 1"))
    }
    return confidence.value == 0 ? nil : confidence
  }

  /// Confidences by class index; entries of classes that were not chosen occur and do no harm.
  private func readConfidenceMap(_ range: Range<Int>?) throws(InterchangeError) -> [Int: Double] {
    guard let range else { return [:] }
    var numbers: [Int: Double] = [:]
    var value = reader.reader(of: range)
    try value.beginObject("confidence-map")
    while let key = try value.nextKey() {
      let number = try value.readDouble(for: key)
      guard (0...1).contains(number) else {
        throw value.failure(.outOfRange(key: key, value: "\(number)", expected: "0 to 1"))
      }
      guard let id = Int(key) else { continue }
      guard numbers.updateValue(number, forKey: id) == nil else {
        throw value.failure(.duplicateKey(key))
      }
    }
    return numbers
  }

  /// Throws when a name is empty or holds control characters.
  func checkName(_ text: String, key: String) throws(InterchangeError) {
    guard !text.isEmpty, PrintableText.isClean(text) else {
      throw reader.origin.error(.illegalName(key: key, text: text))
    }
  }
}
