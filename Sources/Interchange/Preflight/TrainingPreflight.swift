package import AnnotationModel

/// Checks a manifest that a trainer will read, line by line as it is written.
package struct TrainingPreflight: Sendable {
  /// What is demanded beyond what every trainer demands.
  package struct Demands: Sendable {
    /// The label attribute that training will name; nil for any.
    package var attribute: String?
    /// Whether a further Ground Truth job will read the manifest, whose lengths then count.
    package var isChained = true
    /// The hyperparameter `label_width`; 350 is its default (`object-detection`).
    package var labelWidth = ObjectDetectionRecord.usualLabelWidth
    /// Whether coordinates are meant for the stored pixels, by a consumer that ignores EXIF.
    package var isStoredFrame = false
    /// The most places that a finding names.
    package var placeLimit = PreflightReport.usualPlaces

    /// What is usual.
    package init() {}
  }

  typealias Broken = [(TrainingRule, String)]

  /// What was found so far.
  package internal(set) var report: PreflightReport
  let demands: Demands
  private var files: ManifestFiles?
  var classIDs: Set<Int> = []
  private var buckets: Set<String> = []
  var kinds: Set<String> = []
  var names: Set<String> = []
  var measured = 0
  var zeros = 0
  private var mostBoxes = 0

  /// Begins with nothing checked; files that lines name are looked for where `files` says.
  package init(_ demands: Demands = Demands(), files: ManifestFiles? = nil) {
    self.demands = demands
    self.files = files
    report = PreflightReport(placeLimit: demands.placeLimit)
  }

  /// Checks the next line, given without its end.
  ///
  /// `picture` says where its picture is known from, `mask` what mask will stand beside the line,
  /// where it is made here; `subject` is the image in a project.
  package mutating func check(
    _ line: [UInt8], picture: PictureSource = .address, mask: MaskFacts? = nil,
    subject: ID<Image>? = nil
  ) {
    report.lines += 1
    var broken: Broken = []
    let origin = RecordOrigin(file: "manifest", line: report.lines)
    var image = ""
    if line.starts(with: [0xEF, 0xBB, 0xBF]) {
      broken.append((.lineForm, "the line begins with a byte order mark"))
    } else if let value = Self.object(line, origin, &broken) {
      image = value["source-ref"]?.string ?? ""
      let reference = checkSource(value, origin, &broken)
      checkLength(line, value, &broken)
      let facts = report.look(picture, at: reference, in: &files)
      checkAttributes(value, facts, mask, &broken)
    }
    note(broken, at: PreflightReport.Place(line: report.lines, image: image, subject: subject))
  }

  /// Takes down what is broken at a place.
  mutating func note(_ broken: Broken, at place: PreflightReport.Place) {
    if broken.contains(where: { !$0.0.isWarning }) { report.invalidLines += 1 }
    var named: Set<TrainingRule> = []
    for (rule, detail) in broken where named.insert(rule).inserted {
      report.add(rule, detail, at: place)
    }
  }

  /// Adds what is told about the whole; no manifest makes these sets large.
  static func note<Element: Hashable>(_ element: Element, in set: inout Set<Element>) {
    if set.count < 100_000 { set.insert(element) }
  }

  /// Notes how many boxes an image has.
  mutating func checkCount(ofBoxes count: Int, _ broken: inout Broken) {
    mostBoxes = max(mostBoxes, count)
    let most = ObjectDetectionRecord.mostBoxes(labelWidth: demands.labelWidth)
    guard count > most else { return }
    broken.append(
      (.labelWidth, "\(count) boxes; label_width \(demands.labelWidth) has room for \(most)"))
  }

  /// Checks the number of boxes, and the picture, of an image that is a pair of files.
  package mutating func check(boxCount: Int, picture: ImageFacts?, of image: String) {
    var broken: Broken = []
    if let picture { checkPicture(picture, hasBoxes: true, hasMask: false, &broken) }
    checkCount(ofBoxes: boxCount, &broken)
    notePair(broken, image)
  }

  /// Checks a mask as a segmentation trainer reads it, for a picture of this size.
  package mutating func check(
    mask: MaskFacts, image size: ImageSize?, classCount: Int, picture: ImageFacts? = nil,
    of image: String
  ) {
    var broken: Broken = []
    if let picture { checkPicture(picture, hasBoxes: false, hasMask: true, &broken) }
    for detail in mask.objections(allowed: Set(0..<classCount)) {
      broken.append((.maskForm, detail))
    }
    if let size, size != mask.size {
      broken.append((.maskForm, "it has \(mask.size) pixels, its image \(size)"))
    }
    notePair(broken, image)
  }

  private mutating func notePair(_ broken: Broken, _ image: String) {
    report.unit = "image"
    report.lines += 1
    note(broken, at: PreflightReport.Place(line: 0, image: image))
  }

  /// Checks a label map against the pixel values that masks have: its keys are what training sees,
  /// its values what the pixels hold.
  package mutating func check(labelMap: [Int: Int], pixelValues: Set<Int>) {
    let unmapped = pixelValues.subtracting(labelMap.values).subtracting([255])
    guard !unmapped.isEmpty else { return }
    let isReversed = pixelValues.subtracting([255]).isSubset(of: labelMap.keys)
    report.addTerminal(
      TrainingRule.labelMap,
      isReversed
        ? "it maps pixel values to training labels; the consumer reads it the other way round"
        : "pixel values \(unmapped.sorted().prefix(5)) have no training label")
  }

  /// Checks the rules about the whole.
  package func finished() -> PreflightReport {
    var report = report
    func end(_ rule: TrainingRule, _ isBroken: Bool, _ detail: String) {
      if isBroken { report.addTerminal(rule, detail) }
    }
    // A class id of a billion would be a list of a billion gaps.
    let highest = min(classIDs.max() ?? -1, 100_000)
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
    if zeros > 0, measured == 0 {
      report.addTerminal(
        TrainingRule.confidence,
        "all \(zeros) confidences are zero: they were not measured, and nothing is certainly wrong",
        isWarning: true)
    }
    let needed = ObjectDetectionRecord.labelWidth(mostBoxes: mostBoxes)
    report.setRepair(
      "train with label_width \(needed), and say --label-width \(needed) here",
      of: TrainingRule.labelWidth)
    return report
  }

  // MARK: Files

  /// What a mask is that a line names; nil when it is not here or nobody looks for it.
  mutating func lookForMask(_ text: String, _ broken: inout Broken) -> MaskFacts? {
    guard files != nil else { return nil }
    let reference: SourceReference
    do throws(InterchangeError) {
      reference = try SourceReference(text, origin: RecordOrigin(file: "mask"))
    } catch {
      report.masks.note(text, isHere: false)
      broken.append((.maskForm, error.reason.description))
      return nil
    }
    let found = files?.mask(reference)
    report.masks.note(text, isHere: found != nil)
    switch found {
    case .success(let facts): return facts
    case .failure(let error): broken.append((.maskForm, error.reason.description))
    case nil: break
    }
    return nil
  }

  // MARK: The line as a whole

  private static func object(
    _ line: [UInt8], _ origin: RecordOrigin, _ broken: inout Broken
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

  private mutating func checkSource(
    _ line: JSONValue, _ origin: RecordOrigin, _ broken: inout Broken
  ) -> SourceReference? {
    guard let text = line["source-ref"]?.string else {
      broken.append((.source, "source-ref is missing or no string"))
      return nil
    }
    do throws(InterchangeError) {
      let reference = try SourceReference(text, origin: origin)
      if let container = reference.container { Self.note(container, in: &buckets) }
      return reference
    } catch {
      broken.append((.source, error.reason.description))
      return nil
    }
  }

  private func checkLength(_ line: [UInt8], _ value: JSONValue, _ broken: inout Broken) {
    guard demands.isChained, line.count > 20_000 else { return }
    let count = line.count { $0 & 0xC0 != 0x80 }
    if count > 100_000 { broken.append((.length, "the line has \(count) characters")) }
    for member in value.members ?? [] {
      var writer = JSONWriter()
      writer.value(member.value)
      let count = writer.bytes.count { $0 & 0xC0 != 0x80 }
      if count > 20_000 { broken.append((.length, "\"\(member.key)\" has \(count) characters")) }
    }
  }
}
