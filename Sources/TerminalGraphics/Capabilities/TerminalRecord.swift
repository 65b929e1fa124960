/// What is known of a kind of terminal or multiplexer beyond its answers, as a row of a table.
package struct TerminalRecord: Hashable, Sendable {
  /// What people call it.
  package let name: String
  /// How its answer to XTVERSION begins, in lower case.
  package let answers: [String]
  /// How `TERM` begins in it, in lower case.
  package let terms: [String]
  /// What it sets `TERM_PROGRAM` or `LC_TERMINAL` to.
  package let programs: [String]
  /// What holds for it.
  package let traits: Set<Trait>
  /// Where that is known from.
  package let source: String

  init(
    _ name: String, answers: [String] = [], terms: [String] = [], programs: [String] = [],
    _ traits: Set<Trait>, source: String
  ) {
    self.name = name
    self.answers = answers
    self.terms = terms
    self.programs = programs
    self.traits = traits
    self.source = source
  }

  /// Something that cannot be asked for.
  package enum Trait: String, Hashable, Sendable, CaseIterable {
    /// Characters have any 24-bit colour, whatever `COLORTERM` says after SSH.
    case truecolor = "24-bit colours"
    /// Unset pixels of a sixel picture leave what is there.
    case keepsUnsetPixels = "transparent sixel patches"
    /// Few pictures are kept; more push out the first.
    case recyclesPictures = "keeps 16 pictures"
    /// kitty's graphics protocol.
    case kittyGraphics = "kitty graphics"
    /// iTerm2's inline images.
    case inlineFiles = "inline image files"
    /// It stands between the program and the terminal, whose answers are its own.
    case multiplexer = "a multiplexer"
    /// A sequence above 1 MiB is dropped.
    case dropsLongSequences = "drops sequences above 1 MiB"
    /// The parts of a 24-bit colour are taken for attributes.
    case misreadsTruecolor = "misreads 24-bit colours"
  }

  /// The rows, the most particular first: the first that fits is taken.
  package static let all = [
    TerminalRecord(
      "tmux", answers: ["tmux"], terms: ["tmux"],
      [.multiplexer, .dropsLongSequences],
      source:
        "3.3a tried: answers DA1 and XTVERSION itself, turns 24-bit colours into 256 where its "
        + "client has no RGB; input.c drops sequences above 1 MiB"),
    TerminalRecord(
      "GNU screen", answers: ["gnu screen", "screen"], terms: ["screen"],
      [.multiplexer, .misreadsTruecolor],
      source: "screen 4.9 manual: 24-bit colours came with 5.0"),
    TerminalRecord(
      "xterm", answers: ["xterm("], [.truecolor, .keepsUnsetPixels, .recyclesPictures],
      source: "patch 379 tried; graphics.h MAX_GRAPHICS is 16 up to patch 409"),
    TerminalRecord(
      "foot", answers: ["foot("], terms: ["foot"], [.truecolor, .keepsUnsetPixels],
      source: "1.13.1 tried"),
    TerminalRecord(
      "kitty", answers: ["kitty"], terms: ["xterm-kitty"], [.truecolor, .kittyGraphics],
      source: "0.26.5 tried; it has no sixel"),
    TerminalRecord(
      "Ghostty", answers: ["ghostty"], terms: ["xterm-ghostty", "ghostty"], programs: ["ghostty"],
      [.truecolor, .kittyGraphics], source: "ghostty.org/docs/features"),
    TerminalRecord(
      "WezTerm", answers: ["wezterm"], terms: ["wezterm"], programs: ["WezTerm"],
      [.truecolor, .keepsUnsetPixels, .inlineFiles],
      source: "wezterm.org/imgcat.html; its issue 942 on unset pixels"),
    TerminalRecord(
      "iTerm2", answers: ["iterm2"], terms: ["iterm"], programs: ["iTerm.app", "iTerm2"],
      [.truecolor, .inlineFiles], source: "iterm2.com/documentation-images.html"),
    TerminalRecord(
      "mlterm", answers: ["mlterm"], terms: ["mlterm"], [.truecolor],
      source: "3.9.0 tried: unset pixels wipe the cells under a patch"),
    TerminalRecord(
      "contour", answers: ["contour"], terms: ["contour"], [.truecolor, .keepsUnsetPixels],
      source: "its documentation, not tried"),
    TerminalRecord(
      "Konsole", answers: ["konsole"], terms: ["konsole"], [.truecolor],
      source: "its documentation, not tried"),
    TerminalRecord(
      "Visual Studio Code", programs: ["vscode"], [.truecolor], source: "xterm.js, not tried"),
    TerminalRecord(
      "mintty", answers: ["mintty"], terms: ["mintty"], programs: ["mintty"], [.truecolor],
      source: "its documentation, not tried"),
    TerminalRecord(
      "Rio", answers: ["rio"], terms: ["rio"], programs: ["rio"], [.truecolor],
      source: "its documentation, not tried"),
    TerminalRecord(
      "Warp", programs: ["WarpTerminal"], [.truecolor], source: "its documentation, not tried"),
    TerminalRecord(
      "VTE", answers: ["vte"], [.truecolor], source: "its documentation, not tried"),
    TerminalRecord("Alacritty", terms: ["alacritty"], [.truecolor], source: "its terminfo entry"),
    TerminalRecord("st", terms: ["st-256color"], [.truecolor], source: "its source, st.c tsetattr"),
  ]

  /// The row of what answers: tmux or screen inside them, else the terminal.
  ///
  /// An answer counts more than the environment, which SSH and a shell's start-up files change.
  package static func find(
    version: String?, environment: [String: String]
  ) -> TerminalRecord? {
    if environment["TMUX", default: ""] != "" { return all.first { $0.name == "tmux" } }
    if environment["STY", default: ""] != "" { return all.first { $0.name == "GNU screen" } }
    if let answer = version?.lowercased(),
      let row = all.first(where: { $0.answers.contains(where: answer.hasPrefix) })
    {
      return row
    }
    let term = environment["TERM", default: ""].lowercased()
    if let row = all.first(where: { $0.terms.contains(where: term.hasPrefix) }) { return row }
    let programs = [environment["TERM_PROGRAM"], environment["LC_TERMINAL"]].compactMap { $0 }
    return all.first { $0.programs.contains(where: programs.contains) }
  }
}
