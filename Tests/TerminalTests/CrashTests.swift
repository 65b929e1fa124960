import Glibc
import Screen
import Terminal
import Testing

/// A crash in a process of its own, on a terminal that outlives it.
@Suite("Crash", .serialized, .timeLimit(.minutes(1)))
struct CrashTests {
  private static let variable = "PLUMBLINE_TEST_TERMINAL"

  /// Runs `crash` as the parent of an exit test sees it: the terminal before, its output, and after.
  private func check(_ crash: () async -> Void) async throws {
    let terminal = try #require(PseudoTerminal(columns: 40, rows: 10))
    let before = terminal.settings
    // Unsafe: C copies both texts during the call. The child finds its terminal by this.
    #expect(unsafe setenv(Self.variable, terminal.path, 1) == 0)
    await crash()
    #expect(terminal.settings == before)
    let output = String(decoding: terminal.take(), as: UTF8.self)
    #expect(output.contains("\u{1B}[?1049h"))
    #expect(output.contains("on screen"))
    let end = try #require(output.firstRange(of: "\u{1B}\\\u{1B}[?1016l")?.lowerBound)
    for mode in ["?1049l", "?1000l", "?1002l", "?1004l", "?2004l", "?25h"] {
      #expect(output[end...].contains("\u{1B}[\(mode)"), "\(mode)")
    }
  }

  /// In the child: claims the parent's terminal and draws.
  @MainActor
  fileprivate static func claim() throws -> TerminalSession {
    // Unsafe: C's text is copied at once; nothing changes the environment meanwhile.
    guard let path = unsafe getenv(variable).map({ unsafe String(cString: $0) }) else {
      throw TerminalError.notATerminal
    }
    // Unsafe: the path is passed for the duration of the call.
    let descriptor = unsafe open(path, O_RDWR | O_NOCTTY)
    let session = try TerminalSession(
      .init(environment: ["TERM": "xterm"], input: descriptor, output: descriptor))
    var frame = Frame(size: session.size.cells)
    frame.put("on screen", column: 0, row: 0)
    session.present(frame)
    return session
  }

  @Test("A Swift trap gives the terminal back")
  func trap() async throws {
    try await check {
      await #expect(processExitsWith: .failure) {
        let session = try await CrashTests.claim()
        let empty: [Int] = []
        await print(empty[session.size.cells.rows])
      }
    }
  }

  @Test("A segmentation fault gives the terminal back, and is still one")
  func segmentationFault() async throws {
    try await check {
      await #expect(processExitsWith: .signal(SIGSEGV)) {
        let session = try await CrashTests.claim()
        await MainActor.run {
          raise(SIGSEGV)
          session.redraw()
        }
      }
    }
  }

  @Test("An exit in the middle gives the terminal back")
  func exitInTheMiddle() async throws {
    try await check {
      await #expect(processExitsWith: .exitCode(3)) {
        let session = try await CrashTests.claim()
        await MainActor.run {
          session.redraw()
          exit(3)
        }
      }
    }
  }
}
