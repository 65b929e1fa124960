import AnnotationModel
import FoundationEssentials
import GRDB
import Synchronization

/// A key of a row; it means nothing outside its database file.
typealias RowKey = Int64

/// One write transaction: the database, its moment, and where new ids come from.
struct Transaction {
  let db: Database
  /// The one moment that everything in the transaction carries.
  let moment: Timestamp
  let randomness: Randomness
  /// How long the host has been up, for leases.
  let uptime: @Sendable () -> Uptime

  func newID<Entity>() -> ID<Entity> { randomness.id(at: moment) }

  /// Ids for many entities of the transaction, in ascending order.
  func newIDs<Entity>() -> IDSeries<Entity> { IDSeries(from: newID()) }

  /// Runs a statement that returns nothing; the statement is prepared once per connection.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// Runs an insertion and returns the key of the new row.
  func insert(_ sql: String, _ arguments: StatementArguments) throws -> RowKey {
    try run(sql, arguments)
    return db.lastInsertedRowID
  }
}

extension Database {
  /// The first row of a query whose statement is prepared once per connection.
  func firstRow(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  /// All rows of a query whose statement is prepared once per connection.
  func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// The integer in the first column of the first row.
  func integer(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
    try Int64.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }
}

/// The injected source of random bits, shared by all transactions of a store.
final class Randomness: Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  init(_ generator: any RandomNumberGenerator & Sendable) {
    self.generator = Mutex(generator)
  }

  func id<Entity>(at moment: Timestamp) -> ID<Entity> {
    generator.withLock { ID(at: moment, using: &$0) }
  }

  /// A number from 0 up to a limit, which is left out; the limit is at least 1.
  func number(below limit: Int) -> Int {
    generator.withLock { Int.random(in: 0..<limit, using: &$0) }
  }

  /// Sixteen random bytes.
  func salt() -> Data {
    let halves = generator.withLock { ($0.next(), $0.next()) }
    return ID<Never>(high: halves.0, low: halves.1).blob
  }
}

/// Ids of many entities that arise at one moment: the first is random, each further one is the next
/// number (RFC 9562, section 6.2, method 2).
///
/// They cost no random bits, and an index over them grows at its end.
struct IDSeries<Entity> {
  private var last: ID<Entity>

  /// Begins behind an id.
  init(from first: ID<Entity>) {
    last = first
  }

  /// The next id.
  mutating func next() -> ID<Entity> {
    // The two bits of the variant stay as they are when the 62 random bits overflow.
    let variant: UInt64 = 0xC000_0000_0000_0000
    last = ID(
      high: last.high, low: (last.low & variant) | ((last.low &+ 1) & ~variant))
    return last
  }
}

extension ID {
  /// The sixteen bytes as the database holds them.
  var blob: Data { Data(bytes) }
}

extension Row {
  /// The id in a column.
  func id<Entity>(_ column: String) throws -> ID<Entity> {
    let data: Data = self[column]
    guard let id = ID<Entity>(bytes: data) else {
      throw StoreError.damaged(
        action: "reading the project", detail: "\(column) is \(data.count) bytes long, not 16")
    }
    return id
  }

  /// The id in a column that may be null.
  func optionalID<Entity>(_ column: String) throws -> ID<Entity>? {
    hasNull(column) ? nil : try id(column)
  }

  /// The moment in a column.
  func moment(_ column: String) -> Timestamp { Timestamp(microseconds: self[column]) }

  /// The moment in a column that may be null.
  func optionalMoment(_ column: String) -> Timestamp? {
    (self[column] as Int64?).map(Timestamp.init(microseconds:))
  }

  /// A value of an enumeration that is stored by name.
  func value<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
    let name: String = self[column]
    guard let value = Value(rawValue: name) else {
      throw StoreError.damaged(
        action: "reading the project", detail: "\(column) has the unknown value \"\(name)\"")
    }
    return value
  }

  private func hasNull(_ column: String) -> Bool { (self[column] as DatabaseValue).isNull }
}
