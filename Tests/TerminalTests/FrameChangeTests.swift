import Screen
import Terminal
import Testing

@Suite("Frame changes")
struct FrameChangeTests {
  private func frame(_ text: String, picture: ClosedRange<Int>? = nil) -> Frame {
    var frame = Frame(size: Size(columns: 60, rows: 1))
    frame.put(text, column: 0, row: 0)
    if let picture {
      let area = Area(column: picture.lowerBound, row: 0, columns: picture.count, rows: 1)
      frame.fill(area, with: Cell(.picture))
    }
    return frame
  }

  private func columns(_ positions: [Position]) -> [Int] { positions.map(\.column) }

  @Test("Equal frames change nothing")
  func equal() {
    let frame = frame("text", picture: 10...20)
    let change = FrameChange(from: frame, to: frame)
    #expect(change.cells.isEmpty)
    #expect(change.erasedPictureCells.isEmpty)
  }

  @Test("On a cleared screen and in another size everything is drawn")
  func cleared() {
    let frame = frame("text", picture: 10...12)
    #expect(FrameChange(from: nil, to: frame).cells.count == 60)
    #expect(columns(FrameChange(from: nil, to: frame).erasedPictureCells) == [10, 11, 12])
    let other = Frame(size: Size(columns: 4, rows: 4))
    #expect(FrameChange(from: other, to: frame).cells.count == 60)
  }

  @Test("A popup that closes erases the picture under it, one that opens does not")
  func popup() {
    let open = frame("", picture: 10...20)
    var popup = open
    popup.put("menu", column: 12, row: 0)
    #expect(FrameChange(from: open, to: popup).erasedPictureCells.isEmpty)
    #expect(columns(FrameChange(from: popup, to: open).erasedPictureCells) == [12, 13, 14, 15])
  }

  @Test("A short run of picture between two changes is repeated, a long one is skipped")
  func runs() {
    func ends(_ gap: Int, _ text: String) -> Frame {
      var frame = frame("", picture: 1...gap)
      frame.put(text, column: 0, row: 0, limit: 1)
      frame.put(text, column: gap + 1, row: 0)
      return frame
    }
    let short = FrameChange(from: ends(4, "a"), to: ends(4, "b"))
    #expect(columns(short.cells) == [0, 5])
    #expect(columns(short.erasedPictureCells) == [1, 2, 3, 4])
    let long = FrameChange(from: ends(40, "a"), to: ends(40, "b"))
    #expect(long.erasedPictureCells.isEmpty)
  }

  @Test("Both halves of a wide character change together")
  func wide() {
    let change = FrameChange(from: frame("あx"), to: frame("いx"))
    #expect(columns(change.cells) == [0, 1])
    #expect(columns(FrameChange(from: frame("あx"), to: frame("abx")).cells) == [0, 1])
    #expect(columns(FrameChange(from: frame("abc"), to: frame("aあ")).cells) == [1, 2])
  }
}
