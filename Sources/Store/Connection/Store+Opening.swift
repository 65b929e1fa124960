package import AnnotationModel
import FoundationEssentials
import GRDB
import Glibc

extension Store {
  /// The name of the database file in a project's directory.
  package static let fileName = "plumbline.sqlite"

  /// Makes a project in a directory, which is made too if it is missing.
  ///
  /// The creator gets every role. `sharing` says which other Unix users may open it, also of a
  /// directory that was there already. Throws `projectExists`, `networkFileSystem` or `cannotOpen`.
  package static func create(
    at directory: String, name: String, by creator: PersonDraft, sharing: Sharing = .byUmask,
    now: @escaping @Sendable () -> Timestamp,
    uptime: @escaping @Sendable () -> Uptime = Uptime.read,
    random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) throws(StoreError) -> Store {
    guard unsafe mkdir(directory, 0o777) == 0 || errno == EEXIST else {
      throw .cannotOpen(path: directory, reason: reasonOfLastError())
    }
    try refuseNetwork(directory)
    let file = directory + "/" + fileName
    // Claiming the name decides between two programs that make the same project at once.
    let descriptor = unsafe Glibc.open(file, O_CREAT | O_EXCL | O_RDWR, 0o666)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw .projectExists(directory: directory) }
      throw .cannotOpen(path: file, reason: reasonOfLastError())
    }
    do throws(StoreError) {
      try share(directory, descriptor, file, sharing)
      let connection = try Connection(file, busyTimeout: .seconds(10))
      try migrate(connection.pool, file: file)
      let randomness = Randomness(random)
      let moment = now()
      let project = Project(id: randomness.id(at: moment), name: name, createdAt: moment)
      let store = Store(
        directory: directory, project: project, connection: connection, randomness: randomness,
        now: now, uptime: uptime)
      try store.begin(by: creator)
      return store
    } catch {
      for suffix in ["", "-wal", "-shm"] { unsafe unlink(file + suffix) }
      throw error
    }
  }

  /// Opens the project in a directory.
  ///
  /// An older schema is brought up to date, after a copy of the project was put beside it. A write waits for others up to `busyTimeout` before
  /// it throws `busy`. Throws `noProject`, `notAProject`, `newerSchema`, `networkFileSystem` or
  /// `cannotOpen`.
  package static func open(
    at directory: String, now: @escaping @Sendable () -> Timestamp,
    uptime: @escaping @Sendable () -> Uptime = Uptime.read,
    random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    busyTimeout: Duration = .seconds(10)
  ) throws(StoreError) -> Store {
    let file = directory + "/" + fileName
    guard unsafe access(file, F_OK) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .noProject(directory: directory) }
      throw .cannotOpen(path: file, reason: reasonNotToOpen())
    }
    guard unsafe access(file, R_OK | W_OK) == 0 else {
      throw .cannotOpen(path: file, reason: reasonNotToOpen())
    }
    try refuseNetwork(directory)
    let connection = try Connection(file, busyTimeout: busyTimeout)
    try refuseForeign(connection.pool, file: file)
    let isMigrated = try migrate(connection.pool, file: file)
    let store = Store(
      directory: directory, project: try project(connection.pool), connection: connection,
      randomness: Randomness(random), now: now, uptime: uptime)
    if isMigrated { try store.finishPendingUpdates() }
    return store
  }

  /// The number of migrations that the database went through.
  package var schemaVersion: Int {
    get throws(StoreError) {
      try read("reading the schema version") { try Schema.migrator.appliedMigrations($0).count }
    }
  }
}

extension Store {
  private static func refuseForeign(_ pool: DatabasePool, file: String) throws(StoreError) {
    let found: Int64?
    do {
      found = try pool.read { try Int64.fetchOne($0, sql: "PRAGMA application_id") }
    } catch {
      throw StoreError(error, while: "opening \(file)")
    }
    guard found == Schema.applicationID else { throw .notAProject(file: file) }
  }

  /// Brings the schema up to date; false when it was.
  @discardableResult
  private static func migrate(_ pool: DatabasePool, file: String) throws(StoreError) -> Bool {
    let migrator = Schema.migrator
    do {
      let (applied, complete, foreign) = try pool.read { db in
        let known = Set(migrator.migrations)
        return (
          try migrator.appliedMigrations(db), try migrator.hasCompletedMigrations(db),
          try migrator.appliedIdentifiers(db).subtracting(known)
        )
      }
      if let foreign = foreign.sorted().last {
        throw StoreError.newerSchema(file: file, migration: foreign)
      }
      guard !complete else { return false }
      if let last = applied.last { try keepBackup(pool, file: file, after: last) }
      try migrateOnce(pool, migrator, applied: applied.count)
      return true
    } catch {
      throw StoreError(error, while: "preparing \(file)")
    }
  }

  private static func project(_ pool: DatabasePool) throws(StoreError) -> Project {
    do {
      let row = try pool.read { try $0.firstRow("SELECT id, name, created_at FROM project", []) }
      guard let row else {
        throw StoreError.damaged(action: "opening the project", detail: "it has no project row")
      }
      return Project(id: try row.id("id"), name: row["name"], createdAt: row.moment("created_at"))
    } catch {
      throw StoreError(error, while: "opening the project")
    }
  }

  /// Writes the rows that every project has, and the first journal entry.
  private func begin(by creator: PersonDraft) throws(StoreError) {
    try write("making the project") { transaction in
      let root = Data(repeating: 0, count: 32)
      let id: ID<Origin> = transaction.newID()
      let origin = try transaction.insert(
        "INSERT INTO origin (id, created_at, branched_from, head) VALUES (?, ?, ?, ?)",
        [id.blob, transaction.moment.microseconds, root, root])
      try transaction.run(
        "INSERT INTO project (single, id, name, created_at, origin) VALUES (1, ?, ?, ?, ?)",
        [project.id.blob, project.name, project.createdAt.microseconds, origin])
      let person = try PersonTable.add(creator, roles: Person.Role.allCases, in: transaction)
      try Journal.append(
        .init(kind: .project, person: person, payload: .project(name: project.name)),
        in: transaction)
    }
  }

  /// Sets permissions and closes the file, before SQLite opens it: closing any descriptor of a file
  /// gives up the locks that the process holds on it (fcntl(2)).
  private static func share(
    _ directory: String, _ descriptor: Int32, _ file: String, _ sharing: Sharing
  ) throws(StoreError) {
    defer { close(descriptor) }
    try sharing.apply(toFile: descriptor, file)
    try sharing.apply(toDirectory: directory)
  }

  private static func refuseNetwork(_ directory: String) throws(StoreError) {
    // Without a mount table (no /proc) there is nothing to judge by, and opening goes on.
    guard let mounts = NetworkFileSystem.mounts(), let resolved = unsafe realpath(directory, nil)
    else { return }
    defer { unsafe free(resolved) }
    let path = unsafe String(cString: resolved)
    if let kind = NetworkFileSystem.kind(of: path, mounts: mounts) {
      throw .networkFileSystem(directory: directory, kind: kind)
    }
  }

  /// Why an existing project cannot be opened, and what helps when it is not shared rightly.
  private static func reasonNotToOpen() -> String {
    let isForbidden = errno == EACCES
    return reasonOfLastError()
      + (isForbidden
        ? "; ask its owner to run \"plumbline doctor\", which says what to change" : "")
  }

  private static func reasonOfLastError() -> String {
    unsafe String(cString: strerror(errno))
  }
}
