import AnnotationModel
import GRDB

/// Puts layers from files into a job, one after the other.
struct LayerImporter {
  let job: RowKey
  let labels: [ID<Label>: RowKey]
  var intake: Intake
  private(set) var result = LayerImport()
  private var makers: [ImportedSource: Maker] = [:]
  private var index = -1

  /// A source and, if it is a person, whose assignments its layers fulfil.
  private struct Maker {
    let source: RowKey
    let person: RowKey?
  }

  init(job: RowKey, labels: [ID<Label>: RowKey], intake: Intake) {
    self.job = job
    self.labels = labels
    self.intake = intake
  }

  /// Puts in one layer, or counts it as known or rejected.
  mutating func take(_ layer: ImportedLayer, in transaction: Transaction) throws {
    index += 1
    guard let object = try dataObject(of: layer.image, in: transaction.db) else {
      return reject("image \(layer.image) is not in the job; add it to the job first")
    }
    let shapes = layer.shapes.enumerated().map { index, shape in
      Shape(
        number: index + 1, label: shape.label, geometry: shape.geometry,
        confidence: shape.confidence)
    }
    let used = shapes.map(\.label) + layer.tags.map(\.label)
    if let stranger = used.first(where: { labels[$0] == nil }) {
      return reject("label \(stranger) is not one of the job's labels")
    }
    let maker = try maker(of: layer.source, in: transaction)
    let known = try rounds(of: maker.source, object: object.key, in: transaction.db)
    for round in known
    where try ShapeTable.shapes(of: round.layer, in: transaction.db) == shapes
      && TagTable.tags(of: round.layer, in: transaction.db) == layer.tags
    {
      result.known += 1
      return
    }
    if let person = maker.person,
      try hasOwnWork(person, object: object.key, in: transaction.db)
    {
      return reject("its annotator has worked on the image here; the file's answer is left out")
    }
    let round = max(layer.round, (known.map(\.number).max() ?? 0) + 1)
    try add(layer, shapes, round: round, object, maker, in: transaction)
  }

  /// Completes the import.
  mutating func finish() throws(StoreError) -> LayerImport {
    try intake.finish()
    result.entry = intake.entry
    return result
  }

  private mutating func reject(_ reason: String) {
    result.rejected.append(.init(index: index, reason: reason))
  }

  private func dataObject(
    of image: ID<Image>, in db: Database
  ) throws -> AssignmentTable.DataObject? {
    guard let key = try db.integer("SELECT key FROM image WHERE id = ?", [image.blob])
    else { return nil }
    return try AssignmentTable.dataObject(image: key, job: job, in: db)
  }

  private mutating func add(
    _ layer: ImportedLayer, _ shapes: [Shape], round: Int,
    _ object: AssignmentTable.DataObject, _ maker: Maker, in transaction: Transaction
  ) throws {
    let (batch, entry) = try intake.open(in: transaction)
    let submittedAt = layer.submittedAt ?? transaction.moment
    let id: ID<Layer> = transaction.newID()
    let key = try LayerTable.add(
      .init(
        id: id, object: object.key, source: maker.source, round: round, createdAt: submittedAt,
        submittedAt: submittedAt, activeSeconds: layer.activeSeconds, comment: layer.comment,
        batch: batch, lastNumber: shapes.count, changed: entry), in: transaction)
    for shape in shapes {
      guard let label = labels[shape.label] else { continue }
      try ShapeTable.add(shape, label: label, to: key, in: transaction)
    }
    try TagTable.add(layer.tags, labels: labels, to: key, in: transaction)
    if let person = maker.person {
      try BatchAssignments(batch: batch, entry: entry).fulfil(
        person: person, object: object, in: transaction)
    }
    try AnswerUpdate.run(object.key, in: transaction)
    result.added += 1
    intake.count()
  }

  private mutating func maker(
    of source: ImportedSource, in transaction: Transaction
  ) throws -> Maker {
    if let maker = makers[source] { return maker }
    let columns: SourceTable.Columns
    switch source {
    case .person(let identity, let name):
      let person = try person(identity, name: name, in: transaction)
      columns = .init(kind: .person, person: person)
    case .model(let name, let version, let floor):
      columns = .init(kind: .model, name: name, version: version, floor: floor?.value)
    case .gold: columns = .init(kind: .gold)
    case .imported(let name): columns = .init(kind: .imported, name: name)
    }
    let maker = Maker(
      source: try SourceTable.key(for: columns, in: transaction), person: columns.person)
    makers[source] = maker
    return maker
  }

  /// Finds or adds the person of an identity; an added one belongs to the batch.
  private mutating func person(
    _ identity: Person.Identity, name: String, in transaction: Transaction
  ) throws -> RowKey {
    if let known = try PersonTable.directKey(for: identity, in: transaction.db) { return known }
    let draft = PersonDraft(name: name, identities: [identity])
    return try PersonTable.add(
      draft, roles: [.annotator], batch: intake.open(in: transaction).batch, in: transaction)
  }

  private func rounds(
    of source: RowKey, object: RowKey, in db: Database
  ) throws -> [(layer: RowKey, number: Int)] {
    try db.rows(
      """
      SELECT l.key, l.round FROM layer l
      WHERE l.data_object = ? AND l.source = ? AND \(LayerTable.isVisible) ORDER BY l.round
      """, [object, source]
    ).map { ($0["key"], $0["round"]) }
  }

  /// Whether the person stands with something that did not come from a file.
  private func hasOwnWork(_ person: RowKey, object: RowKey, in db: Database) throws -> Bool {
    let assignment = try AssignmentTable.assignment(person: person, object: object, in: db)
    return assignment.key != nil && assignment.batch == nil
      && assignment.standing.state != .waiting
  }
}
