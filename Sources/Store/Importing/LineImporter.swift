import AnnotationModel
import GRDB

/// Writes manifest lines with their answers, a chunk at a time, by statements that are prepared
/// once.
struct LineImporter {
  private let job: RowKey
  private let parent: RowKey?
  private let labels: [RowKey]
  private let placed: (Image, ImageSize?, Geometry) throws -> Geometry
  private let batch: RowKey
  private let writer: LineWriter
  private var images: ReferenceFinder
  private var pending = PendingLines()
  private(set) var intake: Intake
  private(set) var result = ImportedLines()

  init(
    job: Job, parent: Job?, source: String, intake: Intake,
    placed: @escaping (Image, ImageSize?, Geometry) throws -> Geometry, in transaction: Transaction
  ) throws {
    self.job = try JobTable.key(of: job.id, in: transaction.db)
    self.parent = try parent.map { try JobTable.key(of: $0.id, in: transaction.db) }
    labels = try JobTable.labelKeys(of: self.job, in: transaction.db)
    self.placed = placed
    var intake = intake
    let (batch, entry) = try intake.open(in: transaction)
    self.batch = batch
    writer = try LineWriter(
      job: self.job,
      source: try SourceTable.key(for: .init(kind: .imported, name: source), in: transaction),
      batch: batch, entry: entry, in: transaction.db)
    images = try ReferenceFinder(in: transaction.db)
    self.intake = intake
    result.perClass = [Int](repeating: 0, count: labels.count)
  }

  /// What a chunk draws its keys and ids from.
  private struct Supply {
    var keys: NextKeys
    var images: IDSeries<Image>
    var layers: IDSeries<Layer>
  }

  /// Puts in lines, or counts why they cannot go in.
  ///
  /// The transaction is one of a `BulkConnection`.
  mutating func take(_ lines: [ImportedLine], in transaction: Transaction) throws {
    images.beginChunk()
    var supply = Supply(
      keys: try NextKeys(of: job, in: transaction), images: transaction.newIDs(),
      layers: transaction.newIDs())
    for line in lines { try take(line, from: &supply, in: transaction) }
    try flush(in: transaction)
  }

  /// Writes what is pending.
  private mutating func flush(in transaction: Transaction) throws {
    try writer.write(pending)
    if !pending.updates.isEmpty {
      try BulkConnection.withTriggers(transaction.db) {
        for object in pending.updates { try AnswerUpdate.run(object, in: transaction) }
      }
    }
    pending.removeAll()
  }

  /// A line that is about an image of an earlier pending line waits until that one is written.
  private mutating func find(
    _ reference: String, in transaction: Transaction
  ) throws -> ReferenceFinder.Match {
    if pending.references.contains(reference) { try flush(in: transaction) }
    let match = try images.find(reference, in: transaction)
    switch match {
    case .known(let key), .file(let key):
      if pending.known.contains(key) { try flush(in: transaction) }
    case .several, .new: break
    }
    return match
  }

  /// Leaves a line out, and keeps it as it came.
  private mutating func refuse(
    _ line: ImportedLine, _ reason: String, in transaction: Transaction
  ) throws {
    result.rejected.append((line.number, reason))
    try UnreadLine(number: line.number, raw: line.raw, reason: reason)
      .keep(in: job, batch: batch, transaction)
    intake.count()
  }

  /// The line with its shapes in the upright frame of a known image.
  private func upright(
    _ line: ImportedLine, on image: RowKey, in db: Database
  ) throws -> ImportedLine {
    guard let shapes = line.answer?.shapes, !shapes.isEmpty,
      let measured = try images.measuredImage(image, in: db)
    else { return line }
    var line = line
    line.answer?.shapes = try shapes.map { shape in
      var shape = shape
      shape.geometry = try placed(measured, line.claimedSize, shape.geometry)
      return shape
    }
    return line
  }

