import Glibc
import PseudoTerminals
import Screen
import Terminal
import Testing

/// A crash in a process of its own, on a terminal that outlives it.
@Suite("Crash", .timeLimit(.minutes(1)))
struct CrashTests {
  private let terminal: PseudoTerminal
  private let before: [UInt32]

  init() throws {
    terminal = try #require(PseudoTerminal(columns: 40, rows: 10))
    before = terminal.settings
  }

  /// In the child: claims the parent's terminal and draws.
  @MainActor
  fileprivate static func claim(_ path: String) throws -> TerminalSession {
    // Unsafe: the path is passed for the duration of the call.
    let descriptor = unsafe open(path, O_RDWR | O_NOCTTY)
    let session = try TerminalSession(
      .init(environment: ["TERM": "xterm"], input: descriptor, output: descriptor))
    var frame = Frame(size: session.size.cells)
    frame.put("on screen", column: 0, row: 0)
    session.present(frame)
    return session
  }

  /// In the parent, once the child is gone.
  private func checkTerminalIsBack() throws {
    #expect(terminal.settings == before)
    let output = String(decoding: terminal.take(), as: UTF8.self)
    #expect(output.contains("\u{1B}[?1049h"))
    #expect(output.contains("on screen"))
    let end = try #require(output.firstRange(of: "\u{1B}\\\u{1B}[?1016l")?.lowerBound)
    for mode in ["?1049l", "?1000l", "?1002l", "?1004l", "?2004l", "?25h"] {
      #expect(output[end...].contains("\u{1B}[\(mode)"), "\(mode)")
    }
  }

  @Test("A Swift trap gives the terminal back")
  func trap() async throws {
    await #expect(processExitsWith: .failure) { [path = terminal.path as String] in
      let session = try await CrashTests.claim(path)
      let empty: [Int] = []
      await print(empty[session.size.cells.rows])
    }
    try checkTerminalIsBack()
  }

  @Test("A segmentation fault gives the terminal back, and is still one")
  func segmentationFault() async throws {
    await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
      let session = try await CrashTests.claim(path)
      await MainActor.run {
        raise(SIGSEGV)
        session.redraw()
      }
    }
    try checkTerminalIsBack()
  }

  @Test("An exit in the middle gives the terminal back")
  func exitInTheMiddle() async throws {
    await #expect(processExitsWith: .exitCode(3)) { [path = terminal.path as String] in
      let session = try await CrashTests.claim(path)
      await MainActor.run {
        session.redraw()
        exit(3)
      }
    }
    try checkTerminalIsBack()
  }
}
