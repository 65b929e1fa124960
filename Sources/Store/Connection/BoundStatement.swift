import AnnotationModel
import GRDB
import GRDBSQLite

/// A statement whose arguments and columns are exchanged with SQLite directly: for bulk imports and
/// exports, where boxing each of millions of numbers costs more than storing it.
///
/// Valid on the connection that prepared it. Indexes count from 1, as SQLite counts them; what is
/// not bound again keeps its value. Safe because the statement keeps its connection's memory alive
/// and no pointer leaves this type.
@safe struct BoundStatement {
  private let statement: Statement
  // Unsafe: SQLite's handle of the connection, valid as long as the statement is.
  private let connection: OpaquePointer?

  /// Prepares a statement of its own.
  init(_ sql: String, in db: Database) throws {
    // Not the cached one: others use that too, and leave it stepped, when nothing can be bound.
    statement = try db.makeStatement(sql: sql)
    unsafe connection = db.sqliteConnection
  }

  func bind(_ index: Int32, _ value: Int64) {
    unsafe sqlite3_bind_int64(statement.sqliteStatement, index, value)
  }

  func bind(_ index: Int32, _ value: Double) {
    unsafe sqlite3_bind_double(statement.sqliteStatement, index, value)
  }

  func bindNull(_ index: Int32) {
    unsafe sqlite3_bind_null(statement.sqliteStatement, index)
  }

  /// Binds a copy of bytes as a blob.
  func bind(_ index: Int32, _ bytes: some Collection<UInt8>) {
    // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let bound: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      guard let start = buffer.baseAddress else {
        unsafe sqlite3_bind_zeroblob(statement.sqliteStatement, index, 0)
        return
      }
      unsafe sqlite3_bind_blob(
        statement.sqliteStatement, index, start, Int32(buffer.count), copies)
    }
    if bound == nil { bind(index, Array(bytes)) }
  }

  /// Binds a copy of text.
  func bind(_ index: Int32, _ text: String) {
    let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var text = text
    text.withUTF8 { buffer in
      guard let start = buffer.baseAddress else {
        unsafe sqlite3_bind_text(statement.sqliteStatement, index, "", 0, copies)
        return
      }
      _ = unsafe start.withMemoryRebound(to: CChar.self, capacity: buffer.count) { characters in
        unsafe sqlite3_bind_text(
          statement.sqliteStatement, index, characters, Int32(buffer.count), copies)
      }
    }
  }

  /// Runs it to its end; for statements that return nothing.
  func run() throws {
    let code = unsafe sqlite3_step(statement.sqliteStatement)
    unsafe sqlite3_reset(statement.sqliteStatement)
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// Runs an insertion and gives the key of the new row.
  func insert() throws -> RowKey {
    try run()
    return unsafe sqlite3_last_insert_rowid(connection)
  }

  /// The integer in the first column of the first row; nil when there is no row.
  func firstInteger() throws -> Int64? {
    let code = unsafe sqlite3_step(statement.sqliteStatement)
    defer { unsafe sqlite3_reset(statement.sqliteStatement) }
    if code == SQLITE_DONE { return nil }
    guard code == SQLITE_ROW else { throw failure(code) }
    return unsafe sqlite3_column_int64(statement.sqliteStatement, 0)
  }

  /// Moves to the next row; after the last one it gives false, and the statement can run again.
  func next() throws -> Bool {
    let code = unsafe sqlite3_step(statement.sqliteStatement)
    if code == SQLITE_ROW { return true }
    unsafe sqlite3_reset(statement.sqliteStatement)
    guard code == SQLITE_DONE else { throw failure(code) }
    return false
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) })
  }
}

extension BoundStatement {
  func bind(_ index: Int32, _ value: Int) { bind(index, Int64(value)) }

  func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  func bind(_ index: Int32, _ value: Double?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  /// Binds the sixteen bytes of an id.
  func bind<Entity>(_ index: Int32, _ id: ID<Entity>) {
    let halves = (id.high.bigEndian, id.low.bigEndian)
    unsafe withUnsafeBytes(of: halves) { unsafe bind(index, $0) }
  }
}

/// The columns of the row that `next` has moved to, counted from 0.
extension BoundStatement {
  func integer(_ column: Int32) -> Int64 {
    unsafe sqlite3_column_int64(statement.sqliteStatement, column)
  }

  func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_NULL
  }

  /// A copy of the bytes of a blob; nil for null.
  func bytes(_ column: Int32) -> [UInt8]? {
    unsafe withBytes(column) { unsafe Array($0) }
  }

  /// A copy of a text; nil for null.
  func text(_ column: Int32) -> String? {
    unsafe withBytes(column) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The id in a column.
  func id<Entity>(_ column: Int32) throws -> ID<Entity> {
    let id = unsafe withBytes(column) { bytes -> ID<Entity>? in
      guard bytes.count == 16 else { return nil }
      let (high, low) = unsafe bytes.loadUnaligned(as: (UInt64, UInt64).self)
      return ID(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }
    guard let id = id ?? nil else {
      throw StoreError.damaged(
        action: "reading the project", detail: "an id is not 16 bytes long")
    }
    return id
  }

  /// Lends the bytes of a blob or text, valid until the statement moves on; nil for null.
  private func withBytes<Value>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value? {
    guard !isNull(column) else { return nil }
    // An empty blob has no address.
    let start = unsafe sqlite3_column_blob(statement.sqliteStatement, column)
    let count = unsafe sqlite3_column_bytes(statement.sqliteStatement, column)
    return unsafe body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count)))
  }
}
