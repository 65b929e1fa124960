import Glibc

/// A terminal without a person: the program's side is a real tty, the other side is read here.
package final class PseudoTerminal {
  /// The program's side.
  package let program: Int32
  /// The name of the program's side, for another process.
  package let path: String
  private let person: Int32
  /// What the program wrote and nobody took yet.
  private var output: [UInt8] = []
  private var lastMark = 0

  /// TIOCSPTLCK and TIOCGPTN: `_IOW('T', 0x31, int)` and `_IOR('T', 0x30, unsigned int)`.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// Opens a terminal of a size; nil when the system has no more.
  package init?(columns: UInt16, rows: UInt16, pixels: (UInt16, UInt16) = (0, 0)) {
    // Unsafe: paths are passed for the duration of the calls.
    let person = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard person >= 0 else { return nil }
    var locked: Int32 = 0
    var number: Int32 = 0
    // What unlockpt() and ptsname() do, which the Glibc module leaves out.
    // Unsafe: the kernel reads and fills locals during the calls.
    guard unsafe ioctl(person, Self.setLock, &locked) == 0,
      unsafe ioctl(person, Self.getNumber, &number) == 0
    else { return nil }
    let program = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard program >= 0 else { return nil }
    self.person = person
    self.program = program
    path = "/dev/pts/\(number)"
    resize(columns: columns, rows: rows, pixels: pixels)
  }

  deinit {
    close(program)
    close(person)
  }

  /// Gives the terminal another size; the program gets a SIGWINCH.
  package func resize(columns: UInt16, rows: UInt16, pixels: (UInt16, UInt16) = (0, 0)) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: pixels.0, ws_ypixel: pixels.1)
    // Unsafe: the kernel reads the local during the call.
    _ = unsafe ioctl(person, UInt(TIOCSWINSZ), &size)
  }

  /// Types.
  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    // Unsafe: the array is read during the call.
    _ = unsafe write(person, bytes, bytes.count)
  }

  /// The settings of the terminal that a program changes and has to put back.
  package var settings: [UInt32] {
    var settings = termios()
    // Unsafe: the kernel fills the local during the call.
    _ = unsafe tcgetattr(program, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }

  /// Takes everything the program has written within a moment.
  package func take(waiting milliseconds: Int32 = 50) -> [UInt8] {
    while readSome(waiting: milliseconds) {}
    defer { output = [] }
    return output
  }

  /// Takes output up to a mark that `write` sends after it.
  package func take(after write: ([UInt8]) -> Void) -> [UInt8] {
    lastMark += 1
    let mark = Array("\u{1B}]777;\(lastMark)\u{7}".utf8)
    write(mark)
    while output.suffix(mark.count) != mark[...] {
      guard readSome(waiting: 5000) else { break }
    }
    defer { output = [] }
    return output.dropLast(mark.count)
  }

  /// Reads in the background until `mark` comes; for output that the kernel would not hold.
  package func reading(until mark: [UInt8]) -> Task<[UInt8], Never> {
    Task.detached { [person] in
      var output: [UInt8] = []
      while output.suffix(mark.count) != mark[...] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // Unsafe: the kernel fills the local during the call.
        let count = unsafe read(person, &buffer, buffer.count)
        guard count > 0 else { break }
        output += buffer.prefix(count)
      }
      return output.dropLast(mark.count)
    }
  }

  private func readSome(waiting milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
    // Unsafe: the kernel fills locals during the calls.
    guard unsafe poll(&polled, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe read(person, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer.prefix(count)
    return true
  }
}
