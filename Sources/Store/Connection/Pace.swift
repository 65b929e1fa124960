import GRDB
import Glibc

/// How much a bulk write does in one transaction, so that people's edits get through between.
///
/// A transaction holds the write lock for its whole length, and everybody else's commit waits for
/// it. Chunks therefore aim at a length in time, a shorter one while others are writing. The clock
/// here only sets the pace; no stored value comes from it.
struct Pace {
  /// Elements in the next chunk; the first one is small, because nobody knows yet what one costs.
  private(set) var size = 16
  private var version: Int64?
  /// Chunks to go until the lock counts as ours alone again.
  private var cautious = 0
  private static let alone = Duration.milliseconds(20)
  private static let contended = Duration.milliseconds(5)

  /// Looks, within a chunk's transaction, whether others have written since the last one.
  ///
  /// `data_version` changes when another connection has committed
  /// (<https://www.sqlite.org/pragma.html#pragma_data_version>).
  mutating func look(in db: Database) throws {
    let now = try db.integer("PRAGMA data_version", [])
    cautious = version != nil && version != now ? 100 : max(0, cautious - 1)
    version = now
  }

  private var isContended: Bool { cautious > 0 }

  /// Learns how long a chunk has held the lock.
  mutating func chunkTook(_ holding: Duration) {
    let target = isContended ? Self.contended : Self.alone
    let ratio = target / max(holding, .microseconds(100))
    size = min(4000, max(16, Int(Double(size) * min(2, ratio))))
  }

  /// Leaves the lock to others: a moment to notice whether there are any, longer when there are.
  func rest() {
    usleep(isContended ? 5000 : 2000)
  }
}

/// How a connection waits for the lock that another holds.
enum Waiting {
  /// Asks again every millisecond at first, then less and less often, until the timeout has passed.
  ///
  /// SQLite's own busy timeout sleeps up to 100 ms between two looks, so a writer who is there at
  /// the right moment overtakes those who have waited for seconds. But looking costs processor time:
  /// 64 processes that all looked every millisecond kept two processors so busy that whoever had the
  /// lock did not get on, and the queue did not empty for minutes. Chance keeps them apart.
  static func polling(for timeout: Duration) -> Database.BusyMode {
    let tries = eager + Int(timeout / .microseconds(Int64(patient)))
    return .callback { tried in
      usleep(tried < eager ? 1000 : UInt32.random(in: patient / 2...patient * 3 / 2))
      return tried < tries
    }
  }

  /// Looks at short distances; longer than an import holds the lock while others write.
  private static let eager = 8
  /// Microseconds between two looks after that, on average.
  private static let patient: UInt32 = 6000
}
