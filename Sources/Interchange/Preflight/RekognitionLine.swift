import AnnotationModel

/// The rules of Rekognition Custom Labels about one line.
struct RekognitionLine {
  /// The broken rules with what is wrong, each once.
  private(set) var broken: [(rule: RekognitionRule, detail: String)] = []
  /// The address of the image; empty when there is none.
  private(set) var source = ""
  /// The bucket of the image.
  private(set) var bucket: String?
  /// The labels of the image.
  private(set) var labels: Set<String> = []
  /// Whether an attribute is about boxes.
  private(set) var hasBoxes = false
  /// Whether there is nothing to learn from the line.
  private(set) var isIgnored = false

  private let origin: RecordOrigin
  private var validAttributes = 0
  private var attributeCount = 0
  private var emptyAttributes = 0

  init(number: Int) {
    origin = RecordOrigin(file: "manifest", line: number)
  }

  private mutating func fail(_ rule: RekognitionRule, _ detail: String) {
    if !broken.contains(where: { $0.rule == rule }) { broken.append((rule, detail)) }
  }

  /// Checks a line; `look` is asked what is known of its picture.
  mutating func check(_ line: [UInt8], look: (SourceReference) -> ImageFacts?) {
    let value: JSONValue
    do throws(InterchangeError) {
      value = try JSONValue(parsing: line, origin: origin)
    } catch {
      return fail(.invalidJSONLine, error.reason.description)
    }
    guard let members = value.members else {
      return fail(.invalidJSONLine, "it is \(value.kindName), not an object")
    }
    if let reference = checkSource(value["source-ref"]), let image = look(reference) {
      check(image)
    }
    checkAttributes(members, value)
  }

  /// Gives what the line names, wherever that is.
  private mutating func checkSource(_ value: JSONValue?) -> SourceReference? {
    guard let text = value?.string else {
      fail(.missingSourceRef, "source-ref is missing or no string")
      return nil
    }
    source = text
    let reference = try? SourceReference(text, origin: origin)
    guard text.hasPrefix("s3://"), let container = reference?.container else {
      fail(.invalidSourceRefFormat, "\"\(PrintableText.escaping(text))\" is not s3://")
      return reference
    }
    bucket = container
    return reference
  }

  private mutating func check(_ image: ImageFacts) {
    if image.isReadable == false {
      let why = image.problem.isEmpty ? "" : ": " + image.problem
      fail(.invalidImage, "it is no JPEG or PNG that can be read" + why)
    }
    if let bytes = image.byteCount, bytes > RekognitionPreflight.Limit.imageBytes {
      fail(.invalidImage, "\(bytes) bytes; at most 15 MB")
    }
    if let width = image.width, let height = image.height { checkSides(width, height) }
  }

  private mutating func checkSides(_ width: Int, _ height: Int) {
    let sides = RekognitionPreflight.Limit.side
    let (short, long) = (min(width, height), max(width, height))
    if !sides.contains(short) || !sides.contains(long) {
      fail(.invalidImageDimension, "\(width)x\(height) pixels; sides of 64 to 4096")
    } else if long >= short * RekognitionPreflight.Limit.aspect {
      fail(.invalidImageDimension, "\(width)x\(height) pixels; flatter than 20 to 1")
    }
  }

  // MARK: Attributes

  private mutating func checkAttributes(_ members: [JSONValue.Member], _ line: JSONValue) {
    let suffix = "-metadata"
    // Validation results and notes of the service are no labels.
    let ignored: Set<String> = ["errors", "warnings", "cl-errors", "cl-metadata", "source-ref"]
    for member in members where !ignored.contains(member.key) {
      if member.key.hasSuffix(suffix), member.value.members != nil {
        let name = String(member.key.dropLast(suffix.count))
        guard let label = line[name] else {
          fail(.noLabelAttributes, "\"\(member.key)\" has no \"\(name)\" beside it")
          continue
        }
        attributeCount += 1
        checkAttribute(label, metadata: member.value)
      } else if member.value["annotations"] != nil, line[member.key + suffix] == nil {
        fail(.noLabelAttributes, "\"\(member.key)\" has no \"\(member.key)\(suffix)\" beside it")
      }
    }
    if attributeCount == 0 {
      isIgnored = true
      if !broken.contains(where: { $0.rule == .noLabelAttributes }) {
        fail(.unannotatedRecord, "the line has no label attribute")
      }
    } else if validAttributes == 0 {
      fail(.noValidLabelAttributes, "none of its label attributes can be used")
    } else if emptyAttributes == attributeCount {
      isIgnored = true
      fail(.noAnnotations, "the image has no annotation")
    } else if emptyAttributes > 0 {
      fail(.noAttributeAnnotations, "one of its attributes has no annotation")
    }
  }

