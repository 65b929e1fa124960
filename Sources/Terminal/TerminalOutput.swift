import Glibc

/// Writes bytes to the terminal past ncurses, whole or not at all once it is gone.
struct TerminalOutput: Sendable {
  /// The terminal's descriptor, which stays blocking: ncurses writes to it as well.
  let descriptor: Int32

  /// Bytes of one write; small, so that `isEnding` is looked at often on a slow link.
  private static let chunk = 4096

  /// Writes everything, however slow the terminal is; gives up when it is gone or `isEnding`.
  func write(_ bytes: [UInt8], unless isEnding: () -> Bool = { false }) {
    var start = 0
    while start < bytes.count {
      guard isWritable() else {
        if isEnding() { return }
        continue
      }
      let count = min(Self.chunk, bytes.count - start)
      // Unsafe: reads `count` bytes from `start`, which lie inside the array.
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), count)
      }
      if written > 0 {
        start += written
      } else if errno != EINTR, errno != EAGAIN {
        return
      }
    }
  }

  /// Waits a little for room; also true when the terminal is gone, for `write` to find out.
  private func isWritable() -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    // Unsafe: poll writes into the local for the duration of the call.
    return unsafe poll(&polled, 1, 100) > 0
  }
}
