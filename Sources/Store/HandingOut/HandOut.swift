import AnnotationModel
import GRDB

/// Finds the data object that one person gets next in a job.
struct HandOut {
  let job: RowKey
  let person: RowKey
  let db: Database
  /// Persons who were merged into this one: what they have, the person has.
  private let others: [RowKey]

  init(job: RowKey, person: RowKey, in db: Database) throws {
    self.job = job
    self.person = person
    self.db = db
    others = try PersonTable.family(of: person, in: db).filter { $0 != person }
  }

  /// The person's own work first, else what somebody is needed for; nil when there is nothing.
  func next(passing: Set<RowKey>, in transaction: Transaction) throws
    -> AssignmentTable.DataObject?
  {
    for state in [AssignmentState.returned, .draft, .leased] {
      if let own = try own(state, passing: passing) { return own }
    }
    try reclaim(.leased, in: transaction)
    let rules = try HandOutRules.of(job, in: db)
    let deal = try Deal(rules, job: job, in: transaction)
    if deal.isGoldNext, let gold = try gold(from: deal.place, passing) { return gold }
    let start = rules.goldShare > 0 ? deal.place : rules.ordering == .scattered ? try offset() : 0
    if let wanted = try wanted(from: start, passing) { return wanted }
    if try reclaim(.draft, in: transaction), let wanted = try wanted(from: start, passing) {
      return wanted
    }
    return rules.goldShare > 0 ? try gold(from: deal.place, passing) : nil
  }

  /// The first position after `index` that the person has not finished and may work on.
  func nextUnfinished(after index: Int) throws -> Int? {
    let found = try [AssignmentState.returned, .draft, .leased].compactMap {
      try self.own($0, after: index, passing: [])?.position
    }
    return try (found + [open(from: index + 1)].compactMap(\.self)).min()
  }

  /// The first open position that neither the person nor one merged into them has finished.
  private func open(from start: Int) throws -> Int? {
    var position = start
    while let row = try db.firstRow(HotQuery.nextOpen, [job, position]) {
      let found: Int = row["position"]
      position = try firstUnfinished(from: found)
      guard position == found else { continue }
      if try !isWithOthers(row["key"]) { return found }
      position += 1
    }
    return nil
  }

  private func own(
    _ state: AssignmentState, after index: Int = -1, passing: Set<RowKey>
  ) throws -> AssignmentTable.DataObject? {
    var position = index
    while let row = try db.firstRow(HotQuery.ownWork, [job, person, state.rawValue, position]) {
      position = row["position"]
      let isOpen: Bool = row["is_open"]
      // Gold is everybody's once, however many have it.
      let mayWork =
        try row["seat"] as Int64 != 0 || row["is_seeded"] || (isOpen && !isWithOthers(row["key"]))
      if mayWork && !passing.contains(row["key"]) { return dataObject(row) }
    }
    return nil
  }

  /// Frees the seats whose leases have run out; false when none had.
  ///
  /// A draft stays with its maker; only its claim on the image ends.
  @discardableResult
  private func reclaim(_ state: AssignmentState, in transaction: Transaction) throws -> Bool {
    let ended = try Int64.fetchAll(
      db.cachedStatement(sql: HotQuery.endedLeases),
      arguments: [job, state.rawValue, Lease.ticks(in: transaction)])
    let after = state == .leased ? AssignmentState.waiting : state
    for key in ended {
      try transaction.run(
        "UPDATE assignment SET state = ?, seat = 0, lease_expires_at = NULL WHERE key = ?",
        [after.rawValue, key])
    }
    return !ended.isEmpty
  }

  /// The first gold at or after a place, and on round the end, that the person never had.
  private func gold(from start: Int, _ passing: Set<RowKey>) throws -> AssignmentTable.DataObject? {
    for (first, end) in [(start, Int.max), (0, start)] {
      var position = first
      while position < end, let row = try db.firstRow(HotQuery.nextSeeded, [job, position]) {
        let found = dataObject(row)
        guard found.position < end else { break }
        position = try firstUnfinished(from: found.position)
        guard position == found.position else { continue }
        if try !passing.contains(found.key) && !isBegun(found.key) { return found }
        position += 1
      }
    }
    return nil
  }

  /// Whether the person, or somebody who was merged into them, has begun a data object.
  private func isBegun(_ object: RowKey) throws -> Bool {
    try ([person] + others).contains { member in
      try db.integer(
        "SELECT 1 FROM assignment WHERE person = ? AND data_object = ? AND state <> 'waiting'",
        [member, object]) != nil
    }
  }

  private func wanted(
    from start: Int, _ passing: Set<RowKey>
  ) throws -> AssignmentTable.DataObject? {
    var level = Int64.max
    while let priority = try db.integer(HotQuery.nextPriority, [job, level]) {
      if let found = try wanted(priority, from: start, before: .max, passing) { return found }
      if let found = try wanted(priority, from: 0, before: start, passing) { return found }
      level = priority
    }
    return nil
  }

  private func wanted(
    _ priority: Int64, from start: Int, before end: Int, _ passing: Set<RowKey>
  ) throws -> AssignmentTable.DataObject? {
    var position = start
    while position < end,
      let row = try db.firstRow(HotQuery.nextWanted, [job, priority, position])
    {
      let found = dataObject(row)
      guard found.position < end else { return nil }
      position = try firstUnfinished(from: found.position)
      guard position == found.position else { continue }
      if try !passing.contains(found.key) && !isWithOthers(found.key) { return found }
      position += 1
    }
    return nil
  }

  private func firstUnfinished(from start: Int) throws -> Int {
    var position = start
    var moved = true
    while moved {
      moved = false
      for member in [person] + others {
        let next = try FinishedRanges(job: job, person: member)
          .firstUnfinished(from: position, in: db)
        moved = moved || next > position
        position = next
      }
    }
    return position
  }

  /// Whether somebody who was merged into the person holds a data object.
  func isWithOthers(_ object: RowKey) throws -> Bool {
    try others.contains { other in
      try db.integer(
        "SELECT 1 FROM assignment WHERE person = ? AND data_object = ? AND seat <> 0",
        [other, object]) != nil
    }
  }

  /// A place of the person's own, spread by Knuth's multiplicative hash (TAOCP 6.4).
  private func offset() throws -> Int {
    let count = try db.integer("SELECT data_objects FROM job WHERE key = ?", [job]) ?? 0
    guard count > 0 else { return 0 }
    let spread = UInt32(truncatingIfNeeded: person &* 31 &+ job) &* 2_654_435_769
    return Int(UInt64(spread) * UInt64(count) >> 32)
  }

  private func dataObject(_ row: Row) -> AssignmentTable.DataObject {
    AssignmentTable.DataObject(
      key: row["key"], job: job, position: row["position"], image: row["image"])
  }
}
