import AnnotationModel
import Interchange
import Store

/// Writes the answers of a job as an augmented manifest, with its masks beside it.
struct ManifestExport {
  private let job: Job
  private let parent: Job?
  private let lead: LeadView
  private let options: ManifestOptions
  private var written = 0
  private var untouched = 0
  private var things = 0
  private var masks = 0
  private var unlabelled = 0
  private var unreadable = 0
  private var unfitMasks = 0
  /// The images that are written; nil for all.
  private var members: Set<ID<Image>>?
  /// Whether two images under one name end everything, as when something is written.
  private var endsOnClash = false
  /// What was left out.
  private(set) var rejects = Rejects()

  init(job: Job, parent: Job?, lead: LeadView, options: ManifestOptions) {
    self.job = job
    self.parent = parent
    self.lead = lead
    self.options = options
  }

  /// What was written, in a sentence.
  var summary: String {
    var parts: [String] = []
    if untouched < written {
      parts.append("with \(Count.text(things, job.task == .boundingBox ? "box" : "label"))")
    }
    if untouched > 0 { parts.append("\(untouched) as they came") }
    if masks > 0 { parts.append("\(Count.text(masks, "mask")) beside it") }
    if unlabelled > 0 { parts.append("\(unlabelled) without an answer left out") }
    if unreadable > 0 { parts.append("\(unreadable) that cannot be read left out") }
    return ([Count.text(written, "line")] + parts).joined(separator: ", ")
      .replacing(", with", with: " with")
  }

  /// What has nothing to write, in words; empty when everything has.
  var leftOut: String {
    let parts = [(unlabelled, "without an answer"), (unreadable, "that cannot be read")]
    return parts.filter { $0.0 > 0 }.map { "\(Count.text($0.0, "line")) \($0.1)" }
      .joined(separator: ", ")
  }

  /// Writes the whole manifest, reads it back, and only then gives it its name.
  ///
  /// Each line is read as it is made and compared with what it is meant to say; at the end the file
  /// must hold exactly these lines.
  ///
  /// With `isChecked` every line is checked against the rules of training; with `isStrict` nothing
  /// is written when one is broken.
  mutating func write(
    to path: LocalPath, replacing: Bool, isChecked: Bool = false, isStrict: Bool = false,
    demands: TrainingPreflight.Demands = .init()
  ) throws -> PreflightReport? {
    if let prefix = options.prefix {
      _ = try SourceReference(prefix: prefix, path: Array("image.jpg".utf8))
    }
    endsOnClash = true
    var file = try AtomicFile(path, replacingExisting: replacing)
    let maskFolder = try MaskFolder(beside: path, replacing: replacing)
    var maker = try lineMaker(maskFolder)
    var demands = demands
    demands.attribute = maker.attribute.description
    var preflight = TrainingPreflight(demands)
    var meant = LineDigest()
    try forEachLine { export, line in
      guard let made = try export.made(line, by: &maker) else { return }
      try export.check(made, line, maker)
      try file.append(line: made.bytes)
      meant.add(made.bytes)
      if let mask = made.mask {
        try maskFolder.write(mask, for: made)
        try maskFolder.check(mask, for: made)
      }
      export.count(made)
      if isChecked {
        preflight.check(
          made.bytes, picture: try export.known(of: line), mask: made.mask.map { MaskFacts($0) },
          subject: line.imageID)
      }
    }
    try refuseNothing()
    let report = preflight.finished()
    if isStrict {
      try rejects.refuse(unfitMasks: unfitMasks)
      try refuseRelativeMasks()
    }
    if isStrict, report.hasErrors { return report }
    try Self.readBack(try file.readableBytes(), meant)
    try maskFolder.commit()
    try file.commit()
    return isChecked ? report : nil
  }

  /// Refuses references to masks that a strict reader cannot follow: a `-ref` is an S3 address.
  private func refuseRelativeMasks() throws {
    guard masks > 0, options.maskPrefix?.hasPrefix("s3://") != true else { return }
    throw Failure(
      "\(Count.text(masks, "mask")) would have a reference that is no s3:// address",
      hint: "say with --mask-prefix s3://BUCKET/FOLDER/ where they will lie")
  }

  /// Writes one manifest for each part into a folder, which appears when all are complete; answers
  /// with what to tell, one thing a line.
  mutating func writeParts(
    to folder: LocalPath, split: SplitOptions, replacing: Bool
  ) throws -> [String] {
    guard job.task != .semanticSegmentation else {
      throw Failure(
        "masks are divided with --format segmentation",
        hint: "or export one manifest without --split")
    }
    let answers = try lead.answered(of: job)
    if answers.isEmpty { throw Failure.noAnswer(in: job) }
    let division = try split.divide(answers, of: job, lead: lead, defaultParts: [])
    let made = try NewFolder(folder)
    var told: [String] = []
    for part in division.names {
      guard let path = made.temporary.appending(Array((part + ".manifest").utf8)) else { continue }
      var own = ManifestExport(job: job, parent: parent, lead: lead, options: options)
      own.members = division.members(of: part)
      _ = try own.write(to: path, replacing: false)
      told.append("\(part): \(Count.text(own.written, "line"))")
      written += own.written
      untouched += own.untouched
      things += own.things
      rejects.merge(own.rejects)
    }
    try made.publish(replacing: replacing, keeping: division)
    return told + division.notes
  }

