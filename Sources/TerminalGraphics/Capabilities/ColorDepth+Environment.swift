extension ColorDepth {
  /// How many colours there are, from the environment and the terminal's name.
  ///
  /// `COLORTERM` rarely survives SSH, hence the lists of terminals that are known by `TERM`, by
  /// `TERM_PROGRAM` or by their answer. A `TERM` that nobody knows counts as xterm-256color.
  init(
    environment: [String: String], version: String?, insideTmux: Bool, insideMultiplexer: Bool
  ) {
    let term = (environment["TERM"] ?? "").lowercased()
    if environment["NO_COLOR", default: ""] != "" || Self.isColorless(term) {
      self = .mono
    } else if insideMultiplexer && !insideTmux {
      // GNU screen takes the parts of a 24-bit colour for attributes of their own.
      self = term.contains("256color") ? .palette256 : .palette8
    } else if Self.saysTruecolor(environment, term: term, version: version ?? "") {
      self = .truecolor
    } else {
      self = Self.named(term)
    }
  }

  private static func isColorless(_ term: String) -> Bool {
    let families = ["dumb", "vt1", "vt2", "vt3", "vt4", "vt5", "xterm-mono"]
    return term.isEmpty || families.contains(where: term.hasPrefix) && !term.contains("color")
  }

  private static func saysTruecolor(
    _ environment: [String: String], term: String, version: String
  ) -> Bool {
    let answer = (environment["COLORTERM"] ?? "").lowercased()
    if answer == "truecolor" || answer == "24bit" { return true }
    let terms = [
      "xterm-kitty", "xterm-ghostty", "ghostty", "foot", "alacritty", "wezterm", "contour",
      "mlterm", "iterm", "konsole", "mintty", "rio", "st-256color",
    ]
    if term.contains("direct") || terms.contains(where: term.hasPrefix) { return true }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "mintty", "rio", "WarpTerminal"]
    if programs.contains(environment["TERM_PROGRAM", default: ""]) { return true }
    let names = [
      "xterm(", "kitty", "foot", "wezterm", "contour", "mlterm", "iterm2", "konsole", "ghostty",
      "mintty", "vte", "tmux", "rio",
    ]
    return names.contains(where: version.lowercased().hasPrefix)
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
