package import AnnotationModel
import GRDB

/// A project: one SQLite database that holds images, jobs, persons, layers and the journal.
///
/// All calls block until the database has answered; a write has reached the disk when it returns.
/// Any number of stores, in any number of processes of one host, may work on the same file. What
/// a caller may read depends on for whom it asks: layers are only readable through
/// `annotator(_:job:)` and `lead(_:)`. Why the tables are as they are is said at `Schema`.
package final class Store: Sendable {
  /// The directory of the project, as it was given.
  package let directory: String
  /// The stable identity and the name of the project.
  package let project: Project

  let pool: DatabasePool
  private let log: WriteAheadLog
  let randomness: Randomness
  private let now: @Sendable () -> Timestamp
  private let uptime: @Sendable () -> Uptime

  /// The moment that it is now, by the injected clock.
  var moment: Timestamp { now() }

  init(
    directory: String, project: Project, connection: Connection, randomness: Randomness,
    now: @escaping @Sendable () -> Timestamp,
    uptime: @escaping @Sendable () -> Uptime
  ) {
    self.directory = directory
    self.project = project
    pool = connection.pool
    log = connection.log
    self.randomness = randomness
    self.now = now
    self.uptime = uptime
  }

  /// What a project says about itself.
  package struct Project: Hashable, Sendable {
    /// Stable across copies of the project.
    package let id: ID<Project>
    /// The name it was given when it was made.
    package let name: String
    /// When it was made.
    package let createdAt: Timestamp
  }
}

extension Store {
  /// Reads from one snapshot of the database.
  func read<Value>(
    _ action: String, _ body: (Database) throws -> Value
  ) throws(StoreError) -> Value {
    do {
      return try pool.read(body)
    } catch {
      throw StoreError(error, while: action)
    }
  }

  /// Does one user action: everything in `body` is kept, or nothing.
  ///
  /// The write lock is taken at the start (`BEGIN IMMEDIATE`), so what `body` reads is still true
  /// when it writes, and waiting happens only there.
  func write<Value>(
    _ action: String, _ body: (Transaction) throws -> Value
  ) throws(StoreError) -> Value {
    defer { log.commitReturned() }
    return try commit(action, on: pool, body)
  }

  /// A connection for an import of millions of rows; see there for what it leaves out.
  func bulkConnection() throws(StoreError) -> BulkConnection {
    do {
      return try BulkConnection(beside: pool, watchedBy: log)
    } catch {
      throw StoreError(error, while: "preparing the import")
    }
  }

  private func commit<Value>(
    _ action: String, on connection: some DatabaseWriter, _ body: (Transaction) throws -> Value
  ) throws(StoreError) -> Value {
    do {
      return try connection.writeWithoutTransaction { db in
        try db.beginTransaction(.immediate)
        do {
          let value = try body(
            Transaction(db: db, moment: now(), randomness: randomness, uptime: uptime))
          try db.commit()
          return value
        } catch {
          // SQLite has rolled back by itself after some errors, a full disk among them.
          if db.isInsideTransaction { try? db.rollback() }
          throw error
        }
      }
    } catch {
      throw StoreError(error, while: action)
    }
  }

  /// Does a long action in short transactions, with room for others between them.
  ///
  /// `body` sees every element in order; each call of it is kept whole or not at all.
  func writeInChunks<Element>(
    _ action: String, _ elements: some Sequence<Element>,
    _ body: (Transaction, Element) throws -> Void
  ) throws(StoreError) {
    try writeChunks(action, elements) { transaction, chunk in
      for element in chunk { try body(transaction, element) }
    }
  }

  /// Does a long action in short transactions, each with a chunk of the elements in their order.
  ///
  /// Elements are drawn from `elements` outside any transaction, so a slow source holds no lock.
  func writeChunks<Element>(
    _ action: String, _ elements: some Sequence<Element>,
    _ body: (Transaction, [Element]) throws -> Void
  ) throws(StoreError) {
    try writeChunks(action, elements, on: pool, body)
  }

  /// The same, on a connection other than the pool's.
  func writeChunks<Element>(
    _ action: String, _ elements: some Sequence<Element>, on connection: some DatabaseWriter,
    _ body: (Transaction, [Element]) throws -> Void
  ) throws(StoreError) {
    var iterator = elements.makeIterator()
    var pace = Pace()
    let clock = ContinuousClock()
    var chunk: [Element] = []
    while true {
      chunk.removeAll(keepingCapacity: true)
      while chunk.count < pace.size, let element = iterator.next() { chunk.append(element) }
      if chunk.isEmpty { return }
      var began = clock.now
      try commit(action, on: connection) { transaction in
        began = clock.now
        try pace.look(in: transaction.db)
        try body(transaction, chunk)
      }
      let holding = clock.now - began
      log.chunkReturned()
      if chunk.count < pace.size { return }
      pace.chunkTook(holding)
      pace.rest()
    }
  }
}
