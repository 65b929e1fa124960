import CNcurses
import Glibc

/// What the reading thread does from its first to its last breath.
final class ReadingLoop: Sendable {
  private let terminal: Int32
  private let wake: Int32
  private let queue: InputQueue
  private let escapeDelay: Int32

  /// Makes a loop; `escapeDelay` is in milliseconds.
  init(terminal: Int32, wake: Int32, queue: InputQueue, escapeDelay: Int32) {
    self.terminal = terminal
    self.wake = wake
    self.queue = queue
    self.escapeDelay = escapeDelay
  }

  /// Reads until it is told to stop or the terminal is gone.
  func run() {
    var filter = InputFilter()
    while true {
      // A full queue leaves the terminal alone and looks again soon.
      let isFull = queue.isFull
      let timeout = isFull ? 20 : filter.needsFlush ? escapeDelay : -1
      let ready = wait(terminal: !isFull, timeout: timeout)
      if ready.wake {
        let signals = readSignals()
        if signals.contains(plumb_tty_wake_stop) { return }
        queue.append(signals.map { .signal($0) })
      }
      if ready.terminal {
        guard let bytes = readTerminal() else { return queue.append([.hangup]) }
        queue.append(filter.feed(bytes).map { .input($0) })
      } else if !ready.wake, !isFull {
        queue.append(filter.flush().map { .input($0) })
      }
    }
  }

  private func wait(terminal reads: Bool, timeout: Int32) -> (terminal: Bool, wake: Bool) {
    // A negative descriptor is passed over by poll.
    var polled = [
      pollfd(fd: reads ? terminal : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    // Unsafe: poll writes into the array for the duration of the call.
    let count = unsafe poll(&polled, 2, timeout)
    guard count > 0 else {
      // An interrupted poll is not silence.
      return (false, count < 0)
    }
    return (polled[0].revents != 0, polled[1].revents != 0)
  }

  /// Distinct signal numbers in the order of arrival.
  private func readSignals() -> [Int32] {
    var signals: [Int32] = []
    for byte in read(wake, limit: 256) ?? [] where !signals.contains(Int32(byte)) {
      signals.append(Int32(byte))
    }
    return signals
  }

  /// What can be read now; nil when the terminal is gone.
  private func readTerminal() -> [UInt8]? {
    read(terminal, limit: 4096)
  }

  private func read(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var ended = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      // Unsafe: read fills the array's own storage, at most `limit` bytes of it.
      let result = unsafe Glibc.read(descriptor, buffer.baseAddress, limit)
      count = max(0, result)
      ended = result == 0 || (result < 0 && errno != EINTR && errno != EAGAIN)
    }
    return ended ? nil : bytes
  }
}