  private mutating func take(
    _ line: ImportedLine, from supply: inout Supply, in transaction: Transaction
  ) throws {
    var line = line
    var known: RowKey?
    let object: PendingLines.NewObject
    let match = try find(line.sourceRef, in: transaction)
    switch match {
    case .several:
      return try refuse(
        line,
        "several files of the project end as \(line.sourceRef) does; their folders do not tell "
          + "which is meant", in: transaction)
    case .known(let image), .file(let image):
      known = try writer.dataObject(image: image)
      // The same line of an earlier import.
      if let known, try writer.hasLine(line.number, object: known) { return }
      do {
        line = try upright(line, on: image, in: transaction.db)
      } catch let refusal as LineRefusal {
        return try refuse(line, refusal.reason, in: transaction)
      }
      if case .file = match { try images.remember(line.sourceRef, of: image, in: transaction) }
      if let size = line.claimedSize { try writer.claim(size, of: image) }
      if let earlier = try known.flatMap({ try writer.firstLine(of: $0) }) {
        result.repeated.append((line.number, earlier))
      }
      object =
        known.map { .init(key: $0, position: 0, image: image) }
        ?? newObject(of: image, from: &supply)
      pending.known.insert(image)
    case .new(let place):
      object = newObject(of: addImage(at: place, for: line, from: &supply), from: &supply)
    }
    let key = supply.keys.takeLine()
    pending.lines.append(
      .init(
        key: key, object: object.key, number: line.number, reference: line.sourceRef,
        raw: line.raw))
    result.lines += 1
    intake.count()
    guard let answer = line.answer else { return }
    try add(
      answer, line: key, to: object, isNew: known == nil, from: &supply, in: transaction)
  }

  private mutating func addImage(
    at place: ReferenceFinder.Place, for line: ImportedLine, from supply: inout Supply
  ) -> RowKey {
    let key = supply.keys.takeImage()
    pending.images.append(
      .init(key: key, id: supply.images.next(), size: line.claimedSize, place: place))
    pending.references.insert(line.sourceRef)
    result.newImages += 1
    return key
  }

  private mutating func newObject(
    of image: RowKey, from supply: inout Supply
  ) -> PendingLines.NewObject {
    let object = supply.keys.takeObject(of: image)
    pending.objects.append(object)
    result.newObjects += 1
    return object
  }

  private mutating func add(
    _ answer: LineAnswer, line: RowKey, to object: PendingLines.NewObject, isNew: Bool,
    from supply: inout Supply, in transaction: Transaction
  ) throws {
    let isKnownImage = pending.known.contains(object.image)
    let parentLayer =
      isKnownImage ? try parent.flatMap { try writer.latestLayer(of: object.image, in: $0) } : nil
    let layer = PendingLines.NewLayer(
      key: supply.keys.takeLayer(), id: supply.layers.next(), object: object.key,
      round: isNew ? 1 : try writer.nextRound(of: object.key),
      madeAt: answer.madeAt ?? transaction.moment, comment: answer.comment,
      lastNumber: answer.shapes.count, line: line, basedOn: parentLayer)
    pending.layers.append(layer)
    let queue = try addThings(of: answer, to: layer.key)
    result.answers += 1
    if isNew {
      // What AnswerUpdate would find for a data object whose only layer this is.
      pending.reviews.append(.init(object: object, base: layer.key, queue: queue))
    } else {
      pending.updates.append(object.key)
    }
  }

  /// Adds shapes and tags to a layer; gives its place in the review queue.
  private mutating func addThings(
    of answer: LineAnswer, to layer: RowKey
  ) throws -> ReviewPlace {
    var number = 0
    var queue = ReviewPlace()
    for shape in answer.shapes {
      let geometry = shape.geometry
      number += 1
      let thing = PendingLines.NewThing(
        layer: layer, number: number, label: labels[shape.classIndex],
        confidence: shape.confidence)
      if case .box(let box) = geometry {
        pending.boxes.append((thing, box))
      } else {
        pending.shapes.append((thing, geometry))
      }
      result.perClass[shape.classIndex] += 1
      queue.learn(confidence: shape.confidence)
    }
    for (ordinal, tag) in answer.tags.enumerated() {
      pending.tags.append(
        .init(
          layer: layer, ordinal: ordinal, label: labels[tag.classIndex],
          confidence: tag.confidence))
      result.perClass[tag.classIndex] += 1
    }
    return queue
  }
}
