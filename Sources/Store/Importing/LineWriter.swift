import AnnotationModel
import GRDB

/// The statements that put a manifest line into the database.
struct LineWriter {
  private let image, location, objectOfImage, object, line, layer, shape, tag, claim, round,
    parentLayer, review: BoundStatement

  init(in db: Database) throws {
    image = try BoundStatement(
      "INSERT INTO image (id, claimed_width, claimed_height, batch) VALUES (?, ?, ?, ?)", in: db)
    location = try BoundStatement(
      """
      INSERT INTO location (image, ordinal, folder, name, state)
      VALUES (?, 0, ?, ?, 'notFetched')
      """, in: db)
    objectOfImage = try BoundStatement(
      "SELECT key FROM data_object WHERE image = ? AND job = ?", in: db)
    // A trigger counts the row, so the count is always the next free position.
    object = try BoundStatement(
      """
      INSERT INTO data_object (job, position, image, batch)
      SELECT key, data_objects, ?, ? FROM job WHERE key = ?
      """, in: db)
    line = try BoundStatement(
      """
      INSERT INTO source_line (data_object, job, line_number, source_ref, raw)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT (data_object, line_number) DO NOTHING RETURNING key
      """, in: db)
    layer = try BoundStatement(
      """
      INSERT INTO layer (id, data_object, source, round, created_at, submitted_at, comment, batch,
        last_number, changed, line, derived_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: db)
    shape = try BoundStatement(
      """
      INSERT INTO shape (layer, number, label, kind, box_left, box_top, box_right, box_bottom,
        confidence, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: db)
    tag = try BoundStatement(
      "INSERT INTO tag (layer, ordinal, label, confidence) VALUES (?, ?, ?, ?)", in: db)
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
    review = try BoundStatement(
      """
      INSERT INTO review (data_object, job, position, state, level, margin, author, base)
      SELECT key, job, position, 'waiting', ?, ?, 0, ? FROM data_object WHERE key = ?
      """, in: db)
    round = try BoundStatement(
      "SELECT coalesce(max(round), 0) + 1 FROM layer WHERE data_object = ? AND source = ?", in: db)
  }

  func addImage(
    _ id: ID<Image>, size: ImageSize?, batch: RowKey, at place: ReferenceFinder.Place
  ) throws -> RowKey {
    image.bind(1, id)
    image.bind(2, (size?.width).map(Int64.init))
    image.bind(3, (size?.height).map(Int64.init))
    image.bind(4, batch)
    let key = try image.insert()
    location.bind(1, key)
    location.bind(2, place.folder)
    location.bind(3, place.name)
    try location.run()
    return key
  }

  /// Notes the claimed size of an image that has none yet.
  func claim(_ size: ImageSize, of image: RowKey) throws {
    claim.bind(1, size.width)
    claim.bind(2, size.height)
    claim.bind(3, image)
    try claim.run()
  }

  func dataObject(image: RowKey, job: RowKey) throws -> RowKey? {
    objectOfImage.bind(1, image)
    objectOfImage.bind(2, job)
    return try objectOfImage.firstInteger()
  }

  func addDataObject(image: RowKey, job: RowKey, batch: RowKey) throws -> RowKey {
    object.bind(1, image)
    object.bind(2, batch)
    object.bind(3, job)
    return try object.insert()
  }

  /// Adds a line; nil when the data object has one of that number.
  func addLine(
    _ number: Int, reference: String, raw: [UInt8], to object: RowKey, job: RowKey
  ) throws -> RowKey? {
    line.bind(1, object)
    line.bind(2, job)
    line.bind(3, number)
    line.bind(4, reference)
    line.bind(5, raw)
    return try line.firstInteger()
  }

  /// The round of a source's next layer.
  func nextRound(of object: RowKey, source: RowKey) throws -> Int {
    round.bind(1, object)
    round.bind(2, source)
    return Int(try round.firstInteger() ?? 1)
  }

  func addLayer(
    _ id: ID<Layer>, of object: RowKey, source: RowKey, round: Int, madeAt: Timestamp,
    comment: String, batch: RowKey, shapes: Int, entry: EntryNumber, line: RowKey,
    basedOn parent: RowKey?
  ) throws -> RowKey {
    layer.bind(1, id)
    layer.bind(2, object)
    layer.bind(3, source)
    layer.bind(4, round)
    layer.bind(5, madeAt.microseconds)
    layer.bind(6, madeAt.microseconds)
    layer.bind(7, comment)
    layer.bind(8, batch)
    layer.bind(9, shapes)
    layer.bind(10, entry)
    layer.bind(11, line)
    layer.bind(12, parent)
    return try layer.insert()
  }

  /// Puts a data object into the review queue.
  func addReview(of object: RowKey, base: RowKey, queue: ReviewPlace) throws {
    review.bind(1, queue.level)
    review.bind(2, queue.margin)
    review.bind(3, base)
    review.bind(4, object)
    try review.run()
  }

  /// The newest finished layer of an image in another job.
  func latestLayer(of image: RowKey, in job: RowKey) throws -> RowKey? {
    parentLayer.bind(1, image)
    parentLayer.bind(2, job)
    return try parentLayer.firstInteger()
  }

  func addShape(
    _ number: Int, label: RowKey, _ geometry: Geometry, confidence: Confidence?, to layer: RowKey
  ) throws {
    let bounds = geometry.bounds
    shape.bind(1, layer)
    shape.bind(2, number)
    shape.bind(3, label)
    shape.bind(4, geometry.kindNumber)
    shape.bind(5, bounds.left)
    shape.bind(6, bounds.top)
    shape.bind(7, bounds.right)
    shape.bind(8, bounds.bottom)
    shape.bind(9, confidence?.value)
    if let detail = geometry.detail { shape.bind(10, detail) } else { shape.bindNull(10) }
    try shape.run()
  }

  func addTag(
    _ ordinal: Int, label: RowKey, confidence: Confidence?, to layer: RowKey
  ) throws {
    tag.bind(1, layer)
    tag.bind(2, ordinal)
    tag.bind(3, label)
    tag.bind(4, confidence?.value)
    try tag.run()
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
