import Raster
import Testing

import TerminalGraphics

@Suite("Capabilities")
struct CapabilitiesTests {
  private func replies(_ sequences: String...) -> TerminalReplies {
    var replies = TerminalReplies()
    for sequence in sequences {
      let isReply = replies.accept(Array(sequence.utf8))
      #expect(isReply, "\(sequence.debugDescription)")
    }
    return replies
  }

  private var xterm: TerminalReplies {
    replies(
      "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}[6;20;10t", "\u{1B}[4;600;800t", "\u{1B}[?2026;0$y",
      "\u{1B}[?1016;2$y", "\u{1B}]11;rgb:1c1c/2020/ffff\u{1B}\\",
      "\u{1B}[?63;1;2;4;6;9;15;16;22;28c")
  }

  @Test("xterm as a VT340")
  func sixel() {
    let can = Capabilities(replies: xterm, environment: ["TERM": "xterm-256color"])
    #expect(xterm.isComplete)
    #expect(can.sixel)
    #expect(can.cellPixels == PixelSize(width: 10, height: 20))
    #expect(!can.synchronizedOutput)
    #expect(can.pixelMouse)
    #expect(can.version == "XTerm(379)")
    #expect(can.background == RGB8(r: 0x1C, g: 0x20, b: 0xFF))
    #expect(can.colorDepth == .truecolor)
    #expect(can.keepsUnsetPixels)
    #expect(can.maximumSixelBytes == nil)
  }

  @Test("mlterm says sixel and nothing of its name")
  func mlterm() {
    let heard = replies("\u{1B}[6;20;10t", "\u{1B}[?63;1;2;3;4;6;7;15;18;22;29c")
    let can = Capabilities(replies: heard, environment: ["TERM": "mlterm"])
    #expect(can.sixel)
    #expect(!can.keepsUnsetPixels)
    #expect(can.version == nil)
  }

  @Test(
    "A class of 4 or a 64 is not the sixel attribute", arguments: ["?4;6c", "?64;1;2;6;9c", "?62c"])
  func noSixel(_ attributes: String) {
    let heard = replies("\u{1B}[6;20;10t", "\u{1B}[\(attributes)")
    #expect(!Capabilities(replies: heard, environment: ["TERM": "xterm"]).sixel)
  }

  @Test("kitty has no sixel, but everything else")
  func kitty() {
    let heard = replies(
      "\u{1B}P>|kitty(0.26.5)\u{1B}\\", "\u{1B}[6;20;10t", "\u{1B}[?2026;2$y", "\u{1B}[?1016;2$y",
      "\u{1B}[?62c")
    let can = Capabilities(replies: heard, environment: ["TERM": "xterm-kitty"])
    #expect(!can.sixel && can.synchronizedOutput && can.pixelMouse)
    #expect(can.colorDepth == .truecolor)
  }

  @Test("Without a cell size there is no sixel; the window or the text area can give it")
  func cellSize() {
    let heard = replies("\u{1B}[?62;4c")
    let environment = ["TERM": "xterm-256color"]
    #expect(!Capabilities(replies: heard, environment: environment).sixel)
    let window = Capabilities.Window(
      columns: 80, rows: 24, pixels: PixelSize(width: 720, height: 432))
    let fromWindow = Capabilities(replies: heard, environment: environment, window: window)
    #expect(fromWindow.cellPixels == PixelSize(width: 9, height: 18))
    #expect(fromWindow.sixel)
    let area = replies("\u{1B}[4;480;800t", "\u{1B}[?62;4c")
    let blind = Capabilities.Window(columns: 80, rows: 24, pixels: PixelSize(width: 0, height: 0))
    let fromArea = Capabilities(replies: area, environment: environment, window: blind)
    #expect(fromArea.cellPixels == PixelSize(width: 10, height: 20))
  }

  @Test("The window's size goes before the replies, which a font zoom makes stale")
  func zoomed() {
    let window = Capabilities.Window(
      columns: 80, rows: 24, pixels: PixelSize(width: 1600, height: 960))
    let can = Capabilities(replies: xterm, environment: ["TERM": "xterm"], window: window)
    #expect(can.cellPixels == PixelSize(width: 20, height: 40))
  }

  @Test("Inside tmux only answers count, and sixel pictures are bounded")
  func tmux() {
    let window = Capabilities.Window(
      columns: 80, rows: 24, pixels: PixelSize(width: 720, height: 432))
    let environment = ["TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"]
    let silent = Capabilities(
      replies: replies("\u{1B}[?1;2;4c"), environment: environment, window: window)
    #expect(silent.insideTmux && !silent.sixel && silent.cellPixels == nil)
    let answered = Capabilities(
      replies: replies("\u{1B}[6;18;9t", "\u{1B}[?1;2;4c"), environment: environment, window: window
    )
    #expect(answered.sixel && answered.maximumSixelBytes == 900_000)
    #expect(!answered.keepsUnsetPixels)
  }

