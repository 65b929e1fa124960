/// The modes that the session itself switches on; ncurses switches on the rest.
enum TerminalModes {
  /// Presses, drags, SGR coordinates (xterm's 1000, 1002, 1006), focus reports and bracketed paste.
  ///
  /// Before these the scroll margins (DECSTBM) become the whole screen: ncurses sets them to the
  /// size that the terminal had when it opened, and a sixel that crosses the bottom margin scrolls.
  /// DECSTBM homes the cursor, hence the saving around it.
  static let on = Array(
    ("\u{1B}7\u{1B}[r\u{1B}8"
      + "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?1004h\u{1B}[?2004h").utf8)

  /// Everything of `on`, pixel reports and synchronized output off, whether they are on or not.
  static let off = Array(
    ("\u{1B}[?1016l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1004l\u{1B}[?2004l"
      + "\u{1B}[?2026l").utf8)

  /// Mouse positions in pixels; it replaces 1006, so it comes after it.
  static let pixelsOn = Array("\u{1B}[?1016h".utf8)
  /// Mouse positions in cells again; terminals switch reports off with 1016, so 1006 is repeated.
  static let pixelsOff = Array("\u{1B}[?1016l\u{1B}[?1006h".utf8)

  static let updateBegins = Array("\u{1B}[?2026h".utf8)
  static let updateEnds = Array("\u{1B}[?2026l".utf8)

  /// DECSC and DECRC: cursor and colours as they were.
  static let saveCursor = Array("\u{1B}7".utf8)
  static let restoreCursor = Array("\u{1B}8".utf8)

  /// Ends a picture that was cut in the middle (ST), for a crash.
  static let endString = Array("\u{1B}\\".utf8)
}
