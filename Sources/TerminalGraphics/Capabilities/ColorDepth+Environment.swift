extension ColorDepth {
  /// How many colours there are, from the environment and what is known of the terminal.
  ///
  /// `COLORTERM` rarely survives SSH, hence the table of terminals. A `TERM` that nobody knows counts
  /// as xterm-256color.
  init(environment: [String: String], record: TerminalRecord?) {
    let term = (environment["TERM"] ?? "").lowercased()
    let answer = (environment["COLORTERM"] ?? "").lowercased()
    if environment["NO_COLOR", default: ""] != "" || Self.isColorless(term) {
      self = .mono
    } else if record?.traits.contains(.misreadsTruecolor) == true {
      self = term.contains("256color") ? .palette256 : .palette8
    } else if answer == "truecolor" || answer == "24bit" || term.contains("direct")
      || record?.traits.contains(.truecolor) == true
    {
      self = .truecolor
    } else {
      self = Self.named(term)
    }
  }

  private static func isColorless(_ term: String) -> Bool {
    let families = ["dumb", "vt1", "vt2", "vt3", "vt4", "vt5", "xterm-mono"]
    return term.isEmpty || families.contains(where: term.hasPrefix) && !term.contains("color")
  }

  private static func named(_ term: String) -> ColorDepth {
    if term.contains("256color") { return .palette256 }
    if term.contains("16color") || term.contains("88color") { return .palette16 }
    let eight = ["linux", "ansi", "cygwin", "vt", "screen", "tmux"]
    if eight.contains(where: term.hasPrefix) { return .palette8 }
    let sixteen = ["xterm", "rxvt", "putty", "eterm"]
    return sixteen.contains(where: term.hasPrefix) ? .palette16 : .palette256
  }
}
