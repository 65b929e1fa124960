import GRDB

extension Store {
  /// What the connection that writes is set to; `doctor` shows it and a test asserts it.
  package struct Settings: Hashable, Sendable {
    /// `wal` when readers and a writer do not wait for each other.
    package let journalMode: String
    /// 2 (FULL) when every commit has reached the disk before it returns.
    package let synchronous: Int
    /// Whether a row cannot refer to a missing one.
    package let foreignKeys: Bool
    /// The version of SQLite.
    package let sqliteVersion: String
  }

  /// Asks the connection that writes for its settings.
  package func settings() throws(StoreError) -> Settings {
    do {
      return try pool.writeWithoutTransaction { db in
        Settings(
          journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
          synchronous: try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0,
          foreignKeys: try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") ?? false,
          sqliteVersion: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "")
      }
    } catch {
      throw StoreError(error, while: "reading the settings")
    }
  }
}
