import PseudoTerminals
import Screen
import Terminal
import Testing

extension TerminalSessionTests {
  /// What reaches the terminal, seen through an emulator.
  @MainActor
  @Suite("Drawing", .serialized)
  struct Drawing {
    private func start(
      _ columns: UInt16, _ rows: UInt16, term: String = "xterm-256color"
    ) throws -> (PseudoTerminal, TerminalSession, TerminalEmulator) {
      let terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
      let session = try TerminalSession(
        .init(
          environment: ["TERM": term], input: terminal.program,
          output: terminal.program))
      var emulator = TerminalEmulator(size: session.size.cells)
      emulator.feed(terminal.take(after: session.write))
      return (terminal, session, emulator)
    }

    @Test(
      "Random frames arrive as they are, and no picture cell is erased unannounced",
      arguments: ["xterm-256color", "xterm", "tmux-256color", "screen-256color", "linux"])
    func randomFrames(term: String) throws {
      let (terminal, session, started) = try start(60, 8, term: term)
      var emulator = started
      var random = SplitMix(state: 5)
      var frame = Frame(size: session.size.cells)
      for step in 0..<300 {
        change(&frame, &random)
        let announced = session.erased(by: frame)
        emulator.written = []
        #expect(session.present(frame) == announced)
        emulator.feed(terminal.take(after: session.write))
        try #require(emulator.frame.differences(from: frame) == [], "step \(step)")
        let erased = emulator.written.filter { frame[$0.column, $0.row].content == .picture }
        try #require(erased.subtracting(announced).isEmpty, "step \(step)")
      }
      #expect(emulator.unknown == [])
      session.end()
    }

    /// The emulator does not know how to scroll, so a scroll would be among what is unknown to it.
    @Test(
      "Lines that move are drawn again, never scrolled, so that pictures stay where they are",
      arguments: ["xterm-256color", "tmux-256color", "screen-256color", "linux"], [-3, -1, 1, 2])
    func movedLines(term: String, distance: Int) throws {
      let (terminal, session, started) = try start(60, 20, term: term)
      var emulator = started
      for first in [6, 6 + distance, 6] {
        var frame = Frame(size: session.size.cells)
        frame.fill(Area(column: 0, row: 1, columns: 60, rows: 17), with: Cell(.picture))
        for line in 0..<8 {
          frame.put(
            "│ entry \(line) of a popup that lies over the picture │", column: 5, row: first + line)
        }
        session.present(frame)
        emulator.feed(terminal.take(after: session.write))
        #expect(emulator.frame.differences(from: frame) == [])
      }
      #expect(emulator.unknown == [])
      session.end()
    }

    private func change(_ frame: inout Frame, _ random: inout SplitMix) {
      let column = Int.random(in: 0..<60, using: &random)
      let row = Int.random(in: 0..<8, using: &random)
      let texts = ["あんぱん", "x", "box 12", "か\u{3099}", "│", "          ", "ﾊﾞ", "e\u{301}"]
      let pictures = Area(column: 0, row: 0, columns: 60, rows: 7)
      let colors: [Color] = [.standard, .indexed(4), .rgb(0xFF8000)]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let width = Int.random(in: 1...30, using: &random)
        let area = Area(column: column, row: row, columns: width, rows: 3)
        switch Int.random(in: 0..<4, using: &random) {
        // Pictures stay off the last row.
        case 0: frame.fill(area.intersection(pictures), with: Cell(.picture))
        case 1: frame.fill(area, with: .blank)
        default:
          let style = Style(
            foreground: colors.randomElement(using: &random) ?? .standard,
            background: colors.randomElement(using: &random) ?? .standard)
          frame.put(
            texts.randomElement(using: &random) ?? "",
            column: Int.random(in: 0..<60, using: &random), row: row, style: style)
        }
      }
    }

