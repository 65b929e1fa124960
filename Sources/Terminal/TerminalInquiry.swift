import CNcurses
import Glibc
import Screen

/// Asks the terminal of a plain command, which has no screen: how large it is, and questions that it answers.
package enum TerminalInquiry {
  /// The size of the terminal behind a descriptor; nil when there is none or it does not tell.
  package static func size(of descriptor: Int32) -> TerminalSize? {
    var asked = plumb_tty_size()
    // Unsafe: the address of a local is passed for the duration of the call.
    guard unsafe plumb_tty_size(descriptor, &asked) else { return nil }
    let cell = PixelExtent(
      width: Int(asked.width) / Int(asked.columns), height: Int(asked.height) / Int(asked.rows))
    return TerminalSize(
      cells: Size(columns: Int(asked.columns), rows: Int(asked.rows)),
      cellPixels: cell.width > 0 && cell.height > 0 ? cell : nil)
  }

  /// Writes questions to the controlling terminal and hands each answer to `take` until that says
  /// that the last has come, or nothing came for `patience` milliseconds.
  ///
  /// Without a controlling terminal nothing is asked. What was typed meanwhile is thrown away.
  package static func ask(
    _ questions: [UInt8], patience: Int32 = 1000, take: ([UInt8]) -> Bool
  ) {
    // Unsafe: open's variadic form takes a C string that lives for the call.
    let terminal = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return }
    defer { close(terminal) }
    guard plumb_tty_make_raw(terminal, terminal) else { return }
    defer { plumb_tty_make_cooked() }
    TerminalOutput(descriptor: terminal).write(questions)
    var filter = InputFilter()
    while let bytes = read(from: terminal, patience: patience) {
      for case .reply(let reply) in filter.feed(bytes) where take(reply) { return }
    }
  }

  private static func read(from terminal: Int32, patience: Int32) -> [UInt8]? {
    var polled = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    // Unsafe: poll and read write into locals for the duration of the calls.
    guard unsafe poll(&polled, 1, patience) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = unsafe Glibc.read(terminal, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }
}
