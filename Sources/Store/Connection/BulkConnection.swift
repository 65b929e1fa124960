import CSQLiteSettings
import GRDB

/// A connection of its own for an import of millions of rows, without foreign keys and triggers.
///
/// Checking that each row's parents exist and counting it by a trigger takes half of the time of
/// such an import. Whoever writes here looks the parents up, or makes them, in the same
/// transaction, and counts a chunk at once (`BulkCounters`); `Store.integrityCheck` and a test
/// check both. What is not a bulk insertion runs `withTriggers`.
struct BulkConnection {
  /// What the transactions run on.
  let database: DatabaseQueue

  /// Connects to the file of a pool, with its patience; commits are watched by `log`.
  init(beside pool: DatabasePool, watchedBy log: WriteAheadLog) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = pool.configuration.busyMode
    configuration.label = "bulk import"
    database = try DatabaseQueue(path: pool.path, configuration: configuration)
    try database.inDatabase { db in
      try Connection.prepareForWriting(db)
      // A chunk stays in memory until it is committed.
      try db.execute(sql: "PRAGMA cache_size = -\(Self.cacheKilobytes)")
      Self.enableTriggers(false, in: db)
      log.watch(db)
    }
  }

  private static let cacheKilobytes = 8192

  /// Does what needs the triggers of the schema, on a connection of this kind or any other.
  static func withTriggers(_ db: Database, _ body: () throws -> Void) rethrows {
    enableTriggers(true, in: db)
    defer { enableTriggers(false, in: db) }
    try body()
  }

  private static func enableTriggers(_ enabled: Bool, in db: Database) {
    // The only failure is a connection that is not open.
    unsafe _ = css_enable_triggers(db.sqliteConnection, enabled ? 1 : 0)
  }
}