    @Test("Clearing text beside a picture leaves the picture alone")
    func besideThePicture() throws {
      let (terminal, session, started) = try start(80, 4)
      var emulator = started
      var frame = Frame(size: session.size.cells)
      frame.fill(Area(column: 30, row: 0, columns: 40, rows: 4), with: Cell(.picture))
      frame.put("some text left", column: 0, row: 1)
      frame.put("right", column: 72, row: 1)
      session.present(frame)
      emulator.feed(terminal.take(after: session.write))
      emulator.written = []
      frame.fill(Area(column: 0, row: 0, columns: 30, rows: 4), with: .blank)
      frame.fill(Area(column: 70, row: 0, columns: 10, rows: 4), with: .blank)
      // Row 1 begins with blanks now, and ncurses writes the cell after them again.
      let announced = session.present(frame)
      #expect(announced == [Position(column: 30, row: 1)])
      emulator.feed(terminal.take(after: session.write))
      let inPicture = emulator.written.filter { (30..<70).contains($0.column) }
      #expect(!emulator.written.isEmpty)
      #expect(inPicture.subtracting(announced).isEmpty)
      #expect(emulator.frame.differences(from: frame) == [])
      session.end()
    }

    @Test("An unchanged frame writes nothing")
    func unchanged() throws {
      let (terminal, session, _) = try start(20, 4)
      var frame = Frame(size: session.size.cells)
      frame.put("text", column: 0, row: 0)
      session.present(frame)
      _ = terminal.take(after: session.write)
      #expect(session.present(frame) == [])
      #expect(terminal.take(after: session.write) == [])
      session.end()
    }

    @Test("Picture bytes follow the text between saved and restored cursor, in one update")
    func picture() throws {
      let (terminal, session, _) = try start(20, 4)
      session.synchronizesOutput = true
      var frame = Frame(size: session.size.cells)
      frame.put("text", column: 0, row: 0)
      session.present(frame, picture: Array("PICTURE".utf8))
      let bytes = String(decoding: terminal.take(after: session.write), as: UTF8.self)
      #expect(bytes.hasPrefix("\u{1B}[?2026h"))
      #expect(bytes.hasSuffix("\u{1B}7PICTURE\u{1B}8\u{1B}[?2026l"))
      #expect(bytes.contains("text"))
      session.end()
    }

    @Test("A large picture goes out whole, after the update")
    func largePicture() async throws {
      let (terminal, session, _) = try start(20, 4)
      session.synchronizesOutput = true
      var frame = Frame(size: session.size.cells)
      frame.put("text", column: 0, row: 0)
      let picture = (0..<300_000).map { UInt8(0x41 + $0 % 23) }
      let mark = Array("\u{1B}]777;end\u{7}".utf8)
      let reading = terminal.reading(until: mark)
      session.present(frame, picture: picture)
      session.write(mark)
      let bytes = await reading.value
      let end = Array("\u{1B}[?2026l\u{1B}7".utf8) + picture + Array("\u{1B}8".utf8)
      #expect(bytes.suffix(end.count) == end[...])
      session.end()
    }

    @Test("The cursor shows where it is wanted and is hidden elsewhere")
    func cursor() throws {
      let (terminal, session, _) = try start(20, 4)
      let frame = Frame(size: session.size.cells)
      session.present(frame, cursor: Position(column: 7, row: 2))
      let shown = String(decoding: terminal.take(after: session.write), as: UTF8.self)
      #expect(shown.contains("\u{1B}[3;8H"))
      #expect(shown.contains("\u{1B}[?25h"))
      session.present(frame)
      let hidden = String(decoding: terminal.take(after: session.write), as: UTF8.self)
      #expect(hidden.contains("\u{1B}[?25l"))
      session.end()
    }

    @Test("A frame of another size than the terminal is cut, not trusted")
    func wrongSize() throws {
      let (terminal, session, started) = try start(20, 4)
      var emulator = started
      var frame = Frame(size: Size(columns: 50, rows: 9))
      for row in 0..<9 { frame.put("0123456789012345678あ0", column: 0, row: row) }
      session.present(frame)
      emulator.feed(terminal.take(after: session.write))
      #expect(emulator.frame.text.hasPrefix("0123456789012345678"))
      session.end()
    }
  }
}

extension Frame {
  /// What each cell shows, with the placeholder where a picture is.
  fileprivate var shown: [Cell.Content] {
    cells.map { $0.content == .picture ? .text("\u{A0}") : $0.content }
  }

  /// Cells that show something else than in another frame.
  fileprivate func differences(from other: Frame) -> [Position] {
    zip(shown, other.shown).enumerated().filter { $0.element.0 != $0.element.1 }.map {
      Position(column: $0.offset % size.columns, row: $0.offset / size.columns)
    }
  }
}
