import Glibc
import PseudoTerminals
import Screen
import Terminal
import Testing

/// One terminal per process, so one test at a time.
@MainActor
@Suite("Terminal session", .serialized, .timeLimit(.minutes(1)))
struct TerminalSessionTests {
  private func session(
    _ terminal: PseudoTerminal, term: String = "xterm-256color", noColor: Bool = false
  ) throws -> TerminalSession {
    var environment = ["TERM": term]
    if noColor { environment["NO_COLOR"] = "1" }
    return try TerminalSession(
      .init(environment: environment, input: terminal.program, output: terminal.program))
  }

  private func terminal(_ columns: UInt16 = 40, _ rows: UInt16 = 12) throws -> PseudoTerminal {
    try #require(PseudoTerminal(columns: columns, rows: rows, pixels: (columns * 9, rows * 18)))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Waits until as many events have come.
  private func events(_ session: TerminalSession, _ count: Int) async -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    while events.count < count {
      let next = await session.nextEvents()
      if next.isEmpty { break }
      events += next
    }
    return events
  }

  private func keys(_ keys: Key...) -> [TerminalEvent] { keys.map { .input(.key($0)) } }

  // MARK: Claiming

  @Test("Claiming enters the alternate screen and the modes, ending leaves them and the settings")
  func claim() throws {
    let terminal = try terminal()
    let before = terminal.settings
    let session = try session(terminal)
    #expect(terminal.settings != before)
    let entered = text(terminal.take())
    for mode in ["?1049h", "?1000h", "?1002h", "?1006h", "?1004h", "?2004h"] {
      #expect(entered.contains("\u{1B}[\(mode)"))
    }
    session.end()
    let left = text(terminal.take())
    for mode in ["?1049l", "?1000l", "?1002l", "?1006l", "?1016l", "?1004l", "?2004l"] {
      #expect(left.contains("\u{1B}[\(mode)"))
    }
    #expect(terminal.settings == before)
    session.end()
    #expect(terminal.take() == [])
  }

  @Test("Losing the session gives the terminal back")
  func lost() throws {
    let terminal = try terminal()
    let before = terminal.settings
    var session: TerminalSession? = try session(terminal)
    #expect(session?.size.cells == Size(columns: 40, rows: 12))
    session = nil
    #expect(text(terminal.take()).contains("\u{1B}[?1049l"))
    #expect(terminal.settings == before)
  }

  @Test("A second claim is refused while the first lasts")
  func twice() throws {
    let terminal = try terminal()
    let first = try session(terminal)
    #expect(throws: TerminalError.alreadyClaimed) { _ = try self.session(terminal) }
    first.end()
    try session(terminal).end()
  }

