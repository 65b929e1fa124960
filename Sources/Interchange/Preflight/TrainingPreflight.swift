package import AnnotationModel

/// Checks a manifest that a trainer will read, line by line as it is written.
package struct TrainingPreflight: Sendable {
  /// What was found so far.
  package private(set) var report = PreflightReport()
  private let attribute: String?
  private let isChained: Bool
  private var classIDs: Set<Int> = []
  private var buckets: Set<String> = []
  private var kinds: Set<String> = []
  private var names: Set<String> = []
  private var measured = 0
  private var zeros = 0

  /// Begins with nothing checked.
  ///
  /// `attribute` is the label attribute that training will name, nil for any. `isChained` says that
  /// a further Ground Truth job will read the manifest, whose lengths then count.
  package init(attribute: String? = nil, isChained: Bool = true) {
    self.attribute = attribute
    self.isChained = isChained
  }

  /// Checks the next line, given without its end; `upright` is the size of its image as people see
  /// it, where that is known.
  package mutating func check(_ line: [UInt8], upright: ImageSize? = nil) {
    report.lines += 1
    var broken: [(TrainingRule, String)] = []
    let origin = RecordOrigin(file: "manifest", line: report.lines)
    var image = ""
    if line.starts(with: [0xEF, 0xBB, 0xBF]) {
      broken.append((.lineForm, "the line begins with a byte order mark"))
    } else if let value = value(line, origin, &broken) {
      image = value["source-ref"]?.string ?? ""
      checkSource(image, origin)
      checkLength(line, value, &broken)
      checkAttributes(value, upright, &broken)
    }
    if !broken.isEmpty { report.invalidLines += 1 }
    let place = PreflightReport.Place(line: report.lines, image: image)
    for (rule, detail) in broken { report.add(rule.rawValue, detail, at: place) }
  }

  /// Checks a mask's picture as a segmentation trainer reads it.
  package mutating func check(mask: MaskFacts, of image: String) {
    let place = PreflightReport.Place(line: report.lines, image: image)
    for detail in mask.objections { report.add(TrainingRule.maskForm.rawValue, detail, at: place) }
  }

  /// Checks a label map against the pixel values that masks have: its keys are what training sees,
  /// its values what the pixels hold.
  package mutating func check(labelMap: [Int: Int], pixelValues: Set<Int>) {
    let unmapped = pixelValues.subtracting(labelMap.values).subtracting([255])
    guard !unmapped.isEmpty else { return }
    let isReversed = pixelValues.subtracting([255]).isSubset(of: labelMap.keys)
    report.addTerminal(
      TrainingRule.labelMap.rawValue,
      isReversed
        ? "it maps pixel values to training labels; the consumer reads it the other way round"
        : "pixel values \(unmapped.sorted().prefix(5)) have no training label")
  }

  /// Checks the rules about the whole.
  package func finished() -> PreflightReport {
    var report = report
    func end(_ rule: TrainingRule, _ isBroken: Bool, _ detail: String) {
      if isBroken { report.addTerminal(rule.rawValue, detail) }
    }
    let highest = classIDs.max() ?? -1
    let gaps = (0..<max(0, highest)).filter { !classIDs.contains($0) }
    end(
      .classIDs, !gaps.isEmpty,
      "no box or label has class \(gaps.prefix(5).map(String.init).joined(separator: ", "))")
    end(
      .mixed, buckets.count > 1,
      "images lie in \(buckets.sorted().prefix(5).joined(separator: ", "))"
    )
    end(.mixed, kinds.count > 1, "lines are \(kinds.sorted().joined(separator: " and "))")
    end(
      .mixed, names.count > 1,
      "attributes are called \(names.sorted().prefix(5).joined(separator: ", "))")
    end(
      .confidence, zeros > 0 && measured == 0,
      "all \(zeros) confidences are zero: they were not measured, and nothing is certainly wrong")
    return report
  }

  private func value(
    _ line: [UInt8], _ origin: RecordOrigin, _ broken: inout [(TrainingRule, String)]
  ) -> JSONValue? {
    do throws(InterchangeError) {
      let value = try JSONValue(parsing: line, origin: origin)
      if value.members != nil { return value }
      broken.append((.lineForm, "it is \(value.kindName), not an object"))
    } catch {
      broken.append((.lineForm, error.reason.description))
    }
    return nil
  }

  private mutating func checkSource(_ text: String, _ origin: RecordOrigin) {
    if let container = (try? SourceReference(text, origin: origin))?.container {
      buckets.insert(container)
    }
  }

  private func checkLength(
    _ line: [UInt8], _ value: JSONValue, _ broken: inout [(TrainingRule, String)]
  ) {
    guard isChained, line.count > 20_000 else { return }
    let count = line.count { $0 & 0xC0 != 0x80 }
    if count > 100_000 { broken.append((.length, "the line has \(count) characters")) }
    for member in value.members ?? [] {
      var writer = JSONWriter()
      writer.value(member.value)
      let count = writer.bytes.count { $0 & 0xC0 != 0x80 }
      if count > 20_000 { broken.append((.length, "\"\(member.key)\" has \(count) characters")) }
    }
  }

  private mutating func checkAttributes(
    _ line: JSONValue, _ upright: ImageSize?, _ broken: inout [(TrainingRule, String)]
  ) {
    var found: [String] = []
    for member in line.members ?? [] where member.key.hasSuffix("-metadata") {
      let name = String(member.key.dropLast("-metadata".count))
      guard member.value.members != nil, let label = line[name] ?? line[name + "-ref"],
        !label.isNull
      else { continue }
      let own = line[name] == nil ? name + "-ref" : name
      found.append(own)
      if attribute == nil || attribute == own {
        checkAttribute(own, label, member.value, upright, &broken)
      }
    }
    if let attribute {
      if !found.contains(attribute) { broken.append((.unlabelled, "\"\(attribute)\" is missing")) }
    } else if found.isEmpty {
      broken.append((.unlabelled, "the line has no label attribute"))
    }
    if attribute == nil, found.count > 1 {
      broken.append((.mixed, "the line has \(found.count) label attributes"))
    }
    names.formUnion(attribute == nil ? found : found.filter { $0 == attribute })
  }

  private mutating func checkAttribute(
    _ name: String, _ label: JSONValue, _ metadata: JSONValue, _ upright: ImageSize?,
    _ broken: inout [(TrainingRule, String)]
  ) {
    let type = (metadata["type"]?.string ?? "").lowercased()
    kinds.insert(type.isEmpty ? "without a type" : type)
    let isMask = type == "groundtruth/semantic-segmentation"
    if name.hasSuffix("-ref") != isMask {
      broken.append(
        (.attributeName, "\"\(name)\" holds \(isMask ? "a mask" : type); training would misread it")
      )
    }
    if isMask, label.string?.split(separator: "/").last?.contains(":") == true {
      broken.append((.colons, "\"\(PrintableText.escaping(label.string ?? ""))\""))
    }
    if label["annotations"] != nil || type == "groundtruth/object-detection" {
      checkBoxes(label, metadata, upright, &broken)
    } else if let id = label.integer ?? label.string.flatMap(Int.init) {
      classIDs.insert(id)
    } else if let ids = label.array {
      classIDs.formUnion(ids.compactMap(\.integer))
    }
    checkMetadata(metadata, &broken)
  }

  private mutating func checkMetadata(
    _ metadata: JSONValue, _ broken: inout [(TrainingRule, String)]
  ) {
    if let date = metadata["creation-date"]?.string,
      date.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+/#) == nil
    {
      broken.append((.dateForm, "\"\(PrintableText.escaping(date))\" has no fraction, or a zone"))
    }
    if let flag = metadata["human-annotated"], flag.string != "yes", flag.string != "no" {
      broken.append((.humanAnnotated, "it is \(flag.kindName)"))
    }
    let objects = (metadata["objects"]?.array ?? []).compactMap { $0["confidence"]?.double }
    let map = (metadata["confidence-map"]?.members ?? []).compactMap(\.value.double)
    let colors = (metadata["internal-color-map"]?.members ?? [])
      .compactMap { $0.value["confidence"]?.double }
    for number in objects + map + colors + [metadata["confidence"]?.double].compactMap({ $0 }) {
      if number == 0 { zeros += 1 } else { measured += 1 }
      if !(0...1).contains(number) { broken.append((.confidence, "\(number) is not 0 to 1")) }
    }
  }

  private mutating func checkBoxes(
    _ label: JSONValue, _ metadata: JSONValue, _ upright: ImageSize?,
    _ broken: inout [(TrainingRule, String)]
  ) {
    guard let sizes = label["image_size"]?.array, sizes.count == 1,
      let width = sizes[0]["width"]?.integer, let height = sizes[0]["height"]?.integer
    else { return broken.append((.pairing, "image_size is not an array of one size")) }
    if let upright, upright.width != upright.height, width == upright.height,
      height == upright.width
    {
      broken.append(
        (
          .orientation,
          "boxes are for \(width)x\(height), people see \(upright.width)x\(upright.height)"
        )
      )
    }
    let boxes = label["annotations"]?.array ?? []
    let objects = metadata["objects"]?.array ?? []
    if objects.count != boxes.count || objects.contains(where: { $0["confidence"]?.double == nil })
    {
      broken.append((.pairing, "\(boxes.count) boxes, \(objects.count) objects with confidence"))
    }
    for box in boxes {
      guard let id = box["class_id"]?.integer ?? box["class_id"]?.string.flatMap(Int.init) else {
        broken.append((.pairing, "a box has no class_id"))
        continue
      }
      classIDs.insert(id)
      if metadata["class-map"]?[String(id)] == nil {
        broken.append((.pairing, "class \(id) is not in class-map"))
      }
      let sides = ["left", "top", "width", "height"].compactMap { box[$0]?.double }
      let isInside =
        sides.count == 4 && sides[0] >= 0 && sides[1] >= 0 && sides[2] > 1 && sides[3] > 1
        && sides[0] + sides[2] <= Double(width) && sides[1] + sides[3] <= Double(height)
      if !isInside { broken.append((.boxPlace, "a box leaves the image or has a pixel at most")) }
    }
  }
}
