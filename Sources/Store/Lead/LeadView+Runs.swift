package import AnnotationModel
import GRDB

extension LeadView {
  /// Publishes a run: its layers become answers all at once, by one undoable journal entry.
  ///
  /// Until the last layer is in, none is seen; a run that was cut off never is. Throws `unknown`
  /// for an image, label or input that is not the job's.
  package func publish(
    _ run: RunDraft, layers: some Sequence<RunLayer>, in job: Job
  ) throws(StoreError) -> PublishedRun {
    let staged = try stage(run, in: job)
    try store.writeInChunks("storing the run's inputs", run.inputs) { transaction, input in
      try add(input, to: staged, in: transaction)
    }
    var count = 0
    try store.writeInChunks("storing the run's answers", layers) { transaction, layer in
      try add(layer, to: staged, in: transaction)
      count += 1
    }
    let published = try store.write("publishing the run") { transaction in
      let record = BatchRecord(
        batch: staged.batchID.description, kind: EntryKind.run.rawValue, shown: true,
        run: staged.id)
      let entry = try append(.run, .batch(record), job: staged.job, in: transaction)
      try transaction.run(
        "UPDATE batch SET visible = 1, entry = ?, items = ?, finished_at = ? WHERE key = ?",
        [entry, count, transaction.moment.microseconds, staged.batch])
      try PendingUpdate.batch.add(staged.batch, in: transaction)
      try UndoStack(person: personKey, job: staged.job, scope: .leading).push(
        entry, in: transaction)
      return try publishedRun(staged.key, in: transaction.db)
    }
    try store.finishPendingUpdates()
    return published
  }

  /// The published runs of a job that were not taken back, oldest first.
  package func runs(of job: Job) throws(StoreError) -> [PublishedRun] {
    try store.read("listing runs") { db in
      let keys = try Int64.fetchAll(
        db,
        sql: """
          SELECT r.key FROM consolidation_run r JOIN batch b ON b.key = r.batch
          WHERE r.job = ? AND b.visible ORDER BY b.entry
          """, arguments: [try JobTable.key(of: job.id, in: db)])
      return try keys.map { try publishedRun($0, in: db) }
    }
  }

  /// A run whose layers are being stored and not seen yet.
  private struct Staged {
    let key: RowKey
    let id: ID<ConsolidationRun>
    let job: RowKey
    let batch: RowKey
    let batchID: ID<Batch>
    let source: RowKey
    let labels: [ID<Label>: RowKey]
  }

  private func stage(_ run: RunDraft, in job: Job) throws(StoreError) -> Staged {
    try store.write("preparing the run") { transaction in
      let jobKey = try JobTable.key(of: job.id, in: transaction.db)
      let batchID: ID<Batch> = transaction.newID()
      let batch = try transaction.insert(
        "INSERT INTO batch (id, kind, job, visible, begun_at) VALUES (?, ?, ?, 0, ?)",
        [batchID.blob, EntryKind.run.rawValue, jobKey, transaction.moment.microseconds])
      let id: ID<ConsolidationRun> = transaction.newID()
      let key = try transaction.insert(
        """
        INSERT INTO consolidation_run
          (id, job, person, method, parameters, outcome, created_at, batch)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id.blob, jobKey, personKey, run.method, run.parametersJSON, run.outcomeJSON,
          transaction.moment.microseconds, batch,
        ])
      return Staged(
        key: key, id: id, job: jobKey, batch: batch, batchID: batchID,
        source: try SourceTable.key(for: .init(kind: .run, run: key), in: transaction),
        labels: try JobTable.labelKeysByID(of: jobKey, in: transaction.db))
    }
  }

  private func add(
    _ input: RunInput, to staged: Staged, in transaction: Transaction
  ) throws {
    let layer = try transaction.db.integer(
      """
      SELECT l.key FROM layer l JOIN data_object d ON d.key = l.data_object
      WHERE l.id = ? AND d.job = ?
      """, [input.layer.blob, staged.job])
    guard let layer else {
      throw StoreError.unknown(kind: "layer of this job", name: input.layer.description)
    }
    try transaction.run(
      "INSERT OR IGNORE INTO run_input (run, layer, seen) VALUES (?, ?, ?)",
      [staged.key, layer, input.entry])
  }

  private func add(
    _ layer: RunLayer, to staged: Staged, in transaction: Transaction
  ) throws {
    let image = try ImageTable.key(of: layer.image, in: transaction.db)
    guard
      let object = try AssignmentTable.dataObject(
        image: image, job: staged.job, in: transaction.db)
    else { throw StoreError.unknown(kind: "image of this job", name: layer.image.description) }
    let key = try LayerTable.add(
      .init(
        id: transaction.newID(), object: object.key, source: staged.source,
        createdAt: transaction.moment, submittedAt: transaction.moment, batch: staged.batch,
        lastNumber: layer.shapes.count), in: transaction)
    for (index, shape) in layer.shapes.enumerated() {
      guard let label = staged.labels[shape.label] else {
        throw StoreError.unknown(kind: "label of this job", name: shape.label.description)
      }
      try ShapeTable.add(
        Shape(
          number: index + 1, label: shape.label, geometry: shape.geometry,
          confidence: shape.confidence), label: label, to: key, in: transaction)
    }
    try TagTable.add(layer.tags, labels: staged.labels, to: key, in: transaction)
  }

  private func publishedRun(_ key: RowKey, in db: Database) throws -> PublishedRun {
    let row = try db.firstRow(
      """
      SELECT r.id, r.method, r.parameters, r.outcome, r.created_at, p.id AS person_id, b.entry, b.items,
        EXISTS (SELECT 1 FROM run_input n JOIN layer l ON l.key = n.layer WHERE n.run = r.key
          AND (l.changed <> n.seen OR NOT \(LayerTable.isVisible))) AS is_stale
      FROM consolidation_run r JOIN batch b ON b.key = r.batch JOIN person p ON p.key = r.person
      WHERE r.key = ?
      """, [key])
    guard let row else {
      throw StoreError.damaged(action: "reading runs", detail: "run \(key) is missing")
    }
    return PublishedRun(
      id: try row.id("id"), method: row["method"], parametersJSON: row["parameters"],
      outcomeJSON: row["outcome"], createdAt: row.moment("created_at"),
      publishedBy: try row.id("person_id"),
      entry: row["entry"], layerCount: row["items"], isStale: row["is_stale"])
  }
}
