import AnnotationModel
import Interchange
import Store

/// Makes the lines of a manifest out of a job's answers.
struct ManifestLineMaker {
  /// A line, what it is meant to say, and the mask that belongs to it.
  struct Made {
    var bytes: [UInt8]
    var meaning: ManifestMeaning
    var mask: ClassMaskPicture?
    /// Boxes or labels in it.
    var things = 0
  }

  /// The attribute that the lines carry.
  let attribute: LabelAttributeName
  private let job: Job
  private let lead: LeadView
  private let options: ManifestOptions
  private let writer: ManifestWriter
  private let isAdjustment: Bool
  private let maskFolder: String
  private let palette: [MaskClass]
  private var owners = ReferenceOwners()

  /// Makes lines of a job; `maskFolder` is the name of the folder that masks lie in.
  init(
    job: Job, parent: Job?, lead: LeadView, options: ManifestOptions, maskFolder: String
  ) throws {
    self.job = job
    self.lead = lead
    self.options = options
    self.maskFolder = maskFolder
    attribute =
      try options.attribute.map { try LabelAttributeName($0, for: job.task) } ?? job.attribute
    if let parent, parent.attribute == attribute, Self.needsNewName(job.task, after: parent.task) {
      throw Failure(
        "job \"\(job.name)\" continues \"\(parent.name)\" under the same attribute \"\(attribute)\","
          + " so its answers would replace those that it began with",
        hint: "give it a new one with --attribute")
    }
    isAdjustment = parent?.task == job.task && parent?.attribute != attribute
    writer = ManifestWriter(
      attribute: attribute, jobName: job.name,
      passThrough: options.isSingle ? .sourceOnly : .everything)
    palette = MaskPalette.classes(of: job.labels.map(\.name))
  }

  /// Adjustments and verifications must not overwrite what they are about (`sms-reusing-data`).
  private static func needsNewName(_ task: TaskType, after parent: TaskType) -> Bool {
    task == .labelVerification || task == parent
  }

  /// The line of an image; nil when it has no answer and such lines are left out.
  mutating func make(_ line: ExportLine) throws -> Made? {
    switch line {
    case .untouched(_, let raw, _) where options.keepsLines:
      return Made(bytes: raw, meaning: .asItCame)
    case .untouched(let number, _, _):
      guard let answer = try lead.answer(onLine: number, of: job) else { return nil }
      return try make(answer, line: answer.lines.first { $0.number == number })
    case .image(let answer, let line): return try make(answer, line: line)
    case .unread(let line): return Made(bytes: line.raw, meaning: .asItCame)
    }
  }

  private mutating func make(_ answer: Answer, line: SourceLine?) throws -> Made? {
    guard let layer = answer.layer else {
      guard options.includesUnlabelled else { return nil }
      if let raw = line?.raw, options.prefix == nil { return Made(bytes: raw, meaning: .asItCame) }
      let source = try source(of: answer, line)
      try claim(source, for: answer)
      return Made(bytes: unlabelledLine(source), meaning: .asItCame)
    }
    let source = try source(of: answer, line)
    try claim(source, for: answer)
    switch job.task {
    case .boundingBox: return try boxes(layer, answer.image, source)
    case .semanticSegmentation: return try mask(layer, answer, source)
    default: return try labels(layer, source)
    }
  }

  /// The line of a layer as Rekognition Custom Labels reads it.
  mutating func customLabels(
    _ layer: Layer, _ answer: Answer, _ writer: CustomLabelsWriter
  ) throws -> [UInt8] {
    let source = try source(of: answer, answer.lines.first)
    try claim(source, for: answer)
    if job.task == .boundingBox {
      guard case .boxes(let made) = try boxes(layer, answer.image, source).meaning else {
        return []
      }
      return try writer.line(for: made)
    }
    let labels = layer.tags.compactMap { tag in
      job.classIndex(of: tag.label).map {
        ManifestLabel(classID: $0, name: job.labels[$0].name, confidence: tag.confidence)
      }
    }
    guard case .reference(let reference) = try referenceOnly(source) else { return [] }
    return writer.line(
      for: labels, of: reference, isHumanAnnotated: layer.source.answerRank != nil,
      createdAt: layer.createdAt)
  }

  /// A source without the other keys of its line.
  private func referenceOnly(
    _ source: Interchange.BoxAnswer.Source
  ) throws -> Interchange.BoxAnswer.Source {
    guard case .line(let object) = source else { return source }
    let origin = RecordOrigin(file: "image")
    let text = try object.value(of: "source-ref", origin: origin)?.string ?? ""
    return .reference(try SourceReference(text, origin: origin))
  }

  // MARK: Answers

  private func boxes(
    _ layer: Layer, _ image: Image, _ source: Interchange.BoxAnswer.Source
  ) throws -> Made {
    guard let size = image.size else { throw Failure("the size of its image is not known") }
    let isTurned = options.frame == .stored && image.orientation >= 5
    let boxes = layer.shapes.compactMap { shape -> Interchange.BoxAnswer.LabelledBox? in
      guard let index = job.classIndex(of: shape.label) else { return nil }
      let box = shape.geometry.bounds
      return Interchange.BoxAnswer.LabelledBox(
        classIndex: index, name: job.labels[index].name,
        box: options.frame == .stored ? box.stored(fromUpright: image.orientation, in: size) : box,
        confidence: shape.confidence)
    }
    let answer = Interchange.BoxAnswer(
      source: source, imageSize: isTurned ? size.transposed : size, boxes: boxes,
      isHumanAnnotated: layer.source.answerRank != nil, createdAt: layer.createdAt,
      adjustment: try adjustment(of: layer))
    return Made(
      bytes: try writer.line(for: answer), meaning: .boxes(answer), things: boxes.count)
  }

