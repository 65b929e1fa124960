import AnnotationModel

/// Reads one worker-response file: the answers of several workers about one data object.
///
/// The file does not name the object; its folder does. A bad answer is reported and the others are
/// still read.
package struct WorkerResponseReader: Sendable {
  /// The answers that could be read, in file order.
  package let answers: [WorkerAnswer]
  /// Why the others could not.
  package let rejected: [InterchangeError]

  /// Reads a file; throws when it cannot be read or is no worker response.
  package init(_ path: LocalPath) throws(InterchangeError) {
    try self.init(parsing: try path.contents(), file: path.description)
  }

  /// Reads the bytes of a file; `file` names it in messages.
  package init(parsing bytes: [UInt8], file: String) throws(InterchangeError) {
    let origin = RecordOrigin(file: file)
    let document = try JSONValue(parsing: bytes, origin: origin)
    guard document.members != nil else { throw document.mismatch("file", "an object", origin) }
    let list = try document["answers"].required("answers", origin)
    guard let entries = list.array else { throw list.mismatch("answers", "an array", origin) }
    (answers, rejected) = WorkerAnswer.all(in: entries, file: file)
  }
}

extension WorkerAnswer {
  /// Reads a list of answers; a bad one is reported and the others are still read.
  static func all(
    in entries: [JSONValue], file: String
  ) -> (answers: [WorkerAnswer], rejected: [InterchangeError]) {
    var answers: [WorkerAnswer] = []
    var rejected: [InterchangeError] = []
    for (index, entry) in entries.enumerated() {
      let origin = RecordOrigin(file: file, part: "answer \(index + 1)")
      do throws(InterchangeError) {
        answers.append(try WorkerAnswer(entry, origin: origin))
      } catch {
        rejected.append(error)
      }
    }
    return (answers, rejected)
  }

  /// Reads one element of `answers`.
  init(_ value: JSONValue, origin: RecordOrigin) throws(InterchangeError) {
    guard value.members != nil else { throw value.mismatch("answers", "an object", origin) }
    var warnings: [InterchangeError] = []
    let worker = try value.text(of: "workerId", origin).required("workerId", origin)
    guard !worker.isEmpty, PrintableText.isClean(worker) else {
      throw origin.error(.illegalName(key: "workerId", text: worker))
    }
    workerID = worker
    subject = value["workerMetadata"]?["identityData"]?["sub"]?.string
    acceptedAt = try Self.time("acceptanceTime", in: value, origin, &warnings)
    submittedAt = try Self.time("submissionTime", in: value, origin, &warnings)
    seconds = try value.number(of: "timeSpentInSeconds", within: 0...1e9, origin)
    let given = try value["answerContent"].required("answerContent", origin)
    let body = try Self.unwrapped(given, origin)
    let element = Self.element(of: body)
    content = try Self.content(of: element, whole: body, origin, &warnings)
    comment = element["workerComment"]?.string ?? body["workerComment"]?.string ?? ""
    isInitialValueModified =
      if case .bool(let flag) = element["initialValueModified"] { flag } else { nil }
    self.warnings = warnings
  }

  private static func time(
    _ key: String, in value: JSONValue, _ origin: RecordOrigin,
    _ warnings: inout [InterchangeError]
  ) throws(InterchangeError) -> Timestamp? {
    guard let text = try value.text(of: key, origin) else { return nil }
    let time = Timestamp(text)
    if time == nil { warnings.append(origin.error(.unreadableDate(key: key, text: text))) }
    return time
  }

