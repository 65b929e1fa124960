package import AnnotationModel

/// Writes augmented manifest lines of all image task types as Ground Truth does.
///
/// Keys come in the documented order, because some readers unpack them by position: the source,
/// what the input line carried besides, the attribute (`image_size` as width, height, depth; each
/// annotation as class_id, left, top, width, height), the metadata (`objects`, `class-map`, `type`,
/// `human-annotated`, `creation-date`, `job-name`). Keys of the same names in the input line are
/// replaced. Pixels are whole: edges rounded, then subtracted.
///
/// A confidence that was not measured is `0.00`; a measured one has the fewest digits that give it
/// to a millionth. Zeros throughout mean "not measured" to every reader, so where nothing in a line
/// was measured above zero, a measured zero is written as a millionth; elsewhere it is `0.0`.
package struct ManifestWriter: Sendable {
  /// Which keys of the input line are kept.
  package enum PassThrough: Sendable {
    /// All of them.
    case everything
    /// Only the source, for readers that take a single attribute per line.
    case sourceOnly
  }

  private let attribute: String
  private let metadataKey: String
  let jobName: String
  private let keys = Keys()
  private let passThrough: PassThrough

  /// Writes answers under an attribute name; `jobName` is given without `labeling-job/`.
  package init(
    attribute: LabelAttributeName, jobName: String, passThrough: PassThrough = .everything
  ) {
    self.attribute = attribute.description
    metadataKey = attribute.description + "-metadata"
    self.jobName = "labeling-job/" + jobName
    self.passThrough = passThrough
  }

  /// The line for one answer, without a line end.
  ///
  /// Throws when a class index is negative or has two names in this answer, a name is not
  /// printable, or a box lies outside the image.
  package func line(for answer: BoxAnswer) throws(InterchangeError) -> [UInt8] {
    let origin = RecordOrigin(file: answer.source.text)
    let classes = try classMap(of: answer, origin: origin)
    let pixels = try pixelBoxes(of: answer, origin: origin)
    var json = JSONWriter(capacity: 512 + 96 * answer.boxes.count)
    json.beginObject()
    try writeSource(answer.source, origin: origin, to: &json)
    json.key(attribute)
    writeBoxes(answer, pixels, to: &json)
    json.key(metadataKey)
    writeMetadata(answer, classes, to: &json)
    json.endObject()
    return json.bytes
  }

  /// The line for an answer about the whole image, without a line end.
  ///
  /// Throws when a class index is negative or has two names, and when a name is not printable.
  package func line(for answer: LabelAnswer) throws(InterchangeError) -> [UInt8] {
    let origin = RecordOrigin(file: answer.source.text)
    try check(answer.labels.map { ($0.classID, $0.name) }, origin: origin)
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    try writeSource(answer.source, origin: origin, to: &json)
    json.key(attribute)
    writeLabel(answer, to: &json)
    json.key(metadataKey)
    json.beginObject()
    writeLabelMetadata(answer, to: &json)
    writeAdjustment(answer, to: &json)
    json.endObject()
    json.endObject()
    return json.bytes
  }

  /// The line for a mask, without a line end.
  ///
  /// Throws when a name is not printable, or two classes have one index or one colour.
  package func line(for answer: MaskAnswer) throws(InterchangeError) -> [UInt8] {
    let origin = RecordOrigin(file: answer.source.text)
    try check(answer.classes.map { ($0.index ?? 0, $0.name) }, origin: origin)
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    try writeSource(answer.source, origin: origin, to: &json)
    json.key(attribute)
    json.string(answer.reference)
    json.key(metadataKey)
    json.beginObject()
    writeColorMap(answer, to: &json)
    json.key("type")
    json.string("groundtruth/semantic-segmentation")
    writeMaking(answer, to: &json)
    json.key("job-name")
    json.string(jobName)
    writeAdjustment(answer, to: &json)
    json.endObject()
    json.endObject()
    return json.bytes
  }

  /// Adds a line and its line end to a file.
  package func append(
    _ answer: BoxAnswer, to file: inout AtomicFile
  ) throws(InterchangeError) {
    var bytes = try line(for: answer)
    bytes.append(0x0A)
    try file.append(bytes)
  }

  private func writeBoxes(
    _ answer: BoxAnswer, _ pixels: [PixelBox], to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("image_size")
    json.beginArray()
    json.beginObject()
    json.member(keys.width, answer.imageSize.width)
    json.member(keys.height, answer.imageSize.height)
    json.member(keys.depth, answer.depth)
    json.endObject()
    json.endArray()
    json.key("annotations")
    json.beginArray()
    for (box, pixel) in zip(answer.boxes, pixels) {
      json.beginObject()
      json.member(keys.classID, box.classIndex)
      json.member(keys.left, pixel.left)
      json.member(keys.top, pixel.top)
      json.member(keys.width, pixel.width)
      json.member(keys.height, pixel.height)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func writeMetadata(
    _ answer: BoxAnswer, _ classes: [(Int, String)], to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("objects")
    json.beginArray()
    let isZeroKept = answer.boxes.contains { ($0.confidence?.value ?? 0) > 0 }
    for box in answer.boxes {
      json.beginObject()
      json.key(keys.confidence)
      json.raw(Self.decimal(box.confidence, isZeroKept: isZeroKept)[...])
      json.endObject()
    }
    json.endArray()
    json.key("class-map")
    json.beginObject()
    for (index, name) in classes {
      json.key(String(index))
      json.string(name)
    }
    json.endObject()
    json.key("type")
    json.string("groundtruth/object-detection")
    writeMaking(answer, to: &json)
    json.key("job-name")
    json.string(jobName)
    writeAdjustment(answer, to: &json)
    json.endObject()
  }

  /// Writes who made an answer and when.
  func writeMaking(_ answer: some ManifestAnswer, to json: inout JSONWriter) {
    json.key("human-annotated")
    json.string(answer.isHumanAnnotated ? "yes" : "no")
    json.key("creation-date")
    json.string(answer.createdAt.description)
  }

  private func writeAdjustment(_ answer: some ManifestAnswer, to json: inout JSONWriter) {
    guard let adjustment = answer.adjustment else { return }
    json.key("adjustment-status")
    json.string(adjustment.rawValue)
  }

  private func writeSource(
    _ source: BoxAnswer.Source, origin: RecordOrigin, to json: inout JSONWriter
  ) throws(InterchangeError) {
    switch source {
    case .reference(let reference):
      json.key("source-ref")
      json.string(reference.description)
    case .line(let object):
      let isSource = { (member: ManifestObject.Member) in
        member.name == "source-ref" || member.name == "source"
      }
      let others = object.members.filter {
        !isSource($0) && $0.name != attribute && $0.name != metadataKey
      }
      let kept = passThrough == .everything ? others : []
      for member in object.members.filter(isSource) + kept {
        json.rawKey(object.bytes[member.keyRange])
        try write(object.rawValue(of: member), origin: origin, to: &json)
      }
    }
  }

  /// Writes a value as it came; only a line break between its parts would end the line early.
  private func write(
    _ value: ArraySlice<UInt8>, origin: RecordOrigin, to json: inout JSONWriter
  ) throws(InterchangeError) {
    if value.contains(0x0A) || value.contains(0x0D) {
      json.value(try JSONValue(parsing: Array(value), origin: origin))
    } else {
      json.raw(value)
    }
  }
}

extension ManifestWriter {
  /// The keys that a line repeats for each box.
  private struct Keys {
    let classID = JSONWriter.Key("class_id")
    let left = JSONWriter.Key("left")
    let top = JSONWriter.Key("top")
    let width = JSONWriter.Key("width")
    let height = JSONWriter.Key("height")
    let depth = JSONWriter.Key("depth")
    let confidence = JSONWriter.Key("confidence")
  }

  /// The classes that an answer uses, by index.
  private func classMap(
    of answer: BoxAnswer, origin: RecordOrigin
  ) throws(InterchangeError) -> [(Int, String)] {
    let names = try check(answer.boxes.map { ($0.classIndex, $0.name) }, origin: origin)
    return names.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The names by index; throws when an index is negative or has two names, and for a name that
  /// is not printable.
  @discardableResult
  private func check(
    _ classes: [(index: Int, name: String)], origin: RecordOrigin
  ) throws(InterchangeError) -> [Int: String] {
    var names: [Int: String] = [:]
    for (index, name) in classes {
      guard index >= 0 else {
        throw origin.error(.outOfRange(key: "class_id", value: "\(index)", expected: "0 or more"))
      }
      guard !name.isEmpty, PrintableText.isClean(name) else {
        throw origin.error(.illegalName(key: "class-map", text: name))
      }
      let earlier = names.updateValue(name, forKey: index)
      if let earlier, earlier != name {
        throw origin.error(.conflictingClass(index: index, first: earlier, second: name))
      }
    }
    return names
  }

  private func pixelBoxes(
    of answer: BoxAnswer, origin: RecordOrigin
  ) throws(InterchangeError) -> [PixelBox] {
    var pixels: [PixelBox] = []
    pixels.reserveCapacity(answer.boxes.count)
    for (index, box) in answer.boxes.enumerated() {
      guard box.box.clamped(to: answer.imageSize) != nil else {
        throw origin.error(.boxOutside(attribute: attribute, number: index + 1))
      }
      pixels.append(PixelBox(rounding: box.box, in: answer.imageSize))
    }
    return pixels
  }

  /// A confidence with at most six decimals, `0.00` for none.
  static func decimal(_ confidence: Confidence?, isZeroKept: Bool = false) -> [UInt8] {
    guard let confidence else { return Array("0.00".utf8) }
    if confidence.value == 0, isZeroKept { return Array("0.0".utf8) }
    let millionths = max(1, Int((confidence.value * 1_000_000).rounded()))
    if millionths == 1_000_000 { return Array("1.0".utf8) }
    var digits = Array(String(1_000_000 + millionths).utf8.dropFirst())
    while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
    return Array("0.".utf8) + digits
  }
}

extension BoxAnswer.Source {
  /// The source as messages name it.
  var text: String {
    switch self {
    case .reference(let reference): reference.description
    case .line(let object):
      (object.member(named: "source-ref") ?? object.member(named: "source")).map {
        String(decoding: object.rawValue(of: $0), as: UTF8.self)
      } ?? "line without a source"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: Key, _ value: Int) {
    key(name)
    integer(value)
  }
}