  private func labels(
    _ layer: Layer, _ source: Interchange.BoxAnswer.Source
  ) throws -> Made {
    let labels = layer.tags.compactMap { tag in
      job.classIndex(of: tag.label).map {
        ManifestLabel(classID: $0, name: job.labels[$0].name, confidence: tag.confidence)
      }
    }
    let kind: LabelAnswer.Kind
    switch job.task {
    case .multiLabelClassification: kind = .several(labels)
    default:
      guard let label = labels.first, labels.count == 1 else {
        throw Failure("it has \(Count.text(labels.count, "label")), and the job asks for one")
      }
      let comments = layer.comment.split(separator: "\n").map(String.init)
      kind = job.task == .labelVerification ? .verdict(label, comments: comments) : .single(label)
    }
    let answer = LabelAnswer(
      source: source, kind: kind, isHumanAnnotated: layer.source.answerRank != nil,
      createdAt: layer.createdAt)
    return Made(
      bytes: try writer.line(for: answer), meaning: .labels(answer), things: labels.count)
  }

  private func mask(
    _ layer: Layer, _ answer: Answer, _ source: Interchange.BoxAnswer.Source
  ) throws -> Made {
    guard let size = answer.image.size else { throw Failure("the size of its image is not known") }
    var picture = try MaskPainting.picture(of: layer, job: job, size: size)
    if options.frame == .stored { picture = picture.stored(orientation: answer.image.orientation) }
    let used = Set(picture.values.lazy.map(Int.init))
    let name = "\(answer.index)_\(MaskPainting.stem(of: answer)).png"
    let confidences = layer.shapes.compactMap(\.confidence)
    let made = MaskAnswer(
      source: source, reference: (options.maskPrefix ?? maskFolder + "/") + name,
      classes: palette.filter { $0.isBackground || used.contains($0.index ?? 0) }.map {
        MaskClass(
          index: $0.index, name: $0.name, color: $0.color, confidence: confidences.min())
      }, isHumanAnnotated: layer.source.answerRank != nil, createdAt: layer.createdAt,
      adjustment: try adjustment(of: layer))
    return Made(
      bytes: try writer.line(for: made), meaning: .mask(made), mask: picture,
      things: layer.shapes.count)
  }

  /// Whether an adjustment changed what it began with; nil when the job is none.
  private func adjustment(of layer: Layer) throws -> AdjustmentStatus? {
    guard isAdjustment else { return nil }
    guard let began = try layer.derivedFrom.map({ try lead.layer($0) }) else { return .adjusted }
    let bare = { (layer: Layer) in layer.shapes.map { ($0.label, $0.geometry) } }
    let same = bare(layer).elementsEqual(bare(began)) { $0 == $1 }
    return same ? .unadjusted : .adjusted
  }

  // MARK: Sources

  /// Notes whose name in the manifest this is; a line that keeps its own is not asked.
  private mutating func claim(
    _ source: Interchange.BoxAnswer.Source, for answer: Answer
  ) throws {
    switch source {
    case .reference(let reference):
      try owners.claim(
        reference.description, for: answer, lead: lead, isMoved: options.prefix != nil)
    case .line(let object) where options.prefix != nil:
      let origin = RecordOrigin(file: "image \(answer.index + 1)")
      let reference = try object.value(of: "source-ref", origin: origin)?.string ?? ""
      try owners.claim(reference, for: answer, lead: lead, isMoved: true)
    case .line: break
    }
  }

  /// A line without an answer: as it came, or just the picture.
  private func unlabelledLine(_ source: Interchange.BoxAnswer.Source) -> [UInt8] {
    switch source {
    case .line(let object): return object.bytes
    case .reference(let reference):
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("source-ref", reference.description)
      writer.endObject()
      return writer.bytes
    }
  }

  /// What the line begins with: as it came, or with its picture below the prefix.
  private func source(
    of answer: Answer, _ line: SourceLine?
  ) throws -> Interchange.BoxAnswer.Source {
    let origin = RecordOrigin(file: "image \(answer.index + 1)")
    guard let line, let raw = line.raw else {
      return .reference(
        try belowPrefix(SourceReference(try ownReference(of: answer), origin: origin)))
    }
    let object = try ManifestObject(parsing: raw, origin: origin)
    guard options.prefix != nil else { return .line(object) }
    let text = try line.sourceRef ?? ownReference(of: answer)
    let moved = try belowPrefix(SourceReference(text, origin: origin))
    return .line(try object.replacing("source-ref", with: moved.description, origin: origin))
  }

  /// The prefix and the picture's key; the reference itself where no prefix was asked for.
  private func belowPrefix(_ reference: SourceReference) throws -> SourceReference {
    guard let prefix = options.prefix else { return reference }
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
