import Pictures
import Synchronization
import Terminal
import Workbench

/// What the run loop hears of, from whichever thread.
enum LoopEvent: Sendable {
  case terminal(TerminalEvent)
  case action(Action)
  case painted(Painting)
  /// The terminal had its time to answer what it can do.
  case probeEnded
  /// It is time to say that the person is still at the job; `interval` in seconds.
  case heartbeatIsDue(opening: Int, interval: Double)
  /// Nothing was pressed for a while.
  case idle(after: Int)
}

/// Events in the order of their arrival, taken all at once so that a burst is drawn once.
final class Inbox: Sendable {
  private let events = Mutex<[LoopEvent]>([])
  private let continuation: AsyncStream<Void>.Continuation
  /// Yields when there is something to take.
  let arrivals: AsyncStream<Void>

  init() {
    (arrivals, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Adds an event.
  func post(_ event: LoopEvent) {
    events.withLock { $0.append(event) }
    continuation.yield()
  }

  /// Takes everything that has arrived.
  func take() -> [LoopEvent] {
    events.withLock { events in
      defer { events.removeAll() }
      return events
    }
  }

  /// Ends the stream of arrivals.
  func close() { continuation.finish() }
}