  /// What the project knows of a line's picture.
  private func known(of line: ExportLine) throws -> PictureSource {
    switch line {
    case .untouched(_, _, let id): .known(ImageFacts(knownOf: try lead.image(id)))
    case .image(let answer, _): .known(ImageFacts(knownOf: answer.image))
    case .unread: .address
    }
  }

  /// Calls `body` with each line that the export would have, without writing anything.
  mutating func forEachMade(_ body: (ExportLine, ManifestLineMaker.Made) throws -> Void) throws {
    var maker = try ManifestLineMaker(
      job: job, parent: parent, lead: lead, options: options, maskFolder: "masks")
    try forEachLine { export, line in
      if let made = try export.made(line, by: &maker) { try body(line, made) }
    }
  }

  private func lineMaker(_ masks: MaskFolder) throws -> ManifestLineMaker {
    try ManifestLineMaker(
      job: job, parent: parent, lead: lead, options: options, maskFolder: masks.name)
  }

  private mutating func forEachLine(
    _ body: (inout ManifestExport, ExportLine) throws -> Void
  ) throws {
    var cursor = ExportCursor()
    var unread = UnreadLines(of: job, lead: lead)
    while case let page = try lead.exportLines(of: job, after: &cursor), !page.isEmpty {
      for line in page {
        if let members, line.imageID.map(members.contains) != true { continue }
        try forEach(of: &unread, before: line.number ?? .max, body)
        try body(&self, line)
      }
    }
    try forEach(of: &unread, before: .max, body)
  }

  /// Lines that could not be read keep their places among those that leave as they came.
  private mutating func forEach(
    of unread: inout UnreadLines, before number: Int,
    _ body: (inout ManifestExport, ExportLine) throws -> Void
  ) throws {
    guard members == nil else { return }
    while let line = try unread.next(before: number) {
      if options.includesUnlabelled, options.keepsLines {
        try body(&self, .unread(line))
      } else {
        unreadable += 1
      }
    }
  }

  /// Only a line that cannot be made is left out; a disk that takes no more ends everything, and so
  /// do two images under one name.
  private mutating func made(
    _ line: ExportLine, by maker: inout ManifestLineMaker
  ) throws -> ManifestLineMaker.Made? {
    do {
      let made = try maker.make(line)
      if made == nil { unlabelled += 1 }
      return made
    } catch let clash as ReferenceClash {
      if endsOnClash { throw clash.failure }
      rejects.add(line.place, clash.failure.message)
      return nil
    } catch {
      let reason = (error as? Failure)?.message ?? KnownFailure(error)?.description ?? "\(error)"
      var place = line.place
      if error is MaskSizeMismatch {
        unfitMasks += 1
        let image = line.imageID.flatMap { try? lead.image($0) }
        if let address = image?.locations.first?.place.text { place += " (\(address))" }
      }
      rejects.add(place, reason)
      return nil
    }
  }

  private mutating func count(_ made: ManifestLineMaker.Made) {
    written += 1
    things += made.things
    if made.mask != nil { masks += 1 }
    if case .asItCame = made.meaning { untouched += 1 }
  }

  private func refuseNothing() throws {
    guard written == 0 else { return }
    if !rejects.isEmpty {
      try rejects.report(to: nil)
      throw Failure("nothing could be exported, so no file was written")
    }
    throw Failure.noAnswer(in: job)
  }

  /// Checks that a line that was made says, to a reader, what it is meant to say.
  private func check(
    _ made: ManifestLineMaker.Made, _ line: ExportLine, _ maker: ManifestLineMaker
  ) throws {
    if case .asItCame = made.meaning { return }
    let parsed = try ManifestLine(
      parsing: made.bytes, objectID: written, origin: RecordOrigin(file: "export"))
    if let why = made.meaning.difference(from: parsed, attribute: maker.attribute.description) {
      throw Self.mismatch(line, why)
    }
  }

  /// Reads the file back: its lines must be those that were checked as they were made.
  private static func readBack(_ path: LocalPath, _ meant: LineDigest) throws {
    guard try LineDigest(of: path).isSame(as: meant) else {
      throw Failure(
        "reading the export back, its lines are not those that were meant; nothing was written")
    }
  }

  private static func mismatch(_ line: ExportLine, _ why: String) -> Failure {
    Failure("\(line.place) does not say what it was meant to say: \(why); nothing was written")
  }
}

extension ExportLine {
  /// As messages name it.
  var place: String {
    switch self {
    case .untouched(let number, _, _): "line \(number + 1)"
    case .image(let answer, let line):
      line.map { "line \($0.number + 1)" }
        ?? "image \(answer.index + 1)"
    case .unread(let line): "line \(line.number + 1)"
    }
  }
}
