package import AnnotationModel
import GRDB

/// What is known to be true of one data object.
package struct GoldLayer: Hashable, Sendable {
  /// The place of the data object in the job, from 0.
  package let index: Int
  /// The newest gold.
  package let layer: Layer
  /// The entry that changed it last.
  package let entry: EntryNumber

  /// The layer as input of a run.
  package var input: RunInput { RunInput(layer: layer.id, entry: entry) }
}

extension LeadView {
  /// The gold of the data objects at some places of a job, in that order.
  package func goldLayers(
    of job: Job, at places: ClosedRange<Int>
  ) throws(StoreError) -> [GoldLayer] {
    try store.read("reading gold") { db in
      let jobKey = try JobTable.key(of: job.id, in: db)
      var found: [GoldLayer] = []
      let rows = try db.rows(
        """
        SELECT \(LayerTable.columns), d.position FROM \(LayerTable.tables)
        JOIN source s ON s.key = l.source LEFT JOIN batch b ON b.key = l.batch
        WHERE d.job = ? AND d.position BETWEEN ? AND ? AND s.kind = 'gold'
          AND l.submitted_at IS NOT NULL AND (b.key IS NULL OR b.visible)
        ORDER BY d.position, coalesce(b.entry, l.changed), l.round, l.key
        """, [jobKey, places.lowerBound, places.upperBound])
      for row in rows {
        let next = GoldLayer(
          index: row["position"], layer: try LayerTable.layer(row, source: .gold, in: db),
          entry: row["changed"])
        if found.last?.index == next.index { found.removeLast() }
        found.append(next)
      }
      return found
    }
  }
}
