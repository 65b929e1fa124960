import Dispatch
import Synchronization

/// A range in parts that depend on nothing but its length, for sums that any number of threads gets
/// to the last bit alike.
struct FixedChunks {
  private let ranges: [Range<Int>]

  /// Splits `0..<count` into `parts` ranges of nearly equal length.
  init(count: Int, into parts: Int) {
    ranges = (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  /// Works on every part and adds the results in the order of the parts.
  ///
  /// There is at least one part. With one thread each result is added as soon as it is there.
  func sum<Value: Sendable>(
    threads: Int, _ work: @Sendable (Range<Int>) -> Value, _ add: (inout Value, Value) -> Void
  ) -> Value {
    var total = work(ranges[0])
    guard threads > 1, ranges.count > 1 else {
      for range in ranges.dropFirst() { add(&total, work(range)) }
      return total
    }
    for result in concurrent(threads: threads, work) { add(&total, result) }
    return total
  }

  /// The results of all parts but the first, in their order.
  private func concurrent<Value: Sendable>(
    threads: Int, _ work: @Sendable (Range<Int>) -> Value
  ) -> [Value] {
    let next = Atomic(1)
    let results = Mutex([Value?](repeating: nil, count: ranges.count))
    DispatchQueue.concurrentPerform(iterations: min(threads, ranges.count - 1)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < ranges.count else { return }
        let result = work(ranges[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
