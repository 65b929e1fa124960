import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Moves what was committed from the write-ahead log into the database, so that nobody waits for it.
///
/// By default SQLite does this within the very commit that makes the log longer than a thousand
/// pages, and the person who made it waits for two more visits to the disk. Here a commit only
/// notes how long the log is. A long one is emptied on a thread and a connection of their own
/// after the commit has returned, and an import empties it between two of its chunks.
final class WriteAheadLog: Sendable {
  /// The connection that moves pages, made when it is first needed, and when it may try again.
  private struct Mover {
    var database: DatabaseQueue?
    var rests: ContinuousClock.Instant?
  }

  /// Pages in the log after the last commit of the watched connection.
  private let pages = Atomic<Int>(0)
  private let mover = Mutex(Mover())
  private let path: String
  private let queue = DispatchQueue(label: "write-ahead log", qos: .utility)

  /// Pages from which an import empties the log: 12 MB, so that pages which chunk after chunk
  /// changes are moved once and not thrice.
  private static let long = 3000
  /// Pages from which people's processes do; more, so that they leave it to a running import.
  private static let veryLong = 4000
  /// How long people may be held up by the end of emptying, in seconds.
  private static let patience = 0.005

  /// Watches the log of the database at a path.
  init(path: String) { self.path = path }

  /// Has a connection note the length of the log after each of its commits, and do nothing else
  /// about it; this object must live as long as the connection writes.
  func watch(_ db: Database) {
    // Unsafe: SQLite hands the pointer back during commits of this connection only.
    unsafe sqlite3_wal_hook(
      db.sqliteConnection,
      { context, _, _, pages in
        if let context = unsafe context {
          let log = unsafe Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue()
          log.pages.store(Int(pages), ordering: .relaxed)
        }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Empties a very long log in the background; to be called when somebody's commit has returned.
  func commitReturned() {
    guard pages.load(ordering: .relaxed) >= Self.veryLong else { return }
    queue.async { [self] in emptyIfLong(Self.veryLong) }
  }

  /// Empties a long log at once; to be called between two transactions of an import.
  func chunkReturned() { emptyIfLong(Self.long) }

  private func emptyIfLong(_ limit: Int) {
    mover.withLock { mover in
      guard pages.load(ordering: .relaxed) >= limit,
        mover.rests.map({ $0 < .now }) ?? true
      else { return }
      do {
        let database = try mover.database ?? connection()
        mover.database = database
        try database.inDatabase(Self.empty)
        mover.rests = nil
      } catch {
        // Another process is at it, or somebody reads for long. What stays in the log is as safe
        // there; a later commit tries again.
        mover.rests = .now + .milliseconds(200)
      }
      pages.store(0, ordering: .relaxed)
    }
  }

  private func connection() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "write-ahead log"
    configuration.busyMode = .timeout(Self.patience)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Moves everything and has the next commit begin the log anew.
  ///
  /// Others commit while the first pass moves most pages. Only the second, which moves what they
  /// added, holds the lock: without it, a log that is written to all the time would never begin
  /// anew, and commits to a growing file take longer. Throws `SQLITE_BUSY` for what could not be
  /// had at once.
  private static func empty(_ db: Database) throws {
    try db.checkpoint(.passive)
    try db.checkpoint(.restart)
  }
}
