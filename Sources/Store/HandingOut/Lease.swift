import AnnotationModel
import GRDB

/// The time that leases count in.
///
/// Ticks are microseconds that only ever grow. While the host runs they follow its uptime; what
/// passes between two starts of the host does not count, so no restart ends a lease.
enum Lease {
  /// The ticks now, noted so that nobody sees fewer later.
  static func ticks(in transaction: Transaction) throws -> Int64 {
    let reading = transaction.uptime()
    let known = try transaction.db.firstRow("SELECT boot, reading, ticks FROM lease_clock", [])
    var ticks: Int64 = known?["ticks"] ?? 0
    if let known, known["boot"] as String == reading.boot {
      let passed = reading.microseconds - (known["reading"] as Int64)
      // A reading from before the last one, should there ever be one, is worth nothing.
      guard passed > 0 else { return ticks }
      ticks += passed
    }
    try transaction.run(
      """
      INSERT INTO lease_clock (single, boot, reading, ticks) VALUES (1, ?, ?, ?)
      ON CONFLICT (single) DO UPDATE
        SET boot = excluded.boot, reading = excluded.reading, ticks = excluded.ticks
      """, [reading.boot, reading.microseconds, ticks])
    return ticks
  }

  /// When a lease that begins now ends; nil for states that are not leased.
  static func end(
    for state: AssignmentState, job: RowKey, in transaction: Transaction
  ) throws -> Int64? {
    guard state == .leased || state == .draft else { return nil }
    let rules = try HandOutRules.of(job, in: transaction.db)
    let seconds = state == .leased ? rules.leaseSeconds : rules.draftSeconds
    return try ticks(in: transaction) + Int64(seconds) * 1_000_000
  }
}
