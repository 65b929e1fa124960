package import AnnotationModel
import GRDB

/// What a lead does in one job to decide between differing answers.
///
/// The lead's own layer ranks above every run and below reviewers and gold. Every action is
/// undoable, together with the runs that the lead has published in the job, the newest first.
package struct Adjudicator: Sendable {
  let lead: LeadView
  let jobKey: RowKey
  /// The job with its labels.
  package let job: Job

  /// The data object of an image; throws `unknown`.
  package func item(of image: ID<Image>) throws(StoreError) -> AdjudicationItem {
    try lead.store.read("reading an image") { db in
      let found = try AssignmentTable.dataObject(
        image: ImageTable.key(of: image, in: db), job: jobKey, in: db)
      guard let found else {
        throw StoreError.unknown(kind: "image of this job", name: image.description)
      }
      return try item(found, in: db)
    }
  }

  /// Changes shapes of the lead's layer, which is begun as a copy of `start` when there is none.
  ///
  /// Each `before` must be what the layer, or else the start, holds; otherwise `outdated` is thrown
  /// and nothing changes. A decided one must be reopened first (`submitted`).
  package func apply(
    _ changes: [ShapeChange], to dataObject: DataObjectKey, from start: AdjudicationStart,
    activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    guard !changes.isEmpty else { throw .invalid("an edit without a change cannot be saved") }
    return try act(on: dataObject, "saving the edit", activeSeconds) { desk in
      guard desk.state != .decided else {
        throw StoreError.submitted(index: desk.object.position)
      }
      var record = desk.record(to: .draft, from: start)
      record.changes += changes
      return record
    }
  }

  /// Chooses what applies to the image as a whole.
  package func choose(
    _ tags: [Tag], for dataObject: DataObjectKey, from start: AdjudicationStart,
    activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, "saving the choice", activeSeconds) { desk in
      guard desk.state != .decided else {
        throw StoreError.submitted(index: desk.object.position)
      }
      var record = desk.record(to: .draft, from: start)
      record.tags = .init(before: record.tags?.before ?? desk.tags, after: tags)
      return record
    }
  }

  /// Makes the lead's layer, or else a copy of `start`, the answer.
  package func decide(
    _ dataObject: DataObjectKey, from start: AdjudicationStart, activeSeconds: Double = 0
  ) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, "adjudicating", activeSeconds) { desk in
      guard desk.state != .decided else {
        throw StoreError.submitted(index: desk.object.position)
      }
      return desk.record(to: .decided, from: start)
    }
  }

  /// Takes up again what this lead has decided; throws `notSubmitted` for anything else.
  package func reopen(_ dataObject: DataObjectKey) throws(StoreError) -> EntryNumber {
    try act(on: dataObject, "reopening", 0) { desk in
      guard desk.state == .decided else {
        throw StoreError.notSubmitted(index: desk.object.position)
      }
      return desk.record(to: .draft, from: .init())
    }
  }

  private func act(
    on dataObject: DataObjectKey, _ action: String, _ activeSeconds: Double,
    _ record: (AdjudicationDesk) throws -> AdjudicationRecord
  ) throws(StoreError) -> EntryNumber {
    try lead.store.write(action) { transaction in
      try PersonTable.checkRole(of: lead.personKey, asOneOf: [.lead], in: transaction.db)
      let object = try AssignmentTable.dataObject(dataObject, job: jobKey, in: transaction.db)
      var desk = try AdjudicationDesk(person: lead.personKey, object: object, in: transaction)
      let entry = try desk.perform(
        record(desk), kind: .adjudicate, activeSeconds: activeSeconds)
      try stack.push(entry, in: transaction)
      return entry
    }
  }

  var stack: UndoStack { UndoStack(person: lead.personKey, job: jobKey, scope: .leading) }

  func item(
    _ object: AssignmentTable.DataObject, in db: Database
  ) throws -> AdjudicationItem {
    let known = try AdjudicationDesk.row(person: lead.personKey, object: object.key, in: db)
    var sources = SourceCache()
    let finished = try FinishedLayer.all(of: object.key, in: db)
    let layer = try known.flatMap { row in
      try db.firstRow(HotQuery.layer, [row.layer]).map {
        try LayerTable.layer($0, source: sources.source($0["source"], in: db), in: db)
      }
    }
    let last = try known.flatMap {
      try db.integer("SELECT last_number FROM layer WHERE key = ?", [$0.layer])
    }
    return AdjudicationItem(
      dataObject: DataObjectKey(value: object.key), index: object.position,
      image: try ImageTable.image(object.image, in: db), state: known?.state ?? .none,
      layer: known?.state == AdjudicationState.none ? nil : layer,
      nextShapeNumber: Int(last ?? 0) + 1,
      answers: try lead.submitted(object.key, &sources, in: db),
      answeredBy: try finished.answer.map { try sources.source($0.source, in: db) })
  }
}

extension LeadView {
  /// What this lead does in a job to decide between answers; throws `unknown`.
  package func adjudicator(of job: Job) throws(StoreError) -> Adjudicator {
    let (job, key) = try store.read("opening the job") { db in
      let key = try JobTable.key(of: job.id, in: db)
      return (try JobTable.job(key, in: db), key)
    }
    return Adjudicator(lead: self, jobKey: key, job: job)
  }
}
