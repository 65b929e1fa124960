import AnnotationModel
import GRDB

/// The statements that put manifest lines into the database.
struct LineWriter {
  private let image, location, object, line, layer, box, shape, tag, review: BulkInsertion
  private let objectOfImage, knownLine, firstLine, claim, round, parentLayer: BoundStatement
  private let counters: BulkCounters

  /// Prepares the statements of one import; what all its rows share stands in them as constants.
  ///
  /// Columns come in the order of the tables, so that SQLite need not rearrange them in each row.
  init(
    job: RowKey, source: RowKey, batch: RowKey, entry: EntryNumber, in db: Database
  ) throws {
    func insertion(_ table: String, _ row: String) throws -> BulkInsertion {
      try BulkInsertion(into: table, row: row, in: db)
    }
    image = try insertion(
      "image (key, id, claimed_width, claimed_height, batch)", "(?, ?, ?, ?, \(batch))")
    location = try insertion(
      "location (image, ordinal, folder, name, state)", "(?, 0, ?, ?, 'notFetched')")
    object = try insertion(
      "data_object (key, job, position, image, submitted, batch)",
      "(?, \(job), ?, ?, 0, \(batch))")
    line = try insertion(
      "source_line (key, data_object, job, line_number, source_ref, raw)",
      "(?, ?, \(job), ?, ?, ?)")
    layer = try insertion(
      """
      layer (key, id, data_object, source, round, created_at, submitted_at, active_seconds,
        comment, derived_from, batch, last_number, changed, line)
      """, "(?, ?, ?, \(source), ?, ?, ?, NULL, ?, ?, \(batch), ?, \(entry), ?)")
    box = try insertion(
      "shape (layer, number, label, kind, box_left, box_top, box_right, box_bottom, confidence)",
      "(?, ?, ?, \(Geometry.boxKind), ?, ?, ?, ?, ?)")
    shape = try insertion(
      """
      shape (layer, number, label, kind, box_left, box_top, box_right, box_bottom, confidence,
        detail)
      """, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    tag = try insertion("tag (layer, ordinal, label, confidence)", "(?, ?, ?, ?)")
    review = try insertion(
      "review (data_object, job, position, state, level, margin, author, base)",
      "(?, \(job), ?, 'waiting', ?, ?, 0, ?)")
    counters = try BulkCounters(of: job, in: db)
    objectOfImage = try BoundStatement(
      "SELECT key FROM data_object WHERE image = ? AND job = \(job)", in: db)
    knownLine = try BoundStatement(
      "SELECT key FROM source_line WHERE data_object = ? AND line_number = ?", in: db)
    firstLine = try BoundStatement(
      "SELECT line_number FROM source_line WHERE data_object = ? ORDER BY key LIMIT 1", in: db)
    claim = try BoundStatement(
      """
      UPDATE image SET claimed_width = ?, claimed_height = ?
      WHERE key = ? AND claimed_width IS NULL
      """, in: db)
    parentLayer = try BoundStatement(
      """
      SELECT l.key FROM data_object d JOIN layer l ON l.data_object = d.key
      WHERE d.image = ? AND d.job = ? AND l.submitted_at IS NOT NULL AND \(LayerTable.isVisible)
      ORDER BY l.key DESC LIMIT 1
      """, in: db)
    round = try BoundStatement(
      """
      SELECT coalesce(max(round), 0) + 1 FROM layer WHERE data_object = ? AND source = \(source)
      """, in: db)
  }

  /// Notes the claimed size of an image that has none yet.
  func claim(_ size: ImageSize, of image: RowKey) throws {
    claim.bind(1, size.width)
    claim.bind(2, size.height)
    claim.bind(3, image)
    try claim.run()
  }

  /// The data object of an image; nil when the job does not have it.
  func dataObject(image: RowKey) throws -> RowKey? {
    objectOfImage.bind(1, image)
    return try objectOfImage.firstInteger()
  }

  /// Whether a data object has a line of that number.
  func hasLine(_ number: Int, object: RowKey) throws -> Bool {
    knownLine.bind(1, object)
    knownLine.bind(2, number)
    return try knownLine.firstInteger() != nil
  }

  /// The number of the first line of a data object; nil when no line names it.
  func firstLine(of object: RowKey) throws -> Int? {
    firstLine.bind(1, object)
    return try firstLine.firstInteger().map(Int.init)
  }

  /// The round of the source's next layer.
  func nextRound(of object: RowKey) throws -> Int {
    round.bind(1, object)
    return Int(try round.firstInteger() ?? 1)
  }

  /// The newest finished layer of an image in another job.
  func latestLayer(of image: RowKey, in job: RowKey) throws -> RowKey? {
    parentLayer.bind(1, image)
    parentLayer.bind(2, job)
    return try parentLayer.firstInteger()
  }
}

extension LineWriter {
  /// Puts in everything that is pending, tables that others refer to first, and counts it.
  func write(_ pending: PendingLines) throws {
    try writeImages(pending)
    try line.insert(pending.lines) { statement, first, line in
      statement.bind(first, line.key)
      statement.bind(first + 1, line.object)
      statement.bind(first + 2, line.number)
      statement.bind(first + 3, line.reference)
      statement.bind(first + 4, line.raw)
    }
    try layer.insert(pending.layers) { statement, first, layer in
      statement.bind(first, layer.key)
      statement.bind(first + 1, layer.id)
      statement.bind(first + 2, layer.object)
      statement.bind(first + 3, layer.round)
      statement.bind(first + 4, layer.madeAt.microseconds)
      statement.bind(first + 5, layer.madeAt.microseconds)
      statement.bind(first + 6, layer.comment)
      statement.bind(first + 7, layer.basedOn)
      statement.bind(first + 8, layer.lastNumber)
      statement.bind(first + 9, layer.line)
    }
    try writeThings(pending)
    try review.insert(pending.reviews) { statement, first, review in
      statement.bind(first, review.object.key)
      statement.bind(first + 1, review.object.position)
      statement.bind(first + 2, review.queue.level)
      statement.bind(first + 3, review.queue.margin)
      statement.bind(first + 4, review.base)
    }
    try counters.count(objects: pending.objects.count, reviews: pending.reviews.count)
  }