  /// The content as an object; consolidation requests carry it as JSON inside a string.
  private static func unwrapped(
    _ value: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> JSONValue {
    var body = value
    if let text = value.string {
      do throws(InterchangeError) {
        body = try JSONValue(parsing: Array(text.utf8), origin: origin)
      } catch {
        // A place inside the string would be taken for one in the file.
        throw origin.error(error.reason)
      }
    }
    guard body.members != nil else { throw body.mismatch("answerContent", "an object", origin) }
    return body
  }

  /// The part that holds the answer.
  ///
  /// Its key is the name that the task template gave it (`boundingBox`, `annotatedResult`,
  /// `crowd-image-classifier`, anything), so the keys inside it decide.
  private static func element(of body: JSONValue) -> JSONValue {
    if isAnswer(body) { return body }
    let elements = (body.members ?? []).map(\.value)
    return elements.first(where: isAnswer) ?? body
  }

  private static func isAnswer(_ value: JSONValue) -> Bool {
    [
      "boundingBoxes", "label", "labels", "labeledImage", "polygons", "moderationLabels",
      "inputImageProperties",
    ].contains { value[$0] != nil }
  }

  private static func content(
    of element: JSONValue, whole: JSONValue, _ origin: RecordOrigin,
    _ warnings: inout [InterchangeError]
  ) throws(InterchangeError) -> Content {
    if element["boundingBoxes"] != nil || hasOnlyImageProperties(element) {
      return .boxes(
        try boxes(of: element, origin, &warnings), imageSize: try imageSize(of: element, origin))
    }
    if element["labeledImage"] != nil { return try mask(of: element, origin) }
    if element["polygons"] != nil {
      return .polygons(
        try polygons(of: element, origin, &warnings), imageSize: try imageSize(of: element, origin))
    }
    if element["moderationLabels"] != nil {
      return .labels(try moderationLabels(of: element, origin))
    }
    if element["label"] != nil {
      let label = try element.text(of: "label", origin).required("label", origin)
      return .label(try checked(label, "label", origin))
    }
    if element["labels"] != nil {
      var labels: [String] = []
      for value in try element.elements(of: "labels", origin) {
        guard let label = value.string else { throw value.mismatch("labels", "strings", origin) }
        labels.append(try checked(label, "labels", origin))
      }
      return .labels(labels)
    }
    return .other(whole)
  }

  /// A box answer in which the boxes were left out, which means that there are none.
  private static func hasOnlyImageProperties(_ element: JSONValue) -> Bool {
    let known = ["inputImageProperties", "initialValueModified", "workerComment"]
    let keys = (element.members ?? []).map(\.key)
    return keys.contains("inputImageProperties") && keys.allSatisfy(known.contains)
  }

  static func checked(
    _ label: String, _ key: String, _ origin: RecordOrigin
  ) throws(InterchangeError) -> String {
    guard !label.isEmpty, PrintableText.isClean(label) else {
      throw origin.error(.illegalName(key: key, text: label))
    }
    return label
  }
}

extension WorkerAnswer {
  /// Coordinates beyond this are mistakes, not pixels.
  static let largestSide = 1e6

  static func imageSize(
    of element: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> ImageSize? {
    guard let properties = element["inputImageProperties"], !properties.isNull else { return nil }
    let range = 1...largestSide
    let width = try properties.number(of: "width", within: range, origin).required("width", origin)
    let height = try properties.number(of: "height", within: range, origin)
      .required("height", origin)
    return ImageSize(width: Int(width), height: Int(height))
  }

  private static func boxes(
    of element: JSONValue, _ origin: RecordOrigin, _ warnings: inout [InterchangeError]
  ) throws(InterchangeError) -> [LabelledBox] {
    var boxes: [LabelledBox] = []
    for (index, value) in try element.elements(of: "boundingBoxes", origin).enumerated() {
      guard value.members != nil else {
        throw value.mismatch("boundingBoxes", "objects", origin)
      }
      let label = try value.text(of: "label", origin).required("label", origin)
      let left = try side("left", of: value, from: -largestSide, origin)
      let top = try side("top", of: value, from: -largestSide, origin)
      let width = try side("width", of: value, from: 0, origin)
      let height = try side("height", of: value, from: 0, origin)
      let box = Box(left: left, top: top, right: left + width, bottom: top + height)
      guard let box else {
        warnings.append(origin.error(.emptyBox(attribute: "boundingBoxes", number: index + 1)))
        continue
      }
      boxes.append(LabelledBox(label: try checked(label, "label", origin), box: box))
    }
    return boxes
  }

  private static func side(
    _ key: String, of value: JSONValue, from least: Double, _ origin: RecordOrigin
  ) throws(InterchangeError) -> Double {
    try value.number(of: key, within: least...largestSide, origin).required(key, origin)
  }
}