  @Test(
    "Colour depth from the environment",
    arguments: [
      (["TERM": "xterm-256color"], ColorDepth.palette256),
      (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .truecolor),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .truecolor),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"], .palette256),
      (["TERM": "xterm-kitty"], .truecolor),
      (["TERM": "xterm-direct"], .truecolor),
      (["TERM": "foot"], .truecolor),
      (["TERM": "xterm"], .palette16),
      (["TERM": "linux"], .palette8),
      (["TERM": "vt100"], .mono),
      (["TERM": "dumb", "COLORTERM": "truecolor"], .mono),
      ([:], .mono),
      (["TERM": "nonsense"], .palette256),
      (["TERM": "xterm-256color", "NO_COLOR": "1"], .mono),
      (["TERM": "xterm-256color", "NO_COLOR": ""], .palette256),
      (["TERM": "screen.xterm-256color", "COLORTERM": "truecolor"], .palette256),
      (["TERM": "screen", "STY": "1.pts"], .palette8),
      (["TERM": "screen", "TMUX": "x", "COLORTERM": "truecolor"], .truecolor),
    ])
  func colorDepth(environment: [String: String], expected: ColorDepth) {
    let can = Capabilities(replies: TerminalReplies(), environment: environment)
    #expect(can.colorDepth == expected)
  }

  @Test("tmux's clients decide what it can pass on")
  func tmuxClients() throws {
    let environment = ["TERM": "tmux-256color", "TMUX": "x", "COLORTERM": "truecolor"]
    let heard = replies("\u{1B}[6;18;9t", "\u{1B}[?1;2;4c")
    func can(_ output: String) throws -> Capabilities {
      let clients: TmuxClients = try #require(TmuxClients(output: output))
      return Capabilities(replies: heard, environment: environment, tmuxClients: clients)
    }
    let plain = try can("256,bpaste,title\n")
    #expect(plain.colorDepth == .palette256 && !plain.sixel)
    let rich = try can("256,RGB,sixel\nRGB,sixel\n")
    #expect(rich.colorDepth == .truecolor && rich.sixel)
    let mixed = try can("256,RGB,sixel\n256\n")
    #expect(mixed.colorDepth == .palette256 && !mixed.sixel)
    #expect(TmuxClients(output: "") == nil)
  }

  @Test("An answer tells more than the environment, and a multiplexer hides the terminal")
  func records() {
    func name(_ version: String?, _ environment: [String: String]) -> String? {
      TerminalRecord.find(version: version, environment: environment)?.name
    }
    #expect(name("XTerm(379)", ["TERM": "xterm-kitty"]) == "xterm")
    #expect(name(nil, ["TERM": "xterm-kitty"]) == "kitty")
    #expect(name("tmux 3.3a", ["TERM": "xterm-256color"]) == "tmux")
    #expect(name("XTerm(379)", ["TMUX": "x"]) == "tmux")
    #expect(name(nil, ["STY": "1.a", "TERM": "xterm"]) == "GNU screen")
    #expect(name(nil, ["LC_TERMINAL": "iTerm2", "TERM": "xterm-256color"]) == "iTerm2")
    #expect(name("nobody(1)", ["TERM": "xterm-256color"]) == nil)
  }

  @Test("Every row of the table says where it is from, and no answer fits two rows")
  func table() {
    #expect(TerminalRecord.all.allSatisfy { !$0.source.isEmpty })
    let answers = TerminalRecord.all.flatMap(\.answers)
    #expect(Set(answers).count == answers.count)
    #expect(answers.allSatisfy { $0 == $0.lowercased() })
  }

  @Test("Colour replies come in several widths and with either end")
  func backgrounds() {
    #expect(replies("\u{1B}]11;rgb:ff/00/80\u{07}").background == RGB8(r: 255, g: 0, b: 128))
    #expect(replies("\u{1B}]11;rgb:f/0/8\u{1B}\\").background == RGB8(r: 255, g: 0, b: 136))
    #expect(replies("\u{1B}]11;rgba:ffff/0000/8080/ffff\u{07}").background?.b == 128)
    #expect(replies("\u{1B}]11;rgb:zz/00/80\u{07}").background == nil)
  }

  @Test(
    "Keys and nonsense are not replies",
    arguments: [
      "", "\u{1B}", "\u{1B}[", "\u{1B}[A", "\u{1B}[1;5C", "\u{1B}[<0;10;20M", "a", "\u{1B}OP",
      "\u{1B}[?c;c", "\u{1B}]12;rgb:0/0/0\u{07}", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[99;1;1t",
      "\u{1B}[c",
    ])
  func notReplies(_ text: String) {
    var replies = TerminalReplies()
    let isReply = replies.accept(Array(text.utf8))
    #expect(!isReply)
    #expect(replies == TerminalReplies())
  }

  @Test("Absurd sizes are swallowed and not believed, and names carry no control characters")
  func hostile() {
    #expect(replies("\u{1B}[6;0;0t").cellPixels == nil)
    #expect(replies("\u{1B}[6;99999999;10t").cellPixels == nil)
    #expect(replies("\u{1B}P>|a\u{1B}[31mb\u{07}c\u{1B}\\").version == "a[31mbc")
    var replies = TerminalReplies()
    let isReply = replies.accept(Array("\u{1B}[6;99999999999999999999;10t".utf8))
    #expect(!isReply)
  }

  @Test("The question ends with the one that every terminal answers")
  func query() {
    #expect(CapabilityProbe.query.suffix(3).elementsEqual("\u{1B}[c".utf8))
  }
}