  @Test("A pipe is refused")
  func pipe() throws {
    var ends: [Int32] = [-1, -1]
    #expect(unsafe Glibc.pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    #expect(throws: TerminalError.notATerminal) {
      _ = try TerminalSession(.init(environment: [:], input: ends[0], output: ends[1]))
    }
  }

  @Test(
    "An unknown terminal type is replaced, and it is said",
    arguments: ["nonsense", "", "xterm-kitty-of-tomorrow"])
  func unknownType(term: String) throws {
    let terminal = try terminal()
    let session = try session(terminal, term: term)
    #expect(session.notices.count == 1)
    #expect(session.notices[0].contains("xterm-256color"))
    #expect(session.depth == .palette256)
    session.end()
  }

  @Test("A terminal that cannot place text is refused, and left as it was")
  func dumb() throws {
    let terminal = try terminal()
    let before = terminal.settings
    #expect(throws: TerminalError.cannotMoveCursor("dumb")) {
      _ = try self.session(terminal, term: "dumb")
    }
    #expect(terminal.settings == before)
  }

  @Test("A known terminal gives no notice, and NO_COLOR leaves attributes only")
  func noColor() throws {
    let terminal = try terminal()
    let session = try session(terminal, noColor: true)
    #expect(session.notices == [])
    #expect(session.depth == .mono)
    var frame = Frame(size: session.size.cells)
    frame.put("x", column: 0, row: 0, style: Style(foreground: .rgb(0xFF0000)))
    _ = terminal.take(after: session.write)
    session.present(frame)
    #expect(!text(terminal.take(after: session.write)).contains("38;5"))
    session.end()
  }

  // MARK: Input

  @Test("Keys come through ncurses, in order, and Escape before a key is not Alt")
  func typedKeys() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    terminal.type(
      "aあ\u{1B}b\u{1B}OA\u{1B}[B\u{1B}[H\u{1B}[4~\u{1B}[5~\u{1B}[3~\u{1B}[Z\r\t\u{7F}\u{C}")
    let expected = keys(
      .character("a"), .character("あ"), .escape, .character("b"), .up, .down, .home, .end,
      .pageUp, .delete, .backTab, .enter, .tab, .backspace, .control("l"))
    #expect(await events(session, expected.count) == expected)
    session.end()
  }

  @Test("A lone Escape arrives without another key")
  func loneEscape() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    terminal.type("\u{1B}")
    #expect(await events(session, 1) == keys(.escape))
    session.end()
  }

  @Test("Unknown sequences vanish whole, the keypad of PuTTY gives digits")
  func oddKeys() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    terminal.type("\u{1B}[1;9z\u{1B}[38~x\u{1B}Ot\u{1B}Oq\u{1B}Ok")
    let expected = keys(.character("x"), .character("4"), .character("1"), .character("+"))
    #expect(await events(session, expected.count) == expected)
    session.end()
  }

  @Test("Mouse, paste, focus and replies arrive in their order among the keys")
  func otherInput() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    terminal.type(
      "a\u{1B}[<0;3;4M\u{1B}[<32;4;4M\u{1B}[<32;9;4M\u{1B}[<0;9;4m\u{1B}[200~q\u{1B}[201~"
        + "\u{1B}[I\u{1B}[?62c")
    var events: [TerminalEvent] = []
    while events.last != .reply(Array("\u{1B}[?62c".utf8)) { events += await session.nextEvents() }
    // Whether the first drag is still there depends on how the kernel cut the bytes.
    events.removeAll { $0 == .input(.mouse(MouseEvent(.drag(.left), column: 3, row: 3))) }
    #expect(
      events == [
        .input(.key(.character("a"))),
        .input(.mouse(MouseEvent(.press(.left), column: 2, row: 3))),
        .input(.mouse(MouseEvent(.drag(.left), column: 8, row: 3))),
        .input(.mouse(MouseEvent(.release(.left), column: 8, row: 3))),
        .input(.paste("q")), .input(.focus(true)), .reply(Array("\u{1B}[?62c".utf8)),
      ])
    session.end()
  }

  @Test("Mouse positions in pixels are fractions of a cell")
  func pixelMouse() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    _ = terminal.take(after: session.write)
    #expect(session.size.cellPixels == PixelExtent(width: 9, height: 18))
    session.reportMouse(inPixelsOf: session.size.cellPixels)
    #expect(text(terminal.take(after: session.write)) == "\u{1B}[?1016h")
    terminal.type("\u{1B}[<0;14;10M")
    #expect(
      await events(session, 1)
        == [.input(.mouse(MouseEvent(.press(.left), column: 1.5, row: 9.5 / 18)))])
    session.end()
  }

  @Test("A new size is noticed and the next frame is drawn whole")
  func resize() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    session.present(Frame(size: session.size.cells))
    terminal.resize(columns: 30, rows: 10, pixels: (300, 200))
    kill(getpid(), SIGWINCH)
    let size = TerminalSize(
      cells: Size(columns: 30, rows: 10), cellPixels: PixelExtent(width: 10, height: 20))
    #expect(await events(session, 1) == [.resized(size)])
    _ = terminal.take(after: session.write)
    var frame = Frame(size: size.cells)
    frame.put("corner", column: 24, row: 9)
    session.present(frame)
    let bytes = terminal.take(after: session.write)
    #expect(text(bytes).contains("\u{1B}[2J"))
    var emulator = TerminalEmulator(size: size.cells)
    emulator.feed(bytes)
    #expect(emulator.frame.text == frame.text)
    session.end()
  }

  @Test("SIGTERM and SIGHUP are events, and an ended session has no more")
  func signals() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    kill(getpid(), SIGTERM)
    #expect(await events(session, 1) == [.terminate])
    kill(getpid(), SIGHUP)
    #expect(await events(session, 1) == [.hangup])
    session.end()
    #expect(await session.nextEvents() == [])
  }

  @Test("A terminal that goes away is a hangup")
  func hangup() async throws {
    var terminal: PseudoTerminal? = try terminal()
    let descriptor = dup(try #require(terminal?.program))
    defer { close(descriptor) }
    let session = try TerminalSession(
      .init(environment: ["TERM": "xterm"], input: descriptor, output: descriptor))
    terminal = nil
    #expect(await events(session, 1) == [.hangup])
    session.present(Frame(size: session.size.cells), picture: [0x20])
    session.end()
  }

  @Test("A cancelled wait returns")
  func cancellation() async throws {
    let terminal = try terminal()
    let session = try session(terminal)
    let waiting = Task { await session.nextEvents() }
    await Task.yield()
    waiting.cancel()
    #expect(await waiting.value == [])
    session.end()
  }
}
