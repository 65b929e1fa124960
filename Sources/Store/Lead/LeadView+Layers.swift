package import AnnotationModel
import GRDB

extension LeadView {
  /// Puts finished layers from files into a job, as one journal entry.
  ///
  /// A layer whose source, image and shapes the job has already is counted as known, so a file
  /// can be imported again. One that differs from what its source gave before becomes a further
  /// round. Persons come with an assignment that is submitted. A layer whose image or labels are
  /// not the job's is rejected and named, and the others go in.
  package func importLayers(
    _ layers: some Sequence<ImportedLayer>, into job: Job
  ) throws(StoreError) -> LayerImport {
    let (jobKey, labels) = try store.read("opening the job") { db in
      let key = try JobTable.key(of: job.id, in: db)
      return (key, try JobTable.labelKeysByID(of: key, in: db))
    }
    var importer = LayerImporter(
      job: jobKey, labels: labels, intake: Intake(.layers, job: jobKey, by: self))
    try store.writeInChunks("importing layers", layers) { transaction, layer in
      try importer.take(layer, in: transaction)
    }
    return try importer.finish()
  }

  /// Everybody's submitted answers in a job, grouped by data object, in the order of the job.
  ///
  /// Pages over data objects with at least one answer: those after `index` (-1 from the start),
  /// at most `limit`; an empty page is the end. Of each person only the newest round counts, and
  /// persons who were merged are one annotator.
  package func submittedLayers(
    of job: Job, after index: Int = -1, limit: Int = 1000
  ) throws(StoreError) -> [SubmittedAnswers] {
    try store.read("reading answers") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      var sources = SourceCache()
      return try db.rows(
        """
        SELECT key, position, image FROM data_object
        WHERE job = ? AND position > ? AND submitted > 0 ORDER BY position LIMIT ?
        """, [jobKey, index, limit]
      ).map { row in
        let image = try ImageTable.image(row["image"], in: db)
        return SubmittedAnswers(
          index: row["position"], image: image,
          layers: try submitted(row["key"], &sources, in: db))
      }
    }
  }

  func submitted(
    _ object: RowKey, _ sources: inout SourceCache, in db: Database
  ) throws -> [SubmittedLayer] {
    let rows = try db.rows(
      """
      SELECT \(LayerTable.columns), s.person, l.derived_from FROM \(LayerTable.tables)
      JOIN source s ON s.key = l.source
      WHERE l.data_object = ? AND s.kind = 'person' AND l.submitted_at IS NOT NULL
        AND \(LayerTable.isVisible) ORDER BY l.round, l.submitted_at, l.key
      """, [object])
    var newest: [RowKey: Row] = [:]
    for row in rows { newest[try PersonTable.root(of: row["person"], in: db)] = row }
    return try newest.sorted { $0.key < $1.key }.map { person, row in
      let source = try sources.person(person, in: db)
      let layer = try LayerTable.layer(row, source: .person(source), in: db)
      let start = try suggestion(behind: row["derived_from"], of: person, in: db)
      return SubmittedLayer(
        annotator: source, layer: layer,
        suggestion: try start.map {
          .init(
            shapes: try ShapeTable.shapes(of: $0, in: db), tags: try TagTable.tags(of: $0, in: db))
        }, entry: row["changed"])
    }
  }

  /// The layer of somebody else that an answer started from; one's own earlier rounds are one's own
  /// work.
  private func suggestion(
    behind layer: RowKey?, of person: RowKey, in db: Database
  ) throws -> RowKey? {
    var next = layer
    while let key = next {
      let row = try db.firstRow(
        """
        SELECT l.derived_from, s.kind, s.person FROM layer l JOIN source s ON s.key = l.source
        WHERE l.key = ?
        """, [key])
      guard let row, row["kind"] == SourceTable.Kind.person.rawValue,
        let maker = row["person"] as RowKey?, try PersonTable.root(of: maker, in: db) == person
      else { return key }
      next = row["derived_from"]
    }
    return nil
  }
}

/// Sources and persons that were read before, for walking over many layers.
struct SourceCache {
  private var sources: [RowKey: Source] = [:]
  private var persons: [RowKey: ID<Person>] = [:]

  mutating func source(_ key: RowKey, in db: Database) throws -> Source {
    if let known = sources[key] { return known }
    let source = try SourceTable.source(key, in: db)
    sources[key] = source
    return source
  }

  mutating func person(_ key: RowKey, in db: Database) throws -> ID<Person> {
    if let known = persons[key] { return known }
    let person = try PersonTable.person(key, in: db).id
    persons[key] = person
    return person
  }
}

/// All submitted answers to one data object.
package struct SubmittedAnswers: Hashable, Sendable {
  /// The place of the data object in the job, from 0.
  package let index: Int
  /// The picture.
  package let image: Image
  /// One layer per annotator, ordered by when the annotator entered the project.
  package let layers: [SubmittedLayer]
}

/// A submitted layer with what a run must note about it.
package struct SubmittedLayer: Hashable, Sendable {
  /// Who made it, merges followed.
  package let annotator: ID<Person>
  /// The answer.
  package let layer: Layer
  /// Numbers of the shapes that are as they were in the layer that this one was made from.
  ///
  /// Nobody found them without help, so they are no independent answers.
  package let accepted: Set<Int>
  /// The labels of the whole image that the layer was started with; nil when it was started empty.
  ///
  /// Only where the answer differs from them did its maker say something without help.
  package let suggestedTags: Set<ID<Label>>?
  /// The entry that changed it last, so that a run can tell whether it has changed since.
  package let entry: EntryNumber

  /// What a layer of somebody else held when this one was made from it.
  struct Suggestion {
    var shapes: [Shape]
    var tags: [Tag]
  }

  init(annotator: ID<Person>, layer: Layer, suggestion: Suggestion?, entry: EntryNumber) {
    self.annotator = annotator
    self.layer = layer
    self.entry = entry
    let suggested = suggestion?.shapes ?? []
    accepted = Set(
      layer.shapes.filter { shape in
        suggested.contains { $0.label == shape.label && $0.geometry == shape.geometry }
      }.map(\.number))
    suggestedTags = suggestion.map { Set($0.tags.map(\.label)) }
  }

  /// The layer as input of a run.
  package var input: RunInput { RunInput(layer: layer.id, entry: entry) }
}
