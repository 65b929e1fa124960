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
    return "\(written) lines with \(boxes) boxes\(left)"
  }

  /// Writes the whole manifest; it gets its name only when it is complete and on the disk.
  mutating func write(to path: LocalPath, replacing: Bool) throws {
    var file = try AtomicFile(path, replacingExisting: replacing)
    var last = -1
    while case let page = try lead.answers(of: job, after: last), let end = page.last {
      for answer in page {
        do {
          try append(answer, to: &file)
        } catch let error as InterchangeError {
          rejects.add(error)
        } catch let error as Failure {
          rejects.add("image \(answer.index + 1)", error.message)
        }
      }
      last = end.index
    }
    guard written > 0 else {
      throw Failure(
        "job \"\(job.name)\" has no answer to export",
        hint: "submit answers, or run \"plumbline consolidate\" where several people answered")
    }
    try file.commit()
  }

  /// A data object that several lines name is written once for each of them.
  private mutating func append(_ answer: Answer, to file: inout AtomicFile) throws {
    guard let layer = answer.layer else { return try appendUnlabelled(answer, to: &file) }
    for source in try sources(of: answer) {
      try writer.append(try boxAnswer(layer, image: answer.image, source: source), to: &file)
      written += 1
      boxes += layer.shapes.count
    }
  }

  private mutating func appendUnlabelled(_ answer: Answer, to file: inout AtomicFile) throws {
    guard includesUnlabelled else {
      unlabelled += 1
      return
    }
    for line in answer.lines {
      if let raw = line.raw {
        try file.append(raw + [0x0A])
        written += 1
      }
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

  /// What each line of the data object begins with: as it came, or below the prefix.
  private func sources(of answer: Answer) throws -> [Interchange.BoxAnswer.Source] {
    if let prefix {
      let path = try ownPath(of: answer)
      return [.reference(try SourceReference(prefix: prefix, path: path))]
    }
    let origin = RecordOrigin(file: "image \(answer.index + 1)")
    let lines = try answer.lines.compactMap { line in
      try line.raw.map {
        Interchange.BoxAnswer.Source.line(try ManifestObject(parsing: $0, origin: origin))
      }
    }
    if !lines.isEmpty { return lines }
    return [.reference(try SourceReference(try ownReference(of: answer), origin: origin))]
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

  /// The picture's path below the prefix: the key of its reference without bucket.
  private func ownPath(of answer: Answer) throws -> [UInt8] {
    let text = try answer.lines.first?.sourceRef ?? ownReference(of: answer)
    let origin = RecordOrigin(file: "image \(answer.index + 1)")
    return Array(try SourceReference(text, origin: origin).key.utf8)
  }
}
