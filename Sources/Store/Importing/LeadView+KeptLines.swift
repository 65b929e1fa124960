package import AnnotationModel
import GRDB

/// A line of a manifest as an import kept it.
package struct KeptLine: Hashable, Sendable {
  /// Ground Truth's dataset object id: objects counted from 0.
  package let number: Int
  /// The whole line without its ending; nil when it was not kept.
  package let raw: [UInt8]?
  /// Whether it stayed out of the job.
  package let isLeftOut: Bool
}

extension LeadView {
  /// The jobs that stand and came in by an import of a folder, in the order of their entry.
  package func importedJobs() throws(StoreError) -> [Job] {
    try store.read("listing jobs") { db in
      let keys = try Int64.fetchAll(
        db,
        sql: """
          SELECT j.key FROM job j JOIN batch b ON b.key = j.batch WHERE b.visible ORDER BY j.key
          """)
      return try keys.map { try JobTable.job($0, in: db) }
    }
  }

  /// The lines of a job in the order of their numbers, those that stayed out among them: at most
  /// `limit` with a number above `number`.
  package func keptLines(
    of job: Job, after number: Int = -1, limit: Int = 1000
  ) throws(StoreError) -> [KeptLine] {
    try store.read("reading lines") { db in
      let rows = try BoundStatement(HotQuery.keptLines, in: db)
      let key = try JobTable.key(of: job.id, in: db)
      for first in [Int32(1), 3] {
        rows.bind(first, key)
        rows.bind(first + 1, number)
      }
      rows.bind(5, limit)
      var lines: [KeptLine] = []
      while try rows.next() {
        lines.append(
          KeptLine(
            number: Int(rows.integer(0)), raw: rows.bytes(1), isLeftOut: rows.integer(2) != 0))
      }
      return lines
    }
  }
}
