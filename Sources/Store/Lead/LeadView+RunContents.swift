package import AnnotationModel
import GRDB

extension LeadView {
  /// The layers that a run combined, as it read them; throws `unknown`.
  package func inputs(of run: ID<ConsolidationRun>) throws(StoreError) -> [RunInput] {
    try store.read("reading what the run combined") { db in
      try db.rows(
        """
        SELECT l.id, n.seen FROM run_input n JOIN layer l ON l.key = n.layer
        WHERE n.run = ? ORDER BY n.layer
        """, [try Self.key(of: run, in: db)]
      ).map { RunInput(layer: try $0.id("id"), entry: $0["seen"]) }
    }
  }

  /// What a run answered, in the order of the job; of images that were purged nothing is left.
  ///
  /// Pages: the data objects after `index` (-1 from the start), at most `limit`; an empty page is
  /// the end. Throws `unknown`.
  package func layers(
    of run: ID<ConsolidationRun>, after index: Int = -1, limit: Int = 1000
  ) throws(StoreError) -> [(index: Int, layer: Layer)] {
    try store.read("reading what the run answered") { db in
      let key = try Self.key(of: run, in: db)
      guard let source = try SourceTable.knownKey(for: .init(kind: .run, run: key), in: db)
      else { return [] }
      return try db.rows(
        """
        SELECT \(LayerTable.columns), d.position FROM consolidation_run r
        JOIN data_object d ON d.job = r.job AND d.position > ?
        JOIN layer l ON l.data_object = d.key AND l.source = ?
        JOIN image i ON i.key = d.image JOIN job j ON j.key = d.job
        LEFT JOIN layer f ON f.key = l.derived_from
        WHERE r.key = ? ORDER BY d.position LIMIT ?
        """, [index, source, key, limit]
      ).map { row in
        (row["position"], try LayerTable.layer(row, source: .run(run), in: db))
      }
    }
  }

  private static func key(of run: ID<ConsolidationRun>, in db: Database) throws -> RowKey {
    guard
      let key = try db.integer("SELECT key FROM consolidation_run WHERE id = ?", [run.blob])
    else { throw StoreError.unknown(kind: "run", name: run.description) }
    return key
  }
}
