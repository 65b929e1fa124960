package import AnnotationModel
import FoundationEssentials
import GRDB

/// A line of a manifest that could not be read.
package struct UnreadLine: Hashable, Sendable {
  /// Ground Truth's dataset object id: objects counted from 0, unread ones too.
  package let number: Int
  /// The whole line without its ending.
  package let raw: [UInt8]
  /// Why it could not be read.
  package let reason: String

  /// Describes a line.
  package init(number: Int, raw: [UInt8], reason: String) {
    self.number = number
    self.raw = raw
    self.reason = reason
  }
}

extension UnreadLine {
  /// Keeps the line; nothing happens when the job has one of its number.
  func keep(in job: RowKey, batch: RowKey, _ transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO unread_line (job, line_number, batch, raw, reason) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """, [job, number, batch, Data(raw), reason])
  }
}

extension LeadView {
  /// The lines of a job's manifests that could not be read, in their order: at most `limit` with a
  /// number above `number`.
  package func unreadLines(
    of job: Job, after number: Int = -1, limit: Int = 100
  ) throws(StoreError) -> [UnreadLine] {
    try store.read("reading lines") { db in
      try db.rows(HotQuery.unreadLines, [try JobTable.key(of: job.id, in: db), number, limit])
        .map { row in
          UnreadLine(
            number: row["line_number"], raw: [UInt8](row["raw"] as Data), reason: row["reason"])
        }
    }
  }
}
