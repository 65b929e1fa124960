import AnnotationModel

extension TrainingPreflight {
  /// Checks the label attributes of a line, with what is known of its picture and of a mask that
  /// is made with it.
  mutating func checkAttributes(
    _ line: JSONValue, _ facts: ImageFacts?, _ mask: MaskFacts?, _ broken: inout Broken
  ) {
    var found: [String] = []
    for member in line.members ?? [] where member.key.hasSuffix("-metadata") {
      let name = String(member.key.dropLast("-metadata".count))
      guard member.value.members != nil, let label = line[name] ?? line[name + "-ref"],
        !label.isNull
      else { continue }
      let own = line[name] == nil ? name + "-ref" : name
      found.append(own)
      if demands.attribute == nil || demands.attribute == own {
        checkAttribute(own, label, member.value, facts, mask, &broken)
      }
    }
    let attribute = demands.attribute
    if let attribute {
      if !found.contains(attribute) { broken.append((.unlabelled, "\"\(attribute)\" is missing")) }
    } else if found.isEmpty {
      broken.append((.unlabelled, "the line has no label attribute"))
    }
    if attribute == nil, found.count > 1 {
      broken.append((.mixed, "the line has \(found.count) label attributes"))
    }
    for name in found where attribute == nil || name == attribute {
      Self.note(name, in: &names)
    }
  }

  private mutating func checkAttribute(
    _ name: String, _ label: JSONValue, _ metadata: JSONValue, _ facts: ImageFacts?,
    _ mask: MaskFacts?, _ broken: inout Broken
  ) {
    let type = (metadata["type"]?.string ?? "").lowercased()
    Self.note(type.isEmpty ? "without a type" : type, in: &kinds)
    let isMask = type == "groundtruth/semantic-segmentation"
    if name.hasSuffix("-ref") != isMask {
      broken.append(
        (.attributeName, "\"\(name)\" holds \(isMask ? "a mask" : type); training would misread it")
      )
    }
    let isBoxes = label["annotations"] != nil || type == "groundtruth/object-detection"
    if let facts { checkPicture(facts, hasBoxes: isBoxes, hasMask: isMask, &broken) }
    if isMask { checkMask(label, metadata, facts, mask, &broken) }
    if isBoxes {
      checkBoxes(label, metadata, facts, &broken)
    } else if let id = label.integer ?? label.string.flatMap(Int.init) {
      Self.note(id, in: &classIDs)
    } else if let ids = label.array {
      for id in ids.compactMap(\.integer) { Self.note(id, in: &classIDs) }
    }
    checkMetadata(metadata, &broken)
  }

  /// Whether a date is `2024-05-02T10:01:00.123456`, with any number of digits after the point.
  ///
  /// Byte by byte: a regular expression took four fifths of the time of a whole check.
  private static func isInOwnForm(_ date: String) -> Bool {
    let form = Array("0000-00-00T00:00:00.".utf8)
    let bytes = Array(date.utf8)
    guard bytes.count > form.count else { return false }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    return zip(form, bytes).allSatisfy { $0 == 0x30 ? isDigit($1) : $0 == $1 }
      && bytes.dropFirst(form.count).allSatisfy(isDigit)
  }

