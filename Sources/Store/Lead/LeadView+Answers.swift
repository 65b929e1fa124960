package import AnnotationModel
import GRDB

extension LeadView {
  /// The answers of a job in the order of its data objects, those without an answer included.
  ///
  /// Pages: the data objects after `index` (-1 from the start), at most `limit`; an empty page is
  /// the end. The answer is gold, else a reviewer's, else an adjudication, else the latest
  /// published run, else an import, else the only annotator's; of equals the latest.
  package func answers(
    of job: Job, after index: Int = -1, limit: Int = 1000
  ) throws(StoreError) -> [Answer] {
    try store.read("reading answers") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      var sources = SourceCache()
      return try db.rows(
        HotQuery.dataObjects, [jobKey, index, limit]
      ).map { try answer(to: $0, &sources, in: db) }
    }
  }

  /// The answer to the data object of a row with its key, position and image.
  func answer(to row: Row, _ sources: inout SourceCache, in db: Database) throws -> Answer {
    let object: RowKey = row["key"]
    let finished = try FinishedLayer.all(of: object, in: db)
    let layer = try finished.answer.flatMap { answer in
      try db.firstRow(HotQuery.layer, [answer.key]).map {
        try LayerTable.layer($0, source: sources.source(answer.source, in: db), in: db)
      }
    }
    return Answer(
      index: row["position"], image: try ImageTable.image(row["image"], in: db),
      lines: try SourceLine.all(of: object, in: db), layer: layer,
      annotators: finished.annotators.count)
  }
}
