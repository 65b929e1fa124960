import AnnotationModel
import FoundationEssentials
import GRDB
import Glibc

extension Store {
  /// Copies the project while others work on it, to a file that must not exist.
  ///
  /// SQLite's online backup gives one consistent moment; copying the file itself would tear it.
  /// The copy starts an origin of its own for its journal, so that original and copy can both go
  /// on and be told apart.
  package func backup(to file: String) throws(StoreError) {
    let descriptor = unsafe Glibc.open(file, O_CREAT | O_EXCL | O_RDWR, 0o666)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw .cannotOpen(
        path: file,
        reason: "\(reason); choose a new file in a folder that is there and that you may write to")
    }
    close(descriptor)
    let origin: ID<Origin> = randomness.id(at: moment)
    do {
      var configuration = Configuration()
      configuration.label = "backup"
      let copy = try DatabaseQueue(path: file, configuration: configuration)
      try pool.backup(to: copy)
      try copy.writeWithoutTransaction { db in
        // The copy is one file, and it is on the disk when this returns.
        try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
        try db.inTransaction(.immediate) {
          try branch(to: origin, in: db)
          return .commit
        }
      }
      try copy.close()
    } catch {
      unsafe unlink(file)
      throw StoreError(error, while: "backing up to \(file)")
    }
  }

  private func branch(to origin: ID<Origin>, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO origin (id, created_at, branched_from, head)
        SELECT ?, ?, o.head, o.head FROM project p JOIN origin o ON o.key = p.origin
        """, arguments: [origin.blob, moment.microseconds])
    try db.execute(
      sql: "UPDATE project SET origin = ?", arguments: [db.lastInsertedRowID])
  }
}

/// A database file that writes journal entries.
enum Origin {}
