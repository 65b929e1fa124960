import GRDB

/// What chance says about the next data object that is handed out, where gold is dealt.
struct Deal {
  /// Whether gold comes next; once in `HandOutRules.goldShare` times on average.
  let isGoldNext: Bool
  /// Where in the job to look from, so that no order tells gold from the rest.
  let place: Int

  init(_ rules: HandOutRules, job: RowKey, in transaction: Transaction) throws {
    let count = try transaction.db.integer("SELECT data_objects FROM job WHERE key = ?", [job]) ?? 0
    guard rules.goldShare > 0, count > 0 else {
      (isGoldNext, place) = (false, 0)
      return
    }
    isGoldNext = transaction.randomness.number(below: rules.goldShare) == 0
    place = transaction.randomness.number(below: Int(count))
  }
}
