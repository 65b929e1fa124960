/// What the environment says about the terminal, without touching the screen.
///
/// Whether pictures are shown as sixels or half blocks is found out when a canvas opens, by asking
/// the terminal itself; nothing here guesses at it.
struct TerminalExamination {
  private let environment: [String: String]
  private let isTerminal: Bool
  /// Whether the host has a description of a terminal type.
  private let isDescribed: (String) -> Bool

  init(
    environment: [String: String], isTerminal: Bool, isDescribed: @escaping (String) -> Bool
  ) {
    self.environment = environment
    self.isTerminal = isTerminal
    self.isDescribed = isDescribed
  }

  /// What was found.
  var findings: [Finding] {
    [output, type, locale, color] + [multiplexer, connection].compactMap { $0 }
  }

  private func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private var output: Finding {
    isTerminal
      ? Finding("output", .good, "a terminal")
      : Finding("output", .note, "not a terminal, so a canvas could not open here")
  }

  private var type: Finding {
    let fallback = "xterm-256color"
    guard isDescribed(fallback) || isDescribed(variable("TERM") ?? "") else {
      return Finding(
        "TERM", .wrong, "this host describes neither \(variable("TERM") ?? "it") nor \(fallback)",
        advice: "install the package ncurses-base (or ncurses-term)")
    }
    guard let term = variable("TERM"), term != "dumb" else {
      return Finding(
        "TERM", isTerminal ? .wrong : .note,
        variable("TERM") == nil ? "not set" : "dumb, which cannot place text",
        advice: "set TERM to what your terminal is, for example \(fallback)")
    }
    guard isDescribed(term) else {
      return Finding(
        "TERM", .note, "\(term), which this host does not know; \(fallback) is used instead")
    }
    return Finding("TERM", .good, term)
  }

  private var locale: Finding {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].first { variable($0) != nil }
    guard let name, let value = variable(name) else {
      return Finding(
        "locale", .note, "not set; text is shown as UTF-8",
        advice: "if letters look wrong, set LANG=C.UTF-8")
    }
    let folded = value.lowercased()
    guard folded.contains("utf-8") || folded.contains("utf8") else {
      return Finding(
        "locale", .note, "\(name)=\(value) is not UTF-8; text is shown as UTF-8 all the same",
        advice: "if letters look wrong, set LANG=C.UTF-8")
    }
    return Finding("locale", .good, "\(name)=\(value)")
  }

  private var color: Finding {
    if variable("NO_COLOR") != nil {
      return Finding("colour", .good, "none, as NO_COLOR asks")
    }
    guard let answer = variable("COLORTERM") else {
      return Finding(
        "colour", .good, "as \(variable("TERM") ?? "the terminal") has them; COLORTERM is not set")
    }
    return Finding("colour", .good, "COLORTERM=\(answer)")
  }

  private var multiplexer: Finding? {
    let term = variable("TERM") ?? ""
    if variable("TMUX") != nil {
      guard term.hasPrefix("tmux") || term.hasPrefix("screen") else {
        return Finding(
          "tmux", .wrong, "this is tmux, but TERM is \(term.isEmpty ? "not set" : term)",
          advice: "do not set TERM in a shell's start-up file; tmux sets default-terminal")
      }
      return Finding(
        "tmux", .good, "sixel pictures need tmux 3.4 or later and a terminal that has them")
    }
    if variable("STY") != nil {
      return Finding(
        "screen", .note, "GNU screen passes no pictures on; they are shown as half blocks",
        advice: "tmux 3.4 or later can show them")
    }
    return nil
  }

  private var connection: Finding? {
    variable("SSH_CONNECTION") != nil || variable("SSH_TTY") != nil
      ? Finding("connection", .good, "over SSH") : nil
  }
}
