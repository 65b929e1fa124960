import AnnotationModel
import GRDB

/// Writes manifest lines with their answers, by statements that are prepared once.
struct LineImporter {
  private let job: RowKey
  private let parent: RowKey?
  private let source: RowKey
  private let labels: [RowKey]
  private let placed: (Image, ImageSize?, Geometry) throws -> Geometry?
  private let writer: LineWriter
  private var images: ReferenceFinder
  var intake: Intake
  private(set) var result = ImportedLines()

  init(
    job: Job, parent: Job?, source: String, intake: Intake,
    placed: @escaping (Image, ImageSize?, Geometry) throws -> Geometry?, in transaction: Transaction
  ) throws {
    self.job = try JobTable.key(of: job.id, in: transaction.db)
    self.parent = try parent.map { try JobTable.key(of: $0.id, in: transaction.db) }
    self.source = try SourceTable.key(
      for: .init(kind: .imported, name: source), in: transaction)
    labels = try JobTable.labelKeys(of: self.job, in: transaction.db)
    self.placed = placed
    writer = try LineWriter(in: transaction.db)
    images = try ReferenceFinder(in: transaction.db)
    self.intake = intake
    result.perClass = [Int](repeating: 0, count: labels.count)
  }

  /// Puts in one line, or counts why it cannot go in.
  mutating func take(_ line: ImportedLine, in transaction: Transaction) throws {
    let (batch, entry) = try intake.open(in: transaction)
    let image: RowKey
    var known: RowKey?
    switch try images.find(line.sourceRef, in: transaction) {
    case .several:
      result.rejected.append(
        (
          line.number,
          "several files of the project end as \(line.sourceRef) does; their folders do not tell "
            + "which is meant"
        ))
      return
    case .known(let key):
      image = key
      known = try writer.dataObject(image: key, job: job)
      if let size = line.claimedSize { try writer.claim(size, of: key) }
    case .new(let place):
      image = try writer.addImage(
        transaction.newID(), size: line.claimedSize, batch: batch, at: place)
      result.newImages += 1
    }
    let object = try known ?? writer.addDataObject(image: image, job: job, batch: batch)
    if known == nil { result.newObjects += 1 }
    guard
      let lineKey = try writer.addLine(
        line.number, reference: line.sourceRef, raw: line.raw, to: object, job: job)
    else {
      // The same line of an earlier import.
      return
    }
    result.lines += 1
    intake.count()
    guard let answer = line.answer else { return }
    try add(
      answer, line: lineKey, claimed: line.claimedSize, to: object, image: image,
      isNew: known == nil, batch: batch, entry: entry, in: transaction)
  }

  private mutating func add(
    _ answer: LineAnswer, line: RowKey, claimed: ImageSize?, to object: RowKey, image: RowKey,
    isNew: Bool, batch: RowKey, entry: EntryNumber, in transaction: Transaction
  ) throws {
    let measured = try images.measuredImage(image, in: transaction.db)
    let madeAt = answer.madeAt ?? transaction.moment
    let round = isNew ? 1 : try writer.nextRound(of: object, source: source)
    let layer = try writer.addLayer(
      transaction.newID(), of: object, source: source, round: round, madeAt: madeAt,
      comment: answer.comment, batch: batch, shapes: answer.shapes.count, entry: entry, line: line,
      basedOn: try parent.flatMap { try writer.latestLayer(of: image, in: $0) })
    var number = 0
    var queue = ReviewPlace()
    for shape in answer.shapes {
      var geometry = shape.geometry
      if let measured {
        guard let upright = try placed(measured, claimed, geometry) else { continue }
        geometry = upright
      }
      number += 1
      try writer.addShape(
        number, label: labels[shape.classIndex], geometry, confidence: shape.confidence, to: layer)
      result.perClass[shape.classIndex] += 1
      queue.learn(confidence: shape.confidence)
    }
    for (ordinal, tag) in answer.tags.enumerated() {
      try writer.addTag(
        ordinal, label: labels[tag.classIndex], confidence: tag.confidence, to: layer)
      result.perClass[tag.classIndex] += 1
    }
    result.answers += 1
    guard isNew else { return try AnswerUpdate.run(object, in: transaction) }
    // What AnswerUpdate would find for a data object whose only layer this is.
    try writer.addReview(of: object, base: layer, queue: queue)
  }
}
