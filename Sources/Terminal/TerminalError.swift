/// Why the terminal could not be claimed.
package enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// Input or output is a file or a pipe.
  case notATerminal
  /// The terminal is known but cannot put the cursor anywhere; holds its `TERM`.
  case cannotMoveCursor(String)
  /// Neither this `TERM` nor any stand-in is described on this system.
  case noDescription(String)
  /// A system call failed; holds its name and `errno`.
  case system(String, Int32)
  /// This process already holds the terminal.
  case alreadyClaimed

  package var description: String {
    switch self {
    case .notATerminal:
      "Input and output are not a terminal. Run plumbline in a terminal, without redirection."
    case .cannotMoveCursor(let term):
      "The terminal type TERM=\(term) cannot place text on the screen. "
        + "Use another terminal, or set TERM to what yours is."
    case .noDescription(let term):
      "The terminal type TERM=\(term) is unknown here, and so are its stand-ins. "
        + "Install the ncurses-base package."
    case .system(let call, let number):
      "Could not take over the terminal: \(call) failed with error \(number). "
        + "Try again in a new terminal."
    case .alreadyClaimed:
      "The terminal is already in use by this program."
    }
  }
}
