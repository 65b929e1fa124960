import AnnotationModel

extension ManifestAttributeParser {
  /// Sides of an image and coordinates beyond this are mistakes, not pixels.
  static let largestSide = 1_000_000
  static let largestClassID = 1_000_000

  /// One entry of `annotations` before it has a name and a confidence.
  private struct Annotation {
    var classID: Int
    /// Nil when it encloses no area.
    var box: Box?
  }

  /// A confidence as it was written.
  private struct WrittenConfidence {
    var value: Double
    /// `0.00`, which Ground Truth writes for what it did not measure.
    var isPlaceholder: Bool
  }

  mutating func readBoxes(
    _ range: Range<Int>, metadata: Metadata
  ) throws(InterchangeError) -> ManifestBoxes {
    var value = reader.reader(of: range)
    var size: (ImageSize, Int)?
    var annotations: [Annotation]?
    try value.beginObject(name)
    while let key = try value.nextKey() {
      switch key {
      case "image_size": try value.store(try readImageSize(&value), in: &size, key: key)
      case "annotations":
        try value.store(try readAnnotations(&value), in: &annotations, key: key)
      default: try value.skipValue()
      }
    }
    guard let (imageSize, depth) = size else { throw value.failure(.missingKey("image_size")) }
    guard let annotations else { throw value.failure(.missingKey("annotations")) }
    let boxes = try named(annotations, imageSize: imageSize, metadata: metadata)
    return ManifestBoxes(imageSize: imageSize, depth: depth, boxes: boxes)
  }

  /// Joins annotations with their names and confidences; those without area are left out.
  private mutating func named(
    _ annotations: [Annotation], imageSize: ImageSize, metadata: Metadata
  ) throws(InterchangeError) -> [ManifestBox] {
    let confidences = try readConfidences(metadata.objects, count: annotations.count)
    let names = try readClassMap(metadata.classMap)
    var boxes: [ManifestBox] = []
    boxes.reserveCapacity(annotations.count)
    for (index, annotation) in annotations.enumerated() {
      let classID = annotation.classID
      guard let name = names[classID] else {
        throw reader.origin.error(.unknownClass(attribute: self.name, classID: classID))
      }
      guard let box = annotation.box else {
        warnings.append(reader.origin.error(.emptyBox(attribute: self.name, number: index + 1)))
        continue
      }
      guard box.clamped(to: imageSize) != nil else {
        throw reader.origin.error(.boxOutside(attribute: self.name, number: index + 1))
      }
      boxes.append(
        ManifestBox(classID: classID, name: name, box: box, confidence: confidences[index]))
    }
    return boxes
  }

  private func readImageSize(
    _ value: inout JSONReader
  ) throws(InterchangeError) -> (ImageSize, Int) {
    var sizes: [(ImageSize, Int)] = []
    try value.beginArray("image_size")
    while try value.nextElement() { sizes.append(try readSides(&value)) }
    guard sizes.count == 1 else {
      throw value.failure(
        .outOfRange(key: "image_size", value: "\(sizes.count) sizes", expected: "one"))
    }
    return sizes[0]
  }

  private func readSides(_ value: inout JSONReader) throws(InterchangeError) -> (ImageSize, Int) {
    var width: Int?
    var height: Int?
    var depth: Int?
    let range = 1...Self.largestSide
    try value.beginObject("image_size")
    while let key = try value.nextKey() {
      switch key {
      case "width":
        try value.store(try readInteger(&value, key: key, within: range), in: &width, key: key)
      case "height":
        try value.store(try readInteger(&value, key: key, within: range), in: &height, key: key)
      case "depth":
        try value.store(try readInteger(&value, key: key, within: range), in: &depth, key: key)
      default: try value.skipValue()
      }
    }
    guard let width, let height, let size = ImageSize(width: width, height: height) else {
      throw value.failure(.missingKey(width == nil ? "width" : "height"))
    }
    return (size, depth ?? 3)
  }

  private func readAnnotations(_ value: inout JSONReader) throws(InterchangeError) -> [Annotation] {
    var annotations: [Annotation] = []
    try value.beginArray("annotations")
    while try value.nextElement() { annotations.append(try readAnnotation(&value)) }
    return annotations
  }

