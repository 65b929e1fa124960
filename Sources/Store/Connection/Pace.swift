import Glibc

/// How much a bulk write does in one transaction, so that people's edits get through between.
///
/// A transaction holds the write lock for its whole length, and everybody else's commit waits for
/// it. Chunks therefore aim at a length in time: shorter once the wait for the lock shows that
/// others are writing. The clock here only sets the pace; no stored value comes from it.
struct Pace {
  /// Elements in the next chunk.
  private(set) var size = 256
  private static let alone = Duration.milliseconds(20)
  private static let contended = Duration.milliseconds(5)

  /// Learns from a chunk: how long it waited for the lock and how long it held it.
  mutating func chunkTook(waiting: Duration, holding: Duration) {
    let target = waiting > .milliseconds(1) ? Self.contended : Self.alone
    let ratio = target / max(holding, .microseconds(100))
    size = min(4000, max(16, Int(Double(size) * min(2, ratio))))
  }

  /// Leaves the lock to others for two milliseconds.
  func rest() {
    usleep(2000)
  }
}
