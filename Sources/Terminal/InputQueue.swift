import Glibc
import Synchronization

/// The ordered way from the thread that reads the terminal to the main actor.
///
/// One thread appends, one task takes. Bounded: `isFull` asks the reader to leave the rest in the
/// kernel until something was taken.
final class InputQueue: Sendable {
  /// What the reader found.
  enum Item: Hashable, Sendable {
    case input(InputFilter.Event)
    case signal(Int32)
    case hangup
  }

  private struct Contents {
    var items: [Item] = []
    var waiter: CheckedContinuation<Void, Never>?
    var isClosed = false
    var isEnding = false
  }

  private let contents = Mutex(Contents())
  /// Events; each is at most one paste or reply large, and those come from one person's hands.
  private static let capacity = 1024

  /// Whether the reader should pause.
  var isFull: Bool { contents.withLock { $0.items.count >= Self.capacity } }

  /// Whether the terminal is gone or the program was asked to end, taken or not.
  var isEnding: Bool { contents.withLock(\.isEnding) }

  /// Adds items and wakes whoever waits.
  func append(_ items: [Item]) {
    guard !items.isEmpty else { return }
    let ends = items.contains(where: Self.isEnd)
    wake { contents in
      contents.items += items
      if ends { contents.isEnding = true }
    }
  }

  /// Takes everything; empty when there is nothing yet.
  func take() -> [Item] {
    contents.withLock { contents in
      defer { contents.items = [] }
      return contents.items
    }
  }

  /// Returns when there is something to take, or the queue was closed, or the task cancelled.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = contents.withLock { contents in
          if !contents.items.isEmpty || contents.isClosed || Task.isCancelled { return true }
          contents.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      wake { _ in }
    }
  }

  /// Ends every wait, now and later.
  func close() {
    wake { $0.isClosed = true }
  }

  private static func isEnd(_ item: Item) -> Bool {
    switch item {
    case .hangup, .signal(SIGHUP), .signal(SIGTERM), .signal(SIGINT): true
    case .signal, .input: false
    }
  }

  private func wake(_ change: (inout sending Contents) -> Void) {
    let waiter = contents.withLock { contents in
      change(&contents)
      defer { contents.waiter = nil }
      return contents.waiter
    }
    waiter?.resume()
  }
}
