import GRDB

/// How the data objects of a job go out to its annotators.
package struct HandOutRules: Hashable, Sendable, Codable {
  /// Which of the data objects that need somebody comes next, after the higher priorities.
  package var ordering: Ordering
  /// Seconds without a heartbeat after which an untouched data object goes to somebody else.
  package var leaseSeconds: Int
  /// Seconds since its last edit after which a draft no longer keeps others away, once nothing
  /// else is left to hand out; the draft itself is kept.
  package var draftSeconds: Int

  /// Describes rules; times below a second count as one.
  package init(
    ordering: Ordering = .listed, leaseSeconds: Int = 600, draftSeconds: Int = 86_400
  ) {
    self.ordering = ordering
    self.leaseSeconds = max(1, leaseSeconds)
    self.draftSeconds = max(1, draftSeconds)
  }

  /// An order of data objects.
  package enum Ordering: String, Hashable, Sendable, Codable, CaseIterable {
    /// As the job lists them, so that images are complete early.
    case listed
    /// From a place of one's own and on round the end, so that nobody's first and last images
    /// are the same as everybody's.
    case scattered
  }

  /// The rules of a job, which are the defaults until a lead sets others.
  static func of(_ job: RowKey, in db: Database) throws -> HandOutRules {
    let row = try db.firstRow(
      "SELECT ordering, lease_seconds, draft_seconds FROM job_rule WHERE job = ?", [job])
    guard let row else { return HandOutRules() }
    return HandOutRules(
      ordering: try row.value("ordering"), leaseSeconds: row["lease_seconds"],
      draftSeconds: row["draft_seconds"])
  }
}