  private mutating func checkMetadata(_ metadata: JSONValue, _ broken: inout Broken) {
    if let date = metadata["creation-date"]?.string, !Self.isInOwnForm(date) {
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

  // MARK: Boxes

  private mutating func checkBoxes(
    _ label: JSONValue, _ metadata: JSONValue, _ facts: ImageFacts?, _ broken: inout Broken
  ) {
    guard let boxes = checkBoxList(label, facts, &broken) else { return }
    let objects = metadata["objects"]?.array ?? []
    if objects.count != boxes.count || objects.contains(where: { $0["confidence"]?.double == nil })
    {
      let sure = objects.count { $0["confidence"]?.double != nil }
      broken.append((.pairing, "boxes: \(boxes.count), objects with a confidence: \(sure)"))
    }
    for id in boxes.compactMap(Self.classID) where metadata["class-map"]?[String(id)] == nil {
      broken.append((.pairing, "class \(id) is not in class-map"))
    }
  }

  /// Checks the size and the boxes, as a manifest and the files of built-in algorithms have them;
  /// gives the boxes, nil when there is no size.
  mutating func checkBoxList(
    _ label: JSONValue, _ facts: ImageFacts?, _ broken: inout Broken
  ) -> [JSONValue]? {
    guard let sizes = label["image_size"]?.array, sizes.count == 1,
      let width = sizes[0]["width"]?.integer, let height = sizes[0]["height"]?.integer
    else {
      broken.append((.pairing, "image_size is not an array of one size"))
      return nil
    }
    if let facts { checkFrame(width, height, of: "boxes", facts, &broken) }
    let boxes = label["annotations"]?.array ?? []
    checkCount(ofBoxes: boxes.count, &broken)
    for box in boxes {
      guard let id = Self.classID(box) else {
        broken.append((.pairing, "a box has no class_id"))
        continue
      }
      Self.note(id, in: &classIDs)
      let sides = ["left", "top", "width", "height"].compactMap { box[$0]?.double }
      let isInside =
        sides.count == 4 && sides[0] >= 0 && sides[1] >= 0 && sides[2] > 1 && sides[3] > 1
        && sides[0] + sides[2] <= Double(width) && sides[1] + sides[3] <= Double(height)
      if !isInside { broken.append((.boxPlace, "a box leaves the image or has a pixel at most")) }
    }
    return boxes
  }

  private static func classID(_ box: JSONValue) -> Int? {
    box["class_id"]?.integer ?? box["class_id"]?.string.flatMap(Int.init)
  }

  // MARK: Pictures

  /// Checks a picture by itself.
  mutating func checkPicture(
    _ facts: ImageFacts, hasBoxes: Bool, hasMask: Bool, _ broken: inout Broken
  ) {
    if facts.isReadable == false {
      broken.append((.picture, facts.problem.isEmpty ? "it cannot be read" : facts.problem))
    } else if hasMask, facts.isJPEG == false {
      broken.append((.picture, "it is a PNG; the built-in algorithm takes JPEG beside masks"))
    }
    if hasBoxes, let channels = facts.channels, let bits = facts.bitDepth,
      channels != 3 || bits != 8
    {
      let noun = channels == 1 ? "channel" : "channels"
      broken.append((.channels, "it has \(channels) \(noun) of \(bits) bits"))
    }
    if let orientation = facts.orientation, orientation > 1 {
      broken.append(
        (
          .exif,
          "orientation \(orientation): who ignores EXIF sees it turned or mirrored"
        ))
    }
  }

  /// Checks that a size is that of the picture, in the frame that is meant.
  private func checkFrame(
    _ width: Int, _ height: Int, of what: String, _ facts: ImageFacts, _ broken: inout Broken
  ) {
    guard let upright = facts.upright, let stored = facts.stored else { return }
    let claimed = (width, height)
    let meant = demands.isStoredFrame ? stored : upright
    if claimed == (meant.width, meant.height) { return }
    let other = demands.isStoredFrame ? upright : stored
    if claimed == (other.width, other.height) {
      broken.append(
        (
          .orientation,
          "\(what) are for \(width)x\(height), "
            + (demands.isStoredFrame ? "the stored pixels are " : "people see ") + "\(meant)"
        ))
    } else if what == "boxes" {
      broken.append((.imageSize, "image_size is \(width)x\(height), the picture has \(meant)"))
    } else {
      broken.append((.maskForm, "it has \(width)x\(height) pixels, its image \(meant)"))
    }
  }

  // MARK: Masks

  /// Checks that a mask is as large as its picture.
  func checkFrame(of mask: MaskFacts, _ facts: ImageFacts, _ broken: inout Broken) {
    checkFrame(mask.size.width, mask.size.height, of: "masks", facts, &broken)
  }

  private mutating func checkMask(
    _ label: JSONValue, _ metadata: JSONValue, _ facts: ImageFacts?, _ made: MaskFacts?,
    _ broken: inout Broken
  ) {
    let name = label.string ?? ""
    if name.split(separator: "/").last?.contains(":") == true {
      broken.append((.colons, "\"\(PrintableText.escaping(name))\""))
    }
    let classes = colorMap(metadata, &broken)
    guard let mask = made ?? lookForMask(name, &broken) else { return }
    // Without a map nobody knows which values there may be, which was said already.
    let allowed = classes.isEmpty ? nil : Set(classes.compactMap(\.index)).union([0])
    for detail in mask.objections(allowed: allowed) { broken.append((.maskForm, detail)) }
    if let detail = mask.colorObjection(classes) { broken.append((.maskColors, detail)) }
    if let facts { checkFrame(of: mask, facts, &broken) }
  }

  /// What the pixels of a mask mean.
  private func colorMap(_ metadata: JSONValue, _ broken: inout Broken) -> [MaskClass] {
    let members = metadata["internal-color-map"]?.members ?? []
    if members.isEmpty { broken.append((.colorMap, "internal-color-map is missing or empty")) }
    return members.compactMap { member in
      guard let index = Int(member.key), (0...255).contains(index) else {
        broken.append((.colorMap, "\"\(PrintableText.escaping(member.key))\" is no pixel value"))
        return nil
      }
      let name = member.value["class-name"]?.string ?? ""
      let color = member.value["hex-color"]?.string.flatMap(HexColor.value)
      if color == nil { broken.append((.colorMap, "class \(index) has no hex-color")) }
      let item = MaskClass(index: index, name: name, color: color)
      if index == 0, !item.isBackground {
        broken.append((.colorMap, "class 0 is \"\(PrintableText.escaping(name))\""))
      }
      return item
    }
  }
}
