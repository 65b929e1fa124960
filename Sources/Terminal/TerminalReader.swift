import CNcurses
import Glibc

/// The thread that waits for the terminal and for signals.
///
/// A poll is not woken by a signal handler alone, so handlers write the signal's number into a
/// pipe that is polled together with the terminal. The thread only reads; it never draws and never
/// calls ncurses.
final class TerminalReader: Sendable {
  private let terminal: Int32
  private let wakeReading: Int32
  /// Where signal handlers write.
  let wakeWriting: Int32
  private let queue: InputQueue
  /// Milliseconds after which a held ESC is the Escape key.
  private let escapeDelay: Int32
  private let thread: pthread_t

  /// Starts reading from a terminal into a queue.
  init(terminal: Int32, queue: InputQueue, escapeDelay: Duration) throws(TerminalError) {
    var reading: Int32 = -1
    var writing: Int32 = -1
    // Unsafe: the addresses of locals are passed for the duration of the call.
    guard unsafe plumb_tty_make_wake_pipe(&reading, &writing) else {
      throw .system("pipe2", errno)
    }
    let milliseconds = max(1, Int32(clamping: Int64(escapeDelay / .milliseconds(1))))
    let loop = ReadingLoop(
      terminal: terminal, wake: reading, queue: queue, escapeDelay: milliseconds)
    guard let thread = Self.start(loop) else {
      close(reading)
      close(writing)
      throw .system("pthread_create", errno)
    }
    self.terminal = terminal
    self.queue = queue
    self.escapeDelay = milliseconds
    self.thread = thread
    wakeReading = reading
    wakeWriting = writing
  }

  /// Ends the thread and waits for it; nothing reads the terminal afterwards.
  ///
  /// Call it once.
  func stop() {
    var byte = UInt8(truncatingIfNeeded: plumb_tty_wake_stop)
    // Unsafe: the address of a local is passed for the duration of the call.
    while unsafe write(wakeWriting, &byte, 1) < 0, errno == EAGAIN || errno == EINTR {
      usleep(1000)
    }
    pthread_join(thread, nil)
    close(wakeReading)
    close(wakeWriting)
  }

  private static func start(_ loop: ReadingLoop) -> pthread_t? {
    var thread = pthread_t()
    // Unsafe: the loop travels through C as an untyped pointer. It is retained here and released
    // once by the thread, or here when there is no thread.
    let context = unsafe Unmanaged.passRetained(loop)
    let status = unsafe pthread_create(
      &thread, nil,
      { context in
        if let context = unsafe context {
          unsafe Unmanaged<ReadingLoop>.fromOpaque(context).takeRetainedValue().run()
        }
        return nil
      }, context.toOpaque())
    if status == 0 { return thread }
    unsafe context.release()
    errno = status
    return nil
  }
}