  private func readAnnotation(_ value: inout JSONReader) throws(InterchangeError) -> Annotation {
    var classID: Int?
    var left: Double?
    var top: Double?
    var width: Double?
    var height: Double?
    try value.beginObject("annotations")
    // Keys are compared as bytes: there are five for each of millions of boxes.
    while true {
      if let (key, token) = try value.takePlainNumber() {
        let start = token.range.lowerBound
        switch key {
        case BoxKey.plainClassID:
          let id = try integer(token, of: value, key: "class_id", within: 0...Self.largestClassID)
          try value.store(id, in: &classID, key: "class_id", at: start)
        case BoxKey.plainLeft:
          try value.store(try pixels(token, of: value, "left"), in: &left, key: "left", at: start)
        case BoxKey.plainTop:
          try value.store(try pixels(token, of: value, "top"), in: &top, key: "top", at: start)
        case BoxKey.plainWidth:
          try value.store(
            try pixels(token, of: value, "width"), in: &width, key: "width", at: start)
        case BoxKey.plainHeight:
          try value.store(
            try pixels(token, of: value, "height"), in: &height, key: "height", at: start)
        default: break
        }
        continue
      }
      guard let token = try value.nextKeyToken() else { break }
      if value.matches(token, BoxKey.classID) {
        let id = try readInteger(&value, key: "class_id", within: 0...Self.largestClassID)
        try value.store(id, in: &classID, key: "class_id")
      } else if value.matches(token, BoxKey.left) {
        try value.store(try readPixels(&value, "left"), in: &left, key: "left")
      } else if value.matches(token, BoxKey.top) {
        try value.store(try readPixels(&value, "top"), in: &top, key: "top")
      } else if value.matches(token, BoxKey.width) {
        try value.store(try readPixels(&value, "width"), in: &width, key: "width")
      } else if value.matches(token, BoxKey.height) {
        try value.store(try readPixels(&value, "height"), in: &height, key: "height")
      } else {
        try value.skipValue()
      }
    }
    guard let classID else { throw value.failure(.missingKey("class_id")) }
    guard let left else { throw value.failure(.missingKey("left")) }
    guard let top else { throw value.failure(.missingKey("top")) }
    guard let width else { throw value.failure(.missingKey("width")) }
    guard let height else { throw value.failure(.missingKey("height")) }
    for (key, side) in [("width", width), ("height", height)] where side < 0 {
      throw value.failure(.outOfRange(key: key, value: "\(side)", expected: "0 or more"))
    }
    return Annotation(
      classID: classID,
      box: Box(left: left, top: top, right: left + width, bottom: top + height))
  }

  private func readPixels(
    _ value: inout JSONReader, _ key: String
  ) throws(InterchangeError) -> Double {
    try pixels(try value.readNumberToken(for: key), of: value, key)
  }

  private func pixels(
    _ token: JSONReader.NumberToken, of value: JSONReader, _ key: String
  ) throws(InterchangeError) -> Double {
    let number = value.doubleValue(of: token)
    guard abs(number) <= Double(Self.largestSide) else {
      throw value.failure(
        .outOfRange(key: key, value: "\(number)", expected: "at most \(Self.largestSide)"))
    }
    return number
  }

  /// A whole number; files also carry them as strings and as `1.0`.
  func readInteger(
    _ value: inout JSONReader, key: String, within range: ClosedRange<Int>
  ) throws(InterchangeError) -> Int {
    guard try value.peek() == .string else {
      let token = try value.readNumberToken(for: key)
      return try integer(token, of: value, key: key, within: range)
    }
    let written = try value.readString(for: key)
    guard let number = Int(written), range.contains(number) else {
      throw Self.noInteger(written, of: value, key: key, range)
    }
    return number
  }

  private func integer(
    _ token: JSONReader.NumberToken, of value: JSONReader, key: String,
    within range: ClosedRange<Int>
  ) throws(InterchangeError) -> Int {
    let number = token.integer ?? Int(exactly: value.doubleValue(of: token))
    guard let number, range.contains(number) else {
      let written = String(decoding: value.bytes[token.range], as: UTF8.self)
      throw Self.noInteger(written, of: value, key: key, range)
    }
    return number
  }

  private static func noInteger(
    _ written: String, of value: JSONReader, key: String, _ range: ClosedRange<Int>
  ) -> InterchangeError {
    value.failure(
      .outOfRange(
        key: key, value: written,
        expected: "a whole number, \(range.lowerBound) to \(range.upperBound)"))
  }

