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
  /// One of how many data objects that an annotator gets is gold; 0 deals none.
  ///
  /// While gold is dealt, everybody's data objects come in an order that nobody can foresee, since
  /// a jump would give the gold away.
  package var goldShare: Int

  /// Describes rules; times below a second count as one.
  package init(
    ordering: Ordering = .listed, leaseSeconds: Int = 600, draftSeconds: Int = 86_400,
    goldShare: Int = 0
  ) {
    self.ordering = ordering
    self.leaseSeconds = max(1, leaseSeconds)
    self.draftSeconds = max(1, draftSeconds)
    self.goldShare = max(0, goldShare)
  }

  /// Reads rules, also those that were written before gold was dealt.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      ordering: try values.decode(Ordering.self, forKey: .ordering),
      leaseSeconds: try values.decode(Int.self, forKey: .leaseSeconds),
      draftSeconds: try values.decode(Int.self, forKey: .draftSeconds),
      goldShare: try values.decodeIfPresent(Int.self, forKey: .goldShare) ?? 0)
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
      "SELECT ordering, lease_seconds, draft_seconds, gold_share FROM job_rule WHERE job = ?",
      [job])
    guard let row else { return HandOutRules() }
    return HandOutRules(
      ordering: try row.value("ordering"), leaseSeconds: row["lease_seconds"],
      draftSeconds: row["draft_seconds"], goldShare: row["gold_share"])
  }
}
