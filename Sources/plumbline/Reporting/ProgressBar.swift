import Foundation
import Synchronization

/// A line on standard error that shows how far something long is, when a person is watching.
final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var total: Int?
    var drawn: ContinuousClock.Instant?
  }

  private let title: String
  private let isShown: Bool
  private let state: Mutex<State>

  /// Makes a bar; `total` nil counts without knowing the end.
  init(_ title: String, total: Int? = nil, isShown: Bool = StandardError.isTerminal) {
    self.title = title
    self.isShown = isShown
    state = Mutex(State(total: total))
  }

  /// Counts something done; draws at most ten times a second.
  func advance(by count: Int = 1) {
    let line: String? = state.withLock { state in
      state.done += count
      let now = ContinuousClock.now
      guard isShown, state.drawn.map({ now - $0 > .milliseconds(100) }) ?? true else { return nil }
      state.drawn = now
      return Self.line(title, done: state.done, total: state.total)
    }
    if let line { StandardError.write("\r\u{1B}[K" + line) }
  }

  /// Removes the line.
  func finish() {
    if isShown, state.withLock({ $0.drawn != nil }) { StandardError.write("\r\u{1B}[K") }
  }

  private static func line(_ title: String, done: Int, total: Int?) -> String {
    guard let total, total > 0 else { return "\(title) \(done)" }
    let filled = min(30, 30 * done / total)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    return "\(title) [\(bar)] \(done)/\(total)"
  }
}
