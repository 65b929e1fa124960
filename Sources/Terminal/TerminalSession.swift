import CNcurses
import Glibc
import Screen

/// The terminal while this program owns it, and the only writer to it.
///
/// Making one claims the terminal: alternate screen, raw keys, mouse, bracketed paste, focus
/// reports. `end()` gives it back, and so does every other way out: losing the last reference,
/// `exit`, and a crash, where a C signal handler writes bytes prepared here.
///
/// **Threads.** ncurses is not thread-safe; everything that draws or asks ncurses for a key is on
/// the main actor. One thread, `TerminalReader`, polls the terminal and a pipe that signal handlers
/// write to, sorts the bytes with `InputFilter` and puts events in order into an `InputQueue`;
/// `nextEvents()` takes them there, hands the bytes of keys to ncurses through a second pipe and
/// drains it without waiting. Handlers touch only what `device.c` sets before they can run.
///
/// **Unsafe.** Each `unsafe` in this module is a C call that gets the address of an array or a
/// local for the duration of the call, and one retained pointer through `pthread_create`; the
/// comment beside it says which.
///
/// **Colours.** ncurses and `TextCells` draw text with palette colours only, so that a cell looks
/// the same whoever drew it last. **Locale.** Text is always UTF-8, in the locale `C` as well:
/// a terminal of today that is not UTF-8 is rarer than a locale that is set wrong.
@MainActor
package final class TerminalSession {
  /// What differs from one run to the next, read from the environment by whoever starts us.
  package struct Configuration: Sendable {
    /// The terminal type, as in `TERM`.
    package var term: String
    /// Attributes only, as `NO_COLOR` asks.
    package var noColor: Bool
    /// How long a lone ESC may be the start of a sequence.
    ///
    /// Below 25 ms, slow links tear arrow keys.
    package var escapeDelay: Duration
    /// Descriptors to read and write; by default standard input and output.
    package var input: Int32, output: Int32

    /// Reads `TERM` and `NO_COLOR` (set and not empty, see no-color.org).
    package init(
      environment: [String: String], escapeDelay: Duration = .milliseconds(30),
      input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
    ) {
      term = environment["TERM"] ?? ""
      noColor = !(environment["NO_COLOR"] ?? "").isEmpty
      self.escapeDelay = escapeDelay
      self.input = input
      self.output = output
    }
  }

  /// Columns, rows and, where the terminal tells, pixels.
  package internal(set) var size: TerminalSize
  /// How many colours text has; give it to `TextCells`.
  package let depth: ColorDepth
  /// What a person should know about how the terminal was taken, in whole sentences.
  package let notices: [String]
  /// Whether the terminal said that it knows synchronized output (DEC mode 2026).
  package var synchronizesOutput = false

  let configuration: Configuration
  let output: TerminalOutput
  let queue: InputQueue
  let reader: TerminalReader
  /// What the terminal shows; nil when it was cleared.
  var shown: Frame?
  var shownCursor: Position?
  /// The cell size that mouse reports in pixels are divided by; nil when they are in cells.
  var mouseCell: PixelExtent?
  var paletteNumbers: [Color: Int32] = [:]
  private(set) var isActive = true

  /// Claims the terminal.
  ///
  /// Throws when input or output is no terminal, when it cannot place text, or when the process
  /// holds a terminal already. A terminal type unknown here is replaced, and `notices` says so.
  package init(_ configuration: Configuration) throws(TerminalError) {
    guard isatty(configuration.input) == 1, isatty(configuration.output) == 1 else {
      throw .notATerminal
    }
    let locale = plumb_nc_use_utf8()
    let term = try Self.openScreen(configuration)
    let queue = InputQueue()
    do {
      reader = try TerminalReader(
        terminal: configuration.input, queue: queue, escapeDelay: configuration.escapeDelay)
    } catch {
      Self.closeScreen()
      throw error
    }
    self.configuration = configuration
    self.queue = queue
    output = TerminalOutput(descriptor: configuration.output)
    depth = configuration.noColor ? .mono : ColorDepth(colors: Int(plumb_nc_colors()))
    notices = Self.notices(locale: locale, asked: configuration.term, used: term)
    size = TerminalSize(cells: Size(columns: 80, rows: 24))
    plumb_tty_catch_signals(reader.wakeWriting)
    takeSize()
    enter()
  }

  /// Gives the terminal back; afterwards nothing is drawn and no event comes.
  package func end() {
    guard isActive else { return }
    isActive = false
    output.write(TerminalModes.off, unless: isEnding)
    Self.closeScreen()
    plumb_tty_release_signals()
    reader.stop()
    queue.close()
  }

  isolated deinit { end() }

  // MARK: Claiming

  /// Opens the first terminal type that works, in raw mode; returns its name.
  private static func openScreen(_ configuration: Configuration) throws(TerminalError) -> String {
    guard !plumb_nc_is_open() else { throw .alreadyClaimed }
    let term = try usableType(configuration)
    guard plumb_tty_make_raw(configuration.input, configuration.output) else {
      throw .system("tcsetattr", errno)
    }
    // Unsafe: the name's bytes are passed for the duration of the call, and copied.
    guard unsafe plumb_nc_open(term, configuration.output) else {
      plumb_tty_make_cooked()
      throw .system("newterm", errno)
    }
    KeyReader.defineCommonKeys()
    return term
  }

  /// The terminal type as asked for, or the first stand-in that is described here.
  private static func usableType(
    _ configuration: Configuration
  ) throws(TerminalError) -> String {
    let asked = configuration.term
    for term in [asked, "xterm-256color", "xterm", "vt100"] where !term.isEmpty {
      // Unsafe: the name's bytes are passed for the duration of the call.
      switch unsafe plumb_nc_find_type(term, configuration.output) {
      case PLUMB_NC_TYPE_FIT: return term
      case PLUMB_NC_TYPE_UNFIT: throw .cannotMoveCursor(term)
      default: continue
      }
    }
    throw .noDescription(asked)
  }

  private static func closeScreen() {
    plumb_nc_close()
    plumb_tty_disarm()
    plumb_tty_make_cooked()
  }

  private static func notices(
    locale: plumb_nc_locale, asked: String, used: String
  ) -> [String] {
    var notices: [String] = []
    if asked != used {
      let what = asked.isEmpty ? "TERM is not set" : "TERM=\(asked) is unknown on this system"
      notices.append("\(what); drawing as for \(used).")
    }
    if locale == PLUMB_NC_LOCALE_MISSING {
      notices.append("No UTF-8 locale is installed; text other than ASCII may be wrong.")
    }
    return notices
  }

  // MARK: Entering and leaving

  /// Enters the alternate screen and switches the modes on; the screen is empty after it.
  func enter() {
    let restore = Self.restoreBytes()
    // Unsafe: the array's bytes are passed for the duration of the call, and copied.
    _ = unsafe plumb_tty_arm(restore, restore.count)
    shown = nil
    shownCursor = nil
    plumb_nc_redraw()
    plumb_nc_cursor(false, 0, 0)
    plumb_nc_update()
    output.write(TerminalModes.on + (mouseCell == nil ? [] : TerminalModes.pixelsOn))
  }

  /// What a crash writes: our modes off, plain text, cursor visible, keypad and screen as before.
  private static func restoreBytes() -> [UInt8] {
    let names = ["sgr0", "op", "cnorm", "rmkx", "rmcup"]
    return TerminalModes.endString + TerminalModes.off + names.flatMap(capability)
  }

  private static func capability(_ name: String) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 128) { buffer, count in
      // Unsafe: C fills the array's own storage, at most its capacity.
      count = unsafe buffer.withMemoryRebound(to: CChar.self) {
        unsafe plumb_nc_capability(name, $0.baseAddress, $0.count)
      }
    }
  }

  /// Whether writing has become pointless: somebody asked us to end, or the terminal is gone.
  nonisolated func isEnding() -> Bool { queue.isEnding }

  /// The largest screen that is drawn; more is a mistake or an attack on memory.
  private static let largest = Size(columns: 2000, rows: 1000)

  /// Asks the kernel for the size and gives it to ncurses.
  func takeSize() {
    var asked = plumb_tty_size()
    // Unsafe: the address of a local is passed for the duration of the call.
    if unsafe plumb_tty_size(configuration.output, &asked) {
      let columns = Int(asked.columns)
      let rows = Int(asked.rows)
      size.cells = Size(
        columns: min(columns, Self.largest.columns), rows: min(rows, Self.largest.rows))
      let pixels = PixelExtent(width: Int(asked.width) / columns, height: Int(asked.height) / rows)
      size.cellPixels = pixels.width > 0 && pixels.height > 0 ? pixels : nil
      if mouseCell != nil, let cell = size.cellPixels { mouseCell = cell }
    }
    plumb_nc_resize(Int32(size.cells.rows), Int32(size.cells.columns))
    shown = nil
    shownCursor = nil
  }
}
