import Interchange
import Screen
import Workbench

/// A session without a terminal: keys from a file, the screen into a file.
///
/// Each line is `size COLUMNS ROWS`, `press KEY KEY …` with keys as the help writes them, `type
/// TEXT`, or a comment after `#`. An effect has been performed before the next key is taken. It is
/// for tests and for reports of what went wrong.
struct ScriptRun {
  private var state: State
  private let runner: EffectRunner

  /// Runs a script to its end.
  init(script: LocalPath, runner: EffectRunner, context: JobContext) throws {
    self.runner = runner
    state = State(
      size: Size(columns: 80, rows: 24), cell: PixelExtent(width: 1, height: 2), context: context)
    for action in runner.start() { apply(action) }
    let text = String(decoding: try script.contents(limit: 1 << 20), as: UTF8.self)
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      try perform(line.split(separator: " ").map(String.init), at: "\(script):\(number + 1)")
    }
  }

  /// Writes the screen as text.
  func finish(saving path: LocalPath?, theme: Theme) throws {
    guard let path else { return }
    var file = try AtomicFile(path, replacingExisting: true)
    try file.append(Array((view(state, theme: theme).frame.text + "\n").utf8))
    try file.commit()
  }

  private mutating func perform(_ words: [String], at place: String) throws {
    guard let verb = words.first, !verb.hasPrefix("#") else { return }
    switch verb {
    case "size":
      guard words.count == 3, let columns = Int(words[1]), let rows = Int(words[2]) else {
        throw Failure("\(place): size takes columns and rows")
      }
      apply(
        .resized(
          Size(columns: columns, rows: rows), cell: PixelExtent(width: 1, height: 2)))
    case "press":
      for title in words.dropFirst() {
        guard let key = Key(title: title) else { throw Failure("\(place): no key \"\(title)\"") }
        apply(.input(.key(key), activeSeconds: 0))
      }
    case "type":
      for character in words.dropFirst().joined(separator: " ") {
        apply(.input(.key(.character(character)), activeSeconds: 0))
      }
    default: throw Failure("\(place): \"\(verb)\" is not size, press or type")
    }
  }

  private mutating func apply(_ action: Action) {
    defer {
      // Nothing is painted here, so what is open counts as seen.
      if let image = state.canvas.item?.image, !state.canvas.isShown { apply(.shown(image)) }
    }
    for effect in update(&state, action) {
      for answer in runner.perform(effect) { apply(answer) }
    }
  }
}
