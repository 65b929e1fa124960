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
  /// Pages in the log after the last commit of the watched connection.
  private let pages = Atomic<Int>(0)
  private let isEmptying = Atomic<Bool>(false)
  private let path: String
  private let queue = DispatchQueue(label: "write-ahead log", qos: .utility)

  /// Pages from which an import empties the log: SQLite's own measure, 4 MB.
  private static let long = 1000
  /// Pages from which people's processes do; more, so that they leave it to a running import.
  private static let veryLong = 4000

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
    guard pages.load(ordering: .relaxed) >= Self.veryLong,
      !isEmptying.exchange(true, ordering: .acquiring)
    else { return }
    queue.async { [self] in
      defer { isEmptying.store(false, ordering: .releasing) }
      // What cannot be moved now stays in the log, where it is as safe; a later commit tries again.
      try? DatabaseQueue(path: path).inDatabase(empty)
    }
  }

  /// Empties a long log at once; to be called between two transactions of an import.
  func emptyIfLong(_ db: Database) {
    guard pages.load(ordering: .relaxed) >= Self.long else { return }
    try? empty(db)
  }

  /// Moves everything, so that the next commit begins the log anew; nobody has to wait meanwhile.
  ///
  /// Others commit while the pages move. What they added is moved by further passes, each much
  /// shorter than the one before. Throws `SQLITE_BUSY` when another process is doing the same.
  private func empty(_ db: Database) throws {
    for _ in 0..<3 {
      let (all, moved) = try db.checkpoint(.passive)
      if moved >= all { break }
    }
    pages.store(0, ordering: .relaxed)
  }
}
