import FoundationEssentials
import GRDB
import Glibc

extension Store {
  /// Where the project of an older schema is kept when a newer program migrates it.
  ///
  /// The name says the last migration that the copy went through.
  static func backupFile(of file: String, before migration: String) -> String {
    let name = migration.map { $0.isLetter || $0.isNumber ? $0 : "-" }
    return file + "." + String(name) + ".backup"
  }

  /// Copies a project beside itself before it is migrated.
  ///
  /// The copy appears under its name only when it is whole, and one that is there already is
  /// kept: another program got here first, or a migration was cut off after the copy was made.
  static func keepBackup(_ pool: DatabasePool, file: String, after last: String) throws {
    let target = backupFile(of: file, before: last)
    guard unsafe access(target, F_OK) != 0 else { return }
    let temporary = "\(target).\(getpid())"
    unsafe unlink(temporary)
    defer { unsafe unlink(temporary) }
    var original = stat()
    guard unsafe stat(file, &original) == 0 else { throw cannotKeep(target) }
    let descriptor = unsafe Glibc.open(temporary, O_CREAT | O_EXCL | O_RDWR, 0o600)
    guard descriptor >= 0 else { throw cannotKeep(target) }
    // The copy is for the same people as the project.
    fchown(descriptor, uid_t.max, original.st_gid)
    fchmod(descriptor, original.st_mode & 0o666)
    close(descriptor)
    let copy = try DatabaseQueue(path: temporary)
    try pool.backup(to: copy)
    let copied = try copy.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
      return try Schema.migrator.appliedMigrations(db).last
    }
    try copy.close()
    // Somebody migrated between our look and our copy; theirs is the copy to keep.
    guard copied == last else { return }
    guard unsafe link(temporary, target) == 0 || errno == EEXIST else {
      throw cannotKeep(target)
    }
  }

  /// Migrates, also when other programs do the same at the same moment.
  ///
  /// Each migration is one transaction. Whoever comes second fails at a table that is there
  /// already, and only has to look again.
  static func migrateOnce(
    _ pool: DatabasePool, _ migrator: DatabaseMigrator, applied: Int
  ) throws {
    var before = applied
    while true {
      do {
        return try migrator.migrate(pool)
      } catch {
        let now = try pool.read { try migrator.appliedMigrations($0).count }
        guard now > before else { throw error }
        before = now
      }
    }
  }

  private static func cannotKeep(_ target: String) -> StoreError {
    let reason = unsafe String(cString: strerror(errno))
    return .cannotOpen(
      path: target,
      reason: "\(reason); the project is from an older version and is backed up there first")
  }
}
