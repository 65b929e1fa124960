package import AnnotationModel
import GRDB

/// What a model said of one data object.
package struct ModelLayer: Hashable, Sendable {
  /// The place of the data object in the job, from 0.
  package let index: Int
  /// Its newest answer.
  package let layer: Layer
  /// The entry that changed it last.
  package let entry: EntryNumber

  /// The layer as input of a run.
  package var input: RunInput { RunInput(layer: layer.id, entry: entry) }
}

extension LeadView {
  /// What models said of the data objects at some places of a job, in that order.
  ///
  /// Of each model only the newest round counts; several models are ordered by when they came in.
  package func modelLayers(
    of job: Job, at places: ClosedRange<Int>
  ) throws(StoreError) -> [ModelLayer] {
    try store.read("reading predictions") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      var sources = SourceCache()
      var found: [ModelLayer] = []
      let rows = try db.rows(
        """
        SELECT \(LayerTable.columns), d.position FROM \(LayerTable.tables)
        JOIN source s ON s.key = l.source
        WHERE d.job = ? AND d.position BETWEEN ? AND ? AND s.kind = 'model'
          AND \(LayerTable.isVisible) ORDER BY d.position, l.source, l.round
        """, [jobKey, places.lowerBound, places.upperBound])
      for row in rows {
        let source = try sources.source(row["source"], in: db)
        let next = ModelLayer(
          index: row["position"], layer: try LayerTable.layer(row, source: source, in: db),
          entry: row["changed"])
        if let last = found.last, last.index == next.index, last.layer.source == source {
          found.removeLast()
        }
        found.append(next)
      }
      return found
    }
  }
}