  /// One confidence per box; nil where it was not measured.
  ///
  /// Ground Truth writes zero for every box of an object that a single person answered, so zeros
  /// throughout mean "not measured", and so does a zero written as `0.00` among others.
  private func readConfidences(
    _ range: Range<Int>?, count: Int
  ) throws(InterchangeError) -> [Confidence?] {
    var written: [WrittenConfidence] = []
    if let range {
      var value = reader.reader(of: range)
      try value.beginArray("objects")
      while try value.nextElement() { written.append(try readConfidence(&value)) }
    }
    guard written.count == count else {
      throw reader.origin.error(
        .countMismatch(attribute: name, boxes: count, confidences: written.count))
    }
    let isMeasured = written.contains { $0.value != 0 }
    return written.map {
      !isMeasured || $0.isPlaceholder ? nil : Confidence($0.value)
    }
  }

  private func readConfidence(
    _ value: inout JSONReader
  ) throws(InterchangeError) -> WrittenConfidence {
    var confidence: WrittenConfidence?
    try value.beginObject("objects")
    let key = "confidence"
    while true {
      if let (plain, token) = try value.takePlainNumber() {
        if plain == BoxKey.plainConfidence {
          try value.store(try written(token, of: value), in: &confidence, key: key)
        }
        continue
      }
      guard let token = try value.nextKeyToken() else { break }
      if value.matches(token, BoxKey.confidence) {
        let token = try value.readNumberToken(for: key)
        try value.store(try written(token, of: value), in: &confidence, key: key)
      } else {
        try value.skipValue()
      }
    }
    return confidence ?? WrittenConfidence(value: 0, isPlaceholder: true)
  }

  private func written(
    _ token: JSONReader.NumberToken, of value: JSONReader
  ) throws(InterchangeError) -> WrittenConfidence {
    let number = value.doubleValue(of: token)
    guard (0...1).contains(number) else {
      throw value.failure(.outOfRange(key: "confidence", value: "\(number)", expected: "0 to 1"))
    }
    let isPlaceholder = number == 0 && value.bytes[token.range].elementsEqual("0.00".utf8)
    return WrittenConfidence(value: number, isPlaceholder: isPlaceholder)
  }

  func readClassMap(_ range: Range<Int>?) throws(InterchangeError) -> ClassNames {
    var names = ClassNames()
    guard let range else { return names }
    var value = reader.reader(of: range)
    try value.beginObject("class-map")
    while let key = try value.nextKey() {
      guard let id = Int(key), (0...Self.largestClassID).contains(id) else {
        throw value.failure(
          .outOfRange(key: "class-map", value: key, expected: "class indexes from 0 as keys"))
      }
      let name = try value.readString(for: key)
      guard !name.isEmpty, PrintableText.isClean(name) else {
        throw value.failure(.illegalName(key: "class-map", text: name))
      }
      guard names.insert(name, at: id) else {
        throw value.failure(.duplicateKey(key))
      }
    }
    return names
  }
}

/// The keys that a line repeats for each box.
private enum BoxKey {
  static let classID = Array("class_id".utf8)
  static let left = Array("left".utf8)
  static let top = Array("top".utf8)
  static let width = Array("width".utf8)
  static let height = Array("height".utf8)
  static let confidence = Array("confidence".utf8)

  // The same as numbers: the bytes of the text, the last one lowest.
  static var plainClassID: PlainKey { 0x636C_6173_735F_6964 }
  static var plainLeft: PlainKey { 0x6C65_6674 }
  static var plainTop: PlainKey { 0x74_6F70 }
  static var plainWidth: PlainKey { 0x77_6964_7468 }
  static var plainHeight: PlainKey { 0x6865_6967_6874 }
  static var plainConfidence: PlainKey { 0x636F_6E66_6964_656E_6365 }
}

/// The names of the classes of one line by index.
///
/// Most lines name a handful, and looking through a list of those is faster than hashing.
struct ClassNames {
  private static let longestList = 16
  private var list: [(index: Int, name: String)] = []
  private var table: [Int: String] = [:]

  /// Adds a name; false when the index has one.
  mutating func insert(_ name: String, at index: Int) -> Bool {
    guard self[index] == nil else { return false }
    list.append((index, name))
    if list.count == Self.longestList {
      table = Dictionary(uniqueKeysWithValues: list)
    } else if list.count > Self.longestList {
      table[index] = name
    }
    return true
  }

  /// The name of a class; nil when the line does not say.
  subscript(index: Int) -> String? {
    if list.count >= Self.longestList { return table[index] }
    return list.first { $0.index == index }?.name
  }
}
