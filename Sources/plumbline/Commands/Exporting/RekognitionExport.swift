import AnnotationModel
import Interchange
import Store

/// Writes the answers of a job as a manifest for Rekognition Custom Labels.
struct RekognitionExport {
  private let job: Job
  private let lead: LeadView
  private let options: ManifestOptions
  private let repairs: Bool
  private var maker: ManifestLineMaker
  private let writer: CustomLabelsWriter
  private var repaired = 0
  private var written = 0
  private var unlabelled = 0
  /// The images that are written; nil for all.
  private var members: Set<ID<Image>>?
  /// Whether two images under one name end everything, as when something is written.
  private var endsOnClash = false
  /// What was left out.
  private(set) var rejects = Rejects()

  /// `repairs` leaves out boxes and images that the service would refuse.
  init(job: Job, lead: LeadView, options: ManifestOptions, repairs: Bool) throws {
    guard job.task != .semanticSegmentation, job.task != .labelVerification else {
      throw Failure(
        "Rekognition Custom Labels takes boxes and labels; job \"\(job.name)\" is about "
          + job.task.rawValue)
    }
    self.job = job
    self.lead = lead
    self.repairs = repairs
    var options = options
    options.isSingle = true
    self.options = options
    maker = try ManifestLineMaker(
      job: job, parent: nil, lead: lead, options: options, maskFolder: "")
    writer = CustomLabelsWriter(attribute: maker.attribute, jobName: job.name)
  }

  /// What was written, in a sentence.
  var summary: String {
    Count.text(written, "line") + (repaired > 0 ? ", \(repaired) repaired" : "")
  }

  /// What has nothing to write, in words; empty when everything has.
  var leftOut: String {
    unlabelled == 0 ? "" : "\(Count.text(unlabelled, "image")) without an answer"
  }

  /// Makes the lines, checks all of them, and writes the file unless `isStrict` and something is
  /// wrong.
  mutating func write(
    to path: LocalPath, replacing: Bool, isStrict: Bool
  ) throws -> PreflightReport {
    endsOnClash = true
    var preflight = RekognitionPreflight(fileName: String(decoding: path.name, as: UTF8.self))
    var file = try AtomicFile(path, replacingExisting: replacing)
    try forEachMade { export, answer, line in
      let facts = ImageFacts(knownOf: answer.image)
      if export.repairs, Self.isRefused(line, facts) {
        export.repaired += 1
        export.rejects.add(
          "image \(answer.index + 1)", "the service would refuse it; it was left out")
        return
      }
      preflight.check(line, picture: .known(facts), subject: answer.image.id)
      try file.append(line + [0x0A])
      export.written += 1
    }
    let report = preflight.finished()
    if isStrict, report.hasErrors { return report }
    try readBack(try file.readableBytes())
    try file.commit()
    return report
  }

  /// Writes one manifest for each part into a folder, which appears when all are complete, unless
  /// `isStrict` and something is wrong with one.
  mutating func writeParts(
    to folder: LocalPath, split: SplitOptions, replacing: Bool, isStrict: Bool
  ) throws -> (reports: [(part: String, report: PreflightReport)], notes: [String]) {
    let answers = try lead.answered(of: job)
    if answers.isEmpty { throw Failure.noAnswer(in: job) }
    let division = try split.divide(answers, of: job, lead: lead, defaultParts: [])
    let made = try NewFolder(folder)
    var reports: [(part: String, report: PreflightReport)] = []
    for part in division.names {
      let name = part + ".manifest"
      guard let path = made.temporary.appending(Array(name.utf8)) else { continue }
      var own = try RekognitionExport(job: job, lead: lead, options: options, repairs: repairs)
      own.members = division.members(of: part)
      reports.append((name, try own.write(to: path, replacing: false, isStrict: isStrict)))
      written += own.written
      repaired += own.repaired
      rejects.merge(own.rejects)
    }
    if isStrict, reports.contains(where: { $0.report.hasErrors }) { return (reports, []) }
    try made.publish(replacing: replacing, keeping: division)
    return (reports, division.notes)
  }

  /// Calls `body` with each line that the export would have, without writing anything.
  mutating func forEachMade(
    _ body: (inout RekognitionExport, Answer, [UInt8]) throws -> Void
  ) throws {
    var last = -1
    while case let page = try lead.answers(of: job, after: last), let end = page.last {
      for answer in page where members?.contains(answer.image.id) ?? true {
        if let line = try line(for: answer) { try body(&self, answer, line) }
      }
      last = end.index
    }
  }

  private static func isRefused(_ line: [UInt8], _ facts: ImageFacts) -> Bool {
    var one = RekognitionPreflight(fileName: "one.manifest")
    one.check(line, picture: .known(facts))
    return one.report.invalidLines > 0
  }

  private mutating func line(for answer: Answer) throws -> [UInt8]? {
    guard var layer = answer.layer else {
      unlabelled += 1
      return nil
    }
    if repairs {
      let before = layer.shapes.count
      layer.shapes.removeAll { shape in
        let box = shape.geometry.bounds
        let longest = max(answer.image.size?.width ?? 0, answer.image.size?.height ?? 0)
        let shrink = max(1, Double(longest) / 1280)
        return min(box.right - box.left, box.bottom - box.top) / shrink <= 1.5
      }
      repaired += before - layer.shapes.count
    }
    do {
      return try maker.customLabels(layer, answer, writer)
    } catch let clash as ReferenceClash {
      if endsOnClash { throw clash.failure }
      rejects.add("image \(answer.index + 1)", clash.failure.message)
      return nil
    } catch {
      let reason = (error as? Failure)?.message ?? KnownFailure(error)?.description ?? "\(error)"
      rejects.add("image \(answer.index + 1)", reason)
      return nil
    }
  }

  private func readBack(_ path: LocalPath) throws {
    var reader = try ManifestReader(path)
    var count = 0
    while let record = try reader.next() {
      guard case .line = record else {
        throw Failure("reading the export back, line \(count + 1) cannot be read")
      }
      count += 1
    }
    guard count == written else {
      throw Failure("reading the export back, it has \(count) lines and not \(written)")
    }
  }
}
