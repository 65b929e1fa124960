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
    let candidates = try candidates(object, &sources, in: db)
    let layer = try Self.answer(among: candidates).map {
      try LayerTable.layer($0.row, source: $0.source, in: db)
    }
    return Answer(
      index: row["position"], image: try ImageTable.image(row["image"], in: db),
      lines: try SourceLine.all(of: object, in: db), layer: layer,
      annotators: Set(candidates.compactMap(\.annotator)).count)
  }

  private struct Candidate {
    let row: Row
    let source: Source
    /// The person behind an annotator's layer, merges followed.
    let annotator: RowKey?
  }

  /// The finished layers of a data object, oldest first.
  private func candidates(
    _ object: RowKey, _ sources: inout SourceCache, in db: Database
  ) throws -> [Candidate] {
    let rows = try db.rows(HotQuery.candidates, [object])
    return try rows.map { row in
      let isPerson = row["kind"] == SourceTable.Kind.person.rawValue
      return Candidate(
        row: row, source: try sources.source(row["source"], in: db),
        annotator: isPerson ? try PersonTable.root(of: row["person"], in: db) : nil)
    }
  }

  private static func answer(among candidates: [Candidate]) -> Candidate? {
    let alone = Set(candidates.compactMap(\.annotator)).count == 1
    var best: (rank: Int, candidate: Candidate)?
    for candidate in candidates {
      guard let rank = candidate.source.answerRank, candidate.annotator == nil || alone
      else { continue }
      if rank <= best?.rank ?? .max { best = (rank, candidate) }
    }
    return best?.candidate
  }
}
