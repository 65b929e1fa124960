import AnnotationModel

extension CustomLabels {
  /// Reads a file that holds one response.
  package init(_ path: LocalPath) throws(InterchangeError) {
    let origin = RecordOrigin(file: path.description)
    try self.init(try JSONValue(parsing: try path.contents(), origin: origin), origin: origin)
  }

  /// Reads the bytes of one response; `file` names it in messages.
  package init(parsing bytes: [UInt8], file: String) throws(InterchangeError) {
    let origin = RecordOrigin(file: file)
    try self.init(try JSONValue(parsing: bytes, origin: origin), origin: origin)
  }

  /// Reads a response; some programs write its keys with a small first letter.
  init(_ value: JSONValue, origin: RecordOrigin) throws(InterchangeError) {
    guard value.members != nil else { throw value.mismatch("response", "an object", origin) }
    let list = try value.either("CustomLabels").required("CustomLabels", origin)
    guard let entries = list.array else { throw list.mismatch("CustomLabels", "an array", origin) }
    var detections: [Detection] = []
    var imageLabels: [ImageLabel] = []
    for entry in entries {
      guard entry.members != nil else { throw entry.mismatch("CustomLabels", "objects", origin) }
      let name = try Self.name(of: entry, origin)
      let confidence = try Self.confidence(of: entry, origin)
      if let geometry = entry.either("Geometry"), !geometry.isNull {
        let box = try geometry.either("BoundingBox").required("BoundingBox", origin)
        detections.append(
          Detection(name: name, confidence: confidence, box: try RatioBox(box, origin: origin)))
      } else {
        imageLabels.append(ImageLabel(name: name, confidence: confidence))
      }
    }
    self.detections = detections
    self.imageLabels = imageLabels
  }

  private static func name(
    of entry: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> String {
    let value = try entry.either("Name").required("Name", origin)
    guard let name = value.string else { throw value.mismatch("Name", "a string", origin) }
    guard !name.isEmpty, PrintableText.isClean(name) else {
      throw origin.error(.illegalName(key: "Name", text: name))
    }
    return name
  }

  private static func confidence(
    of entry: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> Confidence {
    let percent = try entry.share("Confidence", within: 0...100, origin)
    return try Confidence(percent / 100).required("Confidence", origin)
  }
}

extension RatioBox {
  /// A model may place a box a little outside the image, not several images away.
  private static let farthest = 10.0

  init(_ value: JSONValue, origin: RecordOrigin) throws(InterchangeError) {
    left = try value.share("Left", within: -Self.farthest...Self.farthest, origin)
    top = try value.share("Top", within: -Self.farthest...Self.farthest, origin)
    width = try value.share("Width", within: 0...Self.farthest, origin)
    height = try value.share("Height", within: 0...Self.farthest, origin)
  }
}

extension CustomLabelsRecord {
  /// Reads one line: `image`, `response`, and where known `model`, `version`, `min_confidence`.
  package init(parsing bytes: [UInt8], origin: RecordOrigin) throws(InterchangeError) {
    let value = try JSONValue(parsing: bytes, origin: origin)
    guard value.members != nil else { throw value.mismatch("line", "an object", origin) }
    let image = try value.text(of: "image", origin).required("image", origin)
    guard !image.isEmpty, PrintableText.isClean(image) else {
      throw origin.error(.illegalName(key: "image", text: image))
    }
    self.image = image
    model = try value.text(of: "model", origin)
    version = try value.text(of: "version", origin)
    minimumConfidence = try value.number(of: "min_confidence", within: 0...100, origin)
      .flatMap { Confidence($0 / 100) }
    response = try CustomLabels(
      try value["response"].required("response", origin), origin: origin)
  }
}

extension JSONValue {
  /// The value of a key written with a capital or a small first letter.
  fileprivate func either(_ key: String) -> JSONValue? {
    self[key] ?? self[key.prefix(1).lowercased() + key.dropFirst()]
  }

  /// The number of a key that must be there, in a range.
  fileprivate func share(
    _ key: String, within range: ClosedRange<Double>, _ origin: RecordOrigin
  ) throws(InterchangeError) -> Double {
    let value = try either(key).required(key, origin)
    guard let number = value.double else { throw value.mismatch(key, "a number", origin) }
    guard range.contains(number) else {
      throw origin.error(
        .outOfRange(
          key: key, value: "\(number)", expected: "\(range.lowerBound) to \(range.upperBound)"))
    }
    return number
  }
}
