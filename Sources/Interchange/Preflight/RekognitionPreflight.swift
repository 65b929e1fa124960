package import AnnotationModel

/// Checks a manifest against the rules of Rekognition Custom Labels, line by line as it is written.
package struct RekognitionPreflight: Sendable {
  /// Custom Labels guide, `limits` and `md-create-manifest-file-validation-rules`.
  enum Limit {
    static let bytes = 1 << 30
    static let lines = 250_000
    static let labels = 250
    static let boxes = 50
    static let nameLength = 256
    static let side = 64...4096
    static let imageBytes = 15 << 20
    static let aspect = 20
    static let invalidPercent = 20
    /// The service shrinks larger images to this side before it measures boxes.
    static let trainingSide = 1280
  }

  /// What was found so far.
  package private(set) var report: PreflightReport
  private var files: ManifestFiles?
  /// The labels of all lines, with the number of their images.
  package private(set) var labels: [String: Int] = [:]
  /// The labels of lines without an error, with the number of their images.
  package private(set) var usableLabels: [String: Int] = [:]
  private var buckets: Set<String> = []
  private var bytes = 0
  private var hasBoxes = false
  private let hasManifestExtension: Bool

  /// Begins; `fileName` is the name that the manifest will have, and pictures that lines name are
  /// looked for where `files` says.
  package init(
    fileName: String, files: ManifestFiles? = nil,
    placeLimit: Int = PreflightReport.usualPlaces
  ) {
    report = PreflightReport(placeLimit: placeLimit)
    self.files = files
    hasManifestExtension = fileName.lowercased().hasSuffix(".manifest")
  }

  /// Checks the next line, given without its end; `picture` says where its picture is known from,
  /// `subject` is the image in a project.
  package mutating func check(
    _ line: [UInt8], picture: PictureSource = .address, subject: ID<Image>? = nil
  ) {
    report.lines += 1
    bytes += line.count + 1
    var findings = RekognitionLine(number: report.lines)
    findings.check(line) { report.look(picture, at: $0, in: &files) }
    let place = PreflightReport.Place(
      line: report.lines, image: findings.source, subject: subject)
    for (rule, detail) in findings.broken { report.add(rule, detail, at: place) }
    let isInvalid = findings.broken.contains { !$0.rule.isWarning }
    if isInvalid {
      report.invalidLines += 1
    } else if findings.isIgnored {
      report.ignoredLines += 1
    }
    hasBoxes = hasBoxes || findings.hasBoxes
    if let bucket = findings.bucket { buckets.insert(bucket) }
    for label in findings.labels {
      labels[label, default: 0] += 1
      if !isInvalid { usableLabels[label, default: 0] += 1 }
    }
  }

  /// Checks the rules about the whole; `test` is the manifest that the model will be tested with.
  package func finished(test: RekognitionPreflight? = nil) -> PreflightReport {
    var report = report
    func end(_ rule: RekognitionRule, _ isBroken: Bool, _ detail: String) {
      if isBroken { report.addTerminal(rule, detail) }
    }
    end(.unsupportedFormat, !hasManifestExtension, "the name does not end in .manifest")
    end(.emptyManifest, report.lines == 0, "there is no line")
    end(.manifestTooLarge, bytes > Limit.bytes, "\(bytes) bytes; at most \(Limit.bytes)")
    end(.tooManyRows, report.lines > Limit.lines, "\(report.lines) lines; at most \(Limit.lines)")
    let isOver = report.invalidLines * 100 > Limit.invalidPercent * report.lines
    let share = "\(report.invalidLines) of \(report.lines) lines are bad; at most 20 % may be"
    end(.tooManyInvalidRows, isOver, share)
    end(.tooManyRecordsInError, isOver, share)
    end(
      .severalBuckets, buckets.count > 1,
      "images lie in \(buckets.sorted().prefix(5).joined(separator: ", "))")
    let fewest = hasBoxes ? 1 : 2
    end(
      .tooFewLabels, labels.count < fewest, "\(labels.count) labels; at least \(fewest)")
    end(
      .tooFewUsableLabels, labels.count >= fewest && usableLabels.count < fewest,
      "\(usableLabels.count) labels are left in good lines; at least \(fewest)")
    end(
      .tooManyLabels, labels.count > Limit.labels, "\(labels.count) labels; at most \(Limit.labels)"
    )
    if let test {
      checkOverlap(with: test, end)
    } else {
      checkDivisibility(end)
    }
    return report
  }

  /// At least half of the labels must be in both data sets.
  private func checkOverlap(
    with test: RekognitionPreflight, _ end: (RekognitionRule, Bool, String) -> Void
  ) {
    let shared = Set(labels.keys).intersection(test.labels.keys).count
    end(
      .labelOverlap, shared * 2 < labels.count,
      "\(shared) of \(labels.count) labels are in the test set; at least half must be")
    let usable = Set(usableLabels.keys).intersection(test.usableLabels.keys).count
    end(
      .usableLabelOverlap, shared * 2 >= labels.count && usable * 2 < usableLabels.count,
      "\(usable) of \(usableLabels.count) labels of good lines are in the test set")
  }

  /// Without a test set the service divides the images, so each label must be in two.
  private func checkDivisibility(_ end: (RekognitionRule, Bool, String) -> Void) {
    let alone = usableLabels.filter { $0.value < 2 }.keys.sorted()
    let detail =
      "\(alone.count) labels are in one image only, so they cannot be in both parts: "
      + alone.prefix(5).joined(separator: ", ")
    end(.tooFewForAutosplit, !alone.isEmpty, detail)
    end(.tooFewForDistribute, !alone.isEmpty, detail)
  }
}