  private func writeImages(_ pending: PendingLines) throws {
    try image.insert(pending.images) { statement, first, image in
      statement.bind(first, image.key)
      statement.bind(first + 1, image.id)
      statement.bind(first + 2, (image.size?.width).map(Int64.init))
      statement.bind(first + 3, (image.size?.height).map(Int64.init))
    }
    try location.insert(pending.images) { statement, first, image in
      statement.bind(first, image.key)
      statement.bind(first + 1, image.place.folder)
      statement.bind(first + 2, image.place.name)
    }
    try object.insert(pending.objects) { statement, first, object in
      statement.bind(first, object.key)
      statement.bind(first + 1, object.position)
      statement.bind(first + 2, object.image)
    }
  }

  private func writeThings(_ pending: PendingLines) throws {
    try box.insert(pending.boxes) { statement, first, new in
      Self.bind(new.thing, to: statement, first)
      Self.bind(new.box, new.thing.confidence, to: statement, first + 3)
    }
    try shape.insert(pending.shapes) { statement, first, new in
      Self.bind(new.thing, to: statement, first)
      statement.bind(first + 3, new.geometry.kindNumber)
      Self.bind(new.geometry.bounds, new.thing.confidence, to: statement, first + 4)
      if let detail = new.geometry.detail {
        statement.bind(first + 9, detail)
      } else {
        statement.bindNull(first + 9)
      }
    }
    try tag.insert(pending.tags) { statement, first, tag in
      statement.bind(first, tag.layer)
      statement.bind(first + 1, tag.ordinal)
      statement.bind(first + 2, tag.label)
      statement.bind(first + 3, tag.confidence?.value)
    }
  }

  private static func bind(
    _ thing: PendingLines.NewThing, to statement: BoundStatement, _ first: Int32
  ) {
    statement.bind(first, thing.layer)
    statement.bind(first + 1, thing.number)
    statement.bind(first + 2, thing.label)
  }

  private static func bind(
    _ bounds: Box, _ confidence: Confidence?, to statement: BoundStatement, _ first: Int32
  ) {
    statement.bind(first, bounds.left)
    statement.bind(first + 1, bounds.top)
    statement.bind(first + 2, bounds.right)
    statement.bind(first + 3, bounds.bottom)
    statement.bind(first + 4, confidence?.value)
  }
}

/// Where a layer of labels without thresholds of their own stands in the review queue.
struct ReviewPlace {
  /// 0 with a measured confidence, 1 with things but none measured, 2 without things.
  private(set) var level = 2
  /// How far the worst thing is above the threshold.
  private(set) var margin = 0.0

  /// Learns of one thing.
  mutating func learn(confidence: Confidence?) {
    guard let confidence else {
      level = min(level, 1)
      return
    }
    let above = confidence.value - AnswerUpdate.defaultThreshold
    margin = level == 0 ? min(margin, above) : above
    level = 0
  }
}
