import AnnotationModel
import Interchange
import Store

/// Writes the answers of a box job as an augmented manifest.
struct ManifestExport {
  private let job: Job
  private let lead: LeadView
  private let prefix: String?
  private let frame: Export.Frame
  private let includesUnlabelled: Bool
  private let writer: ManifestWriter
  private var written = 0
  private var boxes = 0
  private var unlabelled = 0
  private var owners: [String: ID<Image>] = [:]
  /// What was left out.
  private(set) var rejects = Rejects()

  init(
    job: Job, lead: LeadView, prefix: String?, frame: Export.Frame, includesUnlabelled: Bool
  ) throws {
    self.job = job
    self.lead = lead
    self.prefix = prefix
    self.frame = frame
    self.includesUnlabelled = includesUnlabelled
    writer = ManifestWriter(attribute: job.attribute, jobName: job.name)
  }

  /// What was written, in a sentence.
  var summary: String {
    let left = unlabelled == 0 ? "" : ", \(unlabelled) without an answer left out"
    return "\(Count.text(written, "line")) with \(Count.text(boxes, "box"))\(left)"
  }

  /// Writes the whole manifest; it gets its name only when it is complete and on the disk.
  mutating func write(to path: LocalPath, replacing: Bool) throws {
    if let prefix { _ = try SourceReference(prefix: prefix, path: Array("image.jpg".utf8)) }
    var file = try AtomicFile(path, replacingExisting: replacing)
    var last = -1
    while case let page = try lead.answers(of: job, after: last), let end = page.last {
      for answer in page {
        // Only a line that cannot be made is left out; a disk that takes no more ends everything.
        for line in lines(of: answer) { try file.append(line) }
      }
      last = end.index
    }
    guard written > 0 else {
      if !rejects.isEmpty {
        try rejects.report(to: nil)
        throw Failure("nothing could be exported, so no file was written")
      }
      throw Failure(
        "job \"\(job.name)\" has no answer to export",
        hint: "submit answers, or run \"plumbline consolidate\" where several people answered")
    }
    try file.commit()
  }

  /// The lines of a data object: one, or one for each manifest line that names it.
  private mutating func lines(of answer: Answer) -> [[UInt8]] {
    do {
      return try madeLines(of: answer)
    } catch {
      let reason = (error as? Failure)?.message ?? KnownFailure(error)?.description ?? "\(error)"
      rejects.add("image \(answer.index + 1)", reason)
      return []
    }
  }

  private mutating func madeLines(of answer: Answer) throws -> [[UInt8]] {
    if answer.layer == nil, !includesUnlabelled {
      unlabelled += 1
      return []
    }
    var lines: [[UInt8]] = []
    var boxCount = 0
    for source in try sources(of: answer) {
      try claim(source, for: answer.image)
      if let layer = answer.layer {
        let made = try boxAnswer(layer, image: answer.image, source: source)
        lines.append(try writer.line(for: made) + [0x0A])
        boxCount += made.boxes.count
      } else {
        lines.append(Self.unlabelledLine(source) + [0x0A])
      }
    }
    written += lines.count
    boxes += boxCount
    return lines
  }

  /// Notes whose name in the manifest this is; two pictures under one name would be mixed up.
  private mutating func claim(
    _ source: Interchange.BoxAnswer.Source, for image: Image
  ) throws {
    guard case .reference(let reference) = source else { return }
    if let owner = owners[reference.description], owner != image.id {
      throw Failure(
        "another picture is called \(reference) in the manifest already; rename one of the files")
    }
    owners[reference.description] = image.id
  }

  /// A line without an answer: as it came, or just the picture.
  private static func unlabelledLine(_ source: Interchange.BoxAnswer.Source) -> [UInt8] {
    switch source {
    case .line(let object): return object.bytes
    case .reference(let reference):
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("source-ref")
      writer.string(reference.description)
      writer.endObject()
      return writer.bytes
    }
  }

  private func boxAnswer(
    _ layer: Layer, image: Image, source: Interchange.BoxAnswer.Source
  ) throws -> Interchange.BoxAnswer {
    guard let size = image.size else { throw Failure("the size of its image is not known") }
    let isTurned = frame == .stored && image.orientation >= 5
    let boxes = layer.shapes.compactMap { shape -> Interchange.BoxAnswer.LabelledBox? in
      guard case .box(let box) = shape.geometry, let index = job.classIndex(of: shape.label) else {
        return nil
      }
      return Interchange.BoxAnswer.LabelledBox(
        classIndex: index, name: job.labels[index].name,
        box: frame == .stored ? box.stored(fromUpright: image.orientation, in: size) : box,
        confidence: shape.confidence)
    }
    return Interchange.BoxAnswer(
      source: source, imageSize: isTurned ? size.transposed : size, boxes: boxes,
      isHumanAnnotated: layer.source.answerRank != nil, createdAt: layer.createdAt)
  }

  /// What each line of the data object begins with: as it came, or with its picture below the
  /// prefix.
  private func sources(of answer: Answer) throws -> [Interchange.BoxAnswer.Source] {
    let origin = RecordOrigin(file: "image \(answer.index + 1)")
    let lines = try answer.lines.compactMap { line in
      try line.raw.map { raw -> Interchange.BoxAnswer.Source in
        let object = try ManifestObject(parsing: raw, origin: origin)
        guard prefix != nil else { return .line(object) }
        let text = try line.sourceRef ?? ownReference(of: answer)
        let moved = try belowPrefix(SourceReference(text, origin: origin))
        return .line(
          try object.replacing("source-ref", with: moved.description, origin: origin))
      }
    }
    if !lines.isEmpty { return lines }
    return [
      .reference(
        try belowPrefix(SourceReference(try ownReference(of: answer), origin: origin)))
    ]
  }

  /// The prefix and the picture's key; the reference itself where no prefix was asked for.
  private func belowPrefix(_ reference: SourceReference) throws -> SourceReference {
    guard let prefix else { return reference }
    return try SourceReference(prefix: prefix, path: Array(reference.key.utf8))
  }

  /// The reference that the picture was given when it was added, or its file name.
  private func ownReference(of answer: Answer) throws -> String {
    let facts = try lead.metadata(of: answer.image.id)
    if let known = facts.first(where: { $0.key == PictureReference.key }) { return known.value }
    for location in answer.image.locations {
      switch location.place {
      case .uri(let text): return text
      case .path(let bytes):
        let name = bytes.split(separator: 0x2F).last.map(Array.init) ?? []
        return try SourceReference(prefix: "", path: name).description
      }
    }
    throw Failure("no place of its image is known")
  }
}
