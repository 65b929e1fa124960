import Screen
import Testing

@Suite("Frame")
struct FrameTests {
  private func frame(_ columns: Int, _ rows: Int = 1) -> Frame {
    Frame(size: Size(columns: columns, rows: rows))
  }

  @Test("A new frame is blank, and blank outside of itself")
  func blank() {
    let frame = frame(3, 2)
    #expect(frame.cells.count == 6)
    #expect(frame.cells.allSatisfy { $0 == .blank })
    #expect(frame[-1, 0] == .blank)
    #expect(frame[3, 0] == .blank)
    #expect(frame[0, 2] == .blank)
    #expect(frame.text == "\n")
  }

  @Test("A size below zero is an empty frame")
  func negative() {
    var frame = frame(-4, -1)
    #expect(frame.cells.isEmpty)
    #expect(frame.put("x", column: 0, row: 0) == 0)
    frame.fill(Area(column: -1, row: -1, columns: 5, rows: 5), with: Cell(.picture))
    #expect(frame.cells.isEmpty)
  }

  @Test("Text goes from a cell to the right in its style, and the next column is returned")
  func put() {
    var frame = frame(8, 2)
    let style = Style(foreground: .rgb(0xFF0000), attributes: [.bold])
    #expect(frame.put("box", column: 2, row: 1, style: style) == 5)
    #expect(frame.text == "\n  box")
    #expect(frame[2, 1] == Cell(.text("b"), style: style))
    #expect(frame[5, 1] == .blank)
  }

  @Test("A wide character takes its cell and the next")
  func wide() {
    var frame = frame(6)
    #expect(frame.put("あ抵!", column: 0, row: 0) == 5)
    #expect(frame[0, 0].content == .text("あ"))
    #expect(frame[1, 0].content == .continuation)
    #expect(frame[2, 0].content == .text("抵"))
    #expect(frame[3, 0].content == .continuation)
    #expect(frame[4, 0].content == .text("!"))
    #expect(frame.text == "あ抵!")
  }

  @Test("A wide character that would be cut is left out with all that follows")
  func wideAtTheEdge() {
    var frame = frame(4)
    #expect(frame.put("abcあd", column: 0, row: 0) == 3)
    #expect(frame.text == "abc")
    #expect(frame[3, 0] == .blank)
  }

  @Test("Marks stay with the character they belong to; alone they are left out")
  func combining() {
    var frame = frame(6)
    #expect(frame.put("\u{301}e\u{301}か\u{3099}x", column: 0, row: 0) == 4)
    #expect(frame[0, 0].content == .text("e\u{301}"))
    #expect(frame[1, 0].content == .text("か\u{3099}"))
    #expect(frame[2, 0].content == .continuation)
    #expect(frame[3, 0].content == .text("x"))
  }

  @Test("A half-width voicing mark has its own cell")
  func halfWidthVoicing() {
    var frame = frame(6)
    #expect(frame.put("ﾊﾞｯｸﾞ", column: 0, row: 0) == 5)
    #expect(frame[0, 0].content == .text("ﾊ"))
    #expect(frame[1, 0].content == .text("\u{FF9E}"))
    #expect(frame[2, 0].content == .text("ｯ"))
    #expect(frame.text == "ﾊﾞｯｸﾞ")
  }

  @Test("No control character reaches a cell")
  func control() {
    var frame = frame(12)
    frame.put("\u{1B}]0;x\u{7}\u{9B}2J\r\n", column: 0, row: 0)
    #expect(frame.text == "␛]0;x␇\u{FFFD}2J␍␊")
    for cell in frame.cells {
      guard case .text(let character) = cell.content else { continue }
      #expect(character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }

  @Test("Text stops at the limit and at the frame, and outside rows are left alone")
  func clipping() {
    var frame = frame(5, 1)
    #expect(frame.put("abcdef", column: 0, row: 0, limit: 3) == 3)
    #expect(frame.text == "abc")
    #expect(frame.put("xyz", column: 3, row: 0) == 5)
    #expect(frame.text == "abcxy")
    #expect(frame.put("no", column: 0, row: 1) == 0)
    #expect(frame.put("no", column: 0, row: -1) == 0)
    #expect(frame.put("0", column: 0, row: 0, limit: 0) == 0)
    #expect(frame.text == "abcxy")
  }

  @Test("Text that begins left of the frame shows its rest")
  func leftOfTheFrame() {
    var frame = frame(4)
    #expect(frame.put("abcd", column: -2, row: 0) == 2)
    #expect(frame.text == "cd")
    var wide = Frame(size: Size(columns: 4, rows: 1))
    wide.put("あい", column: -1, row: 0)
    #expect(wide[0, 0] == .blank)
    #expect(wide[1, 0].content == .text("い"))
  }

  @Test("Writing over one half of a wide character blanks the other")
  func overHalf() {
    var left = frame(4)
    left.put("あい", column: 0, row: 0)
    left.put("x", column: 0, row: 0)
    #expect(left.text == "x い")
    #expect(left[1, 0].content == .text(" "))
    var right = frame(4)
    right.put("あい", column: 0, row: 0)
    right.put("x", column: 1, row: 0)
    #expect(right.text == " xい")
    var across = frame(4)
    across.put("あい", column: 0, row: 0)
    across.put("う", column: 1, row: 0)
    #expect(across.text == " う")
    #expect(across[3, 0].content == .text(" "))
  }

  @Test("Filling breaks wide characters at both edges and is clipped")
  func fill() {
    var frame = frame(8, 2)
    frame.put("あいうえ", column: 0, row: 0)
    frame.fill(Area(column: 1, row: -3, columns: 4, rows: 4), with: Cell(.picture))
    #expect(frame.text == " ░░░░ え\n")
    #expect(frame[5, 0].content == .text(" "))
    frame.fill(Area(column: 6, row: 1, columns: 100, rows: 100), with: Cell(.text("#")))
    #expect(frame.text == " ░░░░ え\n      ##")
  }

  @Test("After any writes, every continuation has a wide character to its left")
  func invariant() {
    var random = SplitMix(state: 1)
    var frame = frame(9, 3)
    let texts = ["あ", "ab", "い\u{301}", "ﾊﾞ", "メロン", " "]
    for _ in 0..<2000 {
      let column = Int.random(in: -3..<11, using: &random)
      let row = Int.random(in: 0..<3, using: &random)
      if Bool.random(using: &random) {
        frame.put(texts.randomElement(using: &random) ?? "", column: column, row: row)
      } else {
        let area = Area(column: column, row: row, columns: 2, rows: 1)
        frame.fill(area, with: Cell(.picture))
      }
      #expect(frame.isWhole)
    }
  }
}

extension Frame {
  /// Whether wide characters and continuations come in pairs.
  fileprivate var isWhole: Bool {
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let next = self[column + 1, row].content
        switch self[column, row].content {
        case .text(let character) where TextWidth.of(character) == 2:
          if next != .continuation { return false }
        case .text, .picture, .continuation:
          if next == .continuation { return false }
        }
      }
    }
    return true
  }
}
