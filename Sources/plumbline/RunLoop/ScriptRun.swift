import AnnotationModel
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
  /// The picture that was on the screen last.
  private var seen: Picture?

  /// Runs a script to its end.
  init(
    script: LocalPath, runner: EffectRunner, start: EffectRunner.Start, account: Account
  ) throws {
    self.runner = runner
    state = State(
      size: Size(columns: 80, rows: 24), cell: PixelExtent(width: 1, height: 2),
      account: account, start: start)
    defer { runner.leave() }
    for action in runner.start(start) { apply(action) }
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
    for effect in update(&state, action) {
      for answer in runner.perform(effect) { apply(answer) }
    }
    // Nothing is painted here, so the picture that would be painted counts as seen.
    guard let picture = view(state, theme: .standard).picture, picture != seen else { return }
    seen = picture
    let key = picture.image
    apply(.shown(ID(high: key.high, low: key.low), view: picture.viewport))
  }
}

extension State {
  /// The state before the first screen has come.
  init(size: Size, cell: PixelExtent, account: Account, start: EffectRunner.Start) {
    switch start {
    case .home: self.init(size: size, cell: cell, account: account)
    case .annotate:
      self.init(size: size, cell: cell, account: account, screen: .canvas, hasHome: false)
    case .review:
      self.init(size: size, cell: cell, account: account, screen: .review, hasHome: false)
    case .preflight:
      self.init(size: size, cell: cell, account: account, screen: .preflight, hasHome: false)
    }
    isWaiting = true
    home.isAwaited = true
  }
}
