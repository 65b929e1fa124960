import CSQLiteSettings
import GRDB
import Glibc

/// The connections of one store to its database file, set up as every store wants them.
struct Connection {
  let pool: DatabasePool
  let log: WriteAheadLog

  /// Done once, before the process opens its first database.
  private static let settings: Void = { _ = css_stop_counting_memory() }()

  /// Connects; throws `notAProject` or `cannotOpen`.
  init(_ file: String, busyTimeout: Duration) throws(StoreError) {
    Self.settings
    let log = WriteAheadLog(path: file)
    self.log = log
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = Waiting.polling(for: busyTimeout)
    configuration.label = "store"
    // Setting up WAL may meet another process that does the same; that is over in an instant.
    var attempt = 0
    while true {
      attempt += 1
      do {
        let pool = try DatabasePool(path: file, configuration: configuration)
        try pool.writeWithoutTransaction { db in
          // GRDB sets NORMAL while it opens the pool, after `prepareDatabase` has run.
          try Self.prepareForWriting(db)
          log.watch(db)
        }
        self.pool = pool
        return
      } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
        throw .notAProject(file: file)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < 5 {
        usleep(20_000)
      } catch {
        throw .cannotOpen(path: file, reason: "\(StoreError(error, while: "opening"))")
      }
    }
  }

  /// Sets up what every connection that writes has.
  static func prepareForWriting(_ db: Database) throws {
    // With NORMAL a power cut could take back commits that were already reported as saved.
    try db.execute(sql: "PRAGMA synchronous = FULL")
    // What a statement has touched is saved while it runs, in case it fails half-way; bulk
    // statements touch more than the 64 KB that would stay in memory by themselves.
    try db.execute(sql: "PRAGMA temp_store = MEMORY")
  }
}
