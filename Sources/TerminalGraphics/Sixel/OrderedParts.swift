import Synchronization

/// Hands on parts in their order, whichever thread has made each.
final class OrderedParts: Sendable {
  private struct State {
    /// Parts that wait for those before them.
    var waiting: [Int: [UInt8]] = [:]
    var next = 0
    /// Whether a thread is handing on, which then also takes what comes meanwhile.
    var isEmitting = false
  }

  private let state = Mutex(State())

  /// Takes a part, and hands on those whose turn it is; `emit` is never called twice at once.
  func finish(_ number: Int, with part: [UInt8], emit: ([UInt8]) -> Void) {
    let isMine = state.withLock { state in
      state.waiting[number] = part
      if state.isEmitting { return false }
      state.isEmitting = true
      return true
    }
    guard isMine else { return }
    while let part = takeNext() { emit(part) }
  }

  /// The part whose turn it is; nil when it is not there yet, and then nobody hands on.
  private func takeNext() -> [UInt8]? {
    state.withLock { state in
      guard let part = state.waiting.removeValue(forKey: state.next) else {
        state.isEmitting = false
        return nil
      }
      state.next += 1
      return part
    }
  }
}