  private mutating func checkAttribute(_ label: JSONValue, metadata: JSONValue) {
    let before = broken.count { !$0.rule.isWarning }
    switch (metadata["type"]?.string ?? "").lowercased() {
    case "groundtruth/object-detection":
      hasBoxes = true
      checkBoxes(label, metadata)
    case "groundtruth/image-classification": checkClass(label, metadata)
    case "": fail(.invalidMetadataFormat, "type is missing")
    case let type: fail(.unsupportedType, "\"\(PrintableText.escaping(type))\"")
    }
    if broken.count(where: { !$0.rule.isWarning }) == before { validAttributes += 1 }
  }

  private mutating func checkMaking(_ metadata: JSONValue) {
    guard ["yes", "no"].contains(metadata["human-annotated"]?.string) else {
      return fail(.invalidMetadataFormat, "human-annotated must be \"yes\" or \"no\"")
    }
    guard Timestamp(metadata["creation-date"]?.string ?? "") != nil else {
      return fail(.invalidMetadataFormat, "creation-date is missing or no date")
    }
  }

  private mutating func checkName(_ name: String) {
    labels.insert(name)
    if name.isEmpty || name.count > RekognitionPreflight.Limit.nameLength {
      fail(.invalidLabelNameLength, "a label has \(name.count) characters; 1 to 256")
    }
  }

  private mutating func checkClass(_ label: JSONValue, _ metadata: JSONValue) {
    if label.integer == nil, label.string.flatMap(Int.init) == nil {
      fail(.invalidLabelAttributeFormat, "the label must be a whole number")
    }
    guard metadata["confidence"]?.double.map({ (0...1).contains($0) }) == true else {
      return fail(.invalidMetadataFormat, "confidence is missing or not 0 to 1")
    }
    guard let name = metadata["class-name"]?.string else {
      return fail(.invalidMetadataFormat, "class-name is missing")
    }
    checkName(name)
    checkMaking(metadata)
  }

  private mutating func checkBoxes(_ label: JSONValue, _ metadata: JSONValue) {
    guard let size = Self.size(of: label), let boxes = label["annotations"]?.array else {
      return fail(
        .invalidLabelAttributeFormat,
        "image_size must be one width, height and depth, and annotations an array")
    }
    guard let objects = metadata["objects"]?.array, let map = metadata["class-map"]?.members else {
      return fail(.invalidMetadataFormat, "objects or class-map is missing")
    }
    checkSides(size.width, size.height)
    checkMaking(metadata)
    for member in map { checkName(member.value.string ?? "") }
    if boxes.isEmpty { emptyAttributes += 1 }
    if objects.count != boxes.count || objects.contains(where: { $0["confidence"]?.double == nil })
    {
      fail(.missingConfidence, "\(boxes.count) boxes and \(objects.count) objects with confidence")
    }
    if boxes.count > RekognitionPreflight.Limit.boxes {
      fail(.tooManyBoxes, "\(boxes.count) boxes; at most 50")
    }
    let names = Set(map.map(\.key))
    let valid = boxes.count { check(box: $0, in: size, names: names) }
    if valid == 0, !boxes.isEmpty { fail(.noValidAnnotations, "no box of it can be used") }
  }

  private mutating func check(
    box: JSONValue, in size: (width: Int, height: Int), names: Set<String>
  ) -> Bool {
    let keys = ["class_id", "left", "top", "width", "height"]
    let numbers = keys.compactMap { box[$0]?.integer }
    guard numbers.count == keys.count else {
      fail(.invalidLabelAttributeFormat, "a box lacks a whole number for one of its five keys")
      return false
    }
    var isValid = true
    if !names.contains(String(numbers[0])) {
      fail(.missingClassMapID, "class \(numbers[0]) is not in class-map")
      isValid = false
    }
    let (left, top, width, height) = (numbers[1], numbers[2], numbers[3], numbers[4])
    let inside =
      left >= 0 && top >= 0 && width >= 0 && height >= 0 && left <= size.width
      && top <= size.height && width <= size.width - left && height <= size.height - top
    guard inside else {
      fail(.invalidBox, "box \(left),\(top) \(width)x\(height) leaves the image")
      return false
    }
    let shrink = max(
      1, Double(max(size.width, size.height)) / Double(RekognitionPreflight.Limit.trainingSide))
    if Double(min(width, height)) / shrink <= 1 {
      fail(.boxTooSmall, "box of \(width)x\(height) pixels; more than 1x1 after shrinking to 1280")
      isValid = false
    }
    return isValid
  }

  private static func size(of label: JSONValue) -> (width: Int, height: Int)? {
    guard let sizes = label["image_size"]?.array, sizes.count == 1,
      let width = sizes[0]["width"]?.integer, let height = sizes[0]["height"]?.integer,
      sizes[0]["depth"]?.integer != nil, width > 0, height > 0
    else { return nil }
    return (width, height)
  }
}
