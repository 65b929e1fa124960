import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Help, palette and label picker")
struct PopupTests {
  @Test(
    "A label is found by code, name, kana in either script, and alias",
    arguments: [
      ("an", 0), ("ANPAN", 0), ("あんぱん", 0), ("アンパン", 0), ("red bean", 0), ("ｍｅｌｏｎ", 1),
      ("めろん", 1), ("メロンパン", 1), ("焼きそば", 2), ("ya", 2),
    ])
  func search(query: String, expected: Int) {
    #expect(LabelSearch.matches(query, in: Bench.labels).first == expected)
  }

  @Test("A code comes before a name that only contains it")
  func ranking() {
    let labels = [
      Label(id: ID(high: 1, low: 1), name: "banana", code: "ba", color: 0),
      Label(id: ID(high: 1, low: 2), name: "anpan", code: "an", color: 0),
    ]
    #expect(LabelSearch.matches("an", in: labels) == [1, 0])
  }

  @Test("Typing Japanese in the picker chooses the label for the next box")
  func pick() {
    var bench = Bench.open()
    bench.press("c 焼 き Enter")
    #expect(bench.state.popup == nil)
    #expect(bench.state.canvas.labelIndex == 2)
  }

  @Test("The terminal's cursor stands where the input method has to show its candidates")
  func caret() throws {
    var bench = Bench.open(language: "ja")
    bench.press("c あ ん")
    let scene = view(bench.state, theme: .standard)
    let cursor = try #require(scene.cursor)
    #expect(scene.frame[cursor.column - 2, cursor.row].content == .text("ん"))
  }

  @Test("Keys of an input method that was left on do nothing and say why")
  func inputMethod() {
    var bench = Bench.open()
    bench.press("あ")
    #expect(bench.effects == [])
    #expect(bench.state.notice?.text.contains("半角/全角") == true)
    bench.press("ｂ")
    #expect(bench.state.canvas.mode == .draw)
  }

  @Test("The palette finds and runs a command by its words")
  func palette() {
    var bench = Bench.open()
    bench.press(": d r a w Space b o Enter")
    #expect(bench.state.canvas.mode == .draw)
  }

  @Test("Help lists the keys of the scope and Escape closes it")
  func help() {
    var bench = Bench.open()
    bench.press("b ?")
    let text = view(bench.state, theme: .standard).frame.text
    #expect(text.contains("Keys while drawing"))
    #expect(text.contains("Place a corner"))
    bench.press("Esc")
    #expect(bench.state.popup == nil)
    #expect(bench.state.canvas.mode == .draw)
  }

  @Test("The foot of the help shows the chosen command's whole text")
  func foot() {
    var bench = HomeTests.home()
    bench.press("?")
    let text = { view(bench.state, theme: .standard).frame.text }
    #expect(!text().contains("type to search, Enter runs."))
    bench.press("Down Down Down Down Down Down Down")
    #expect(text().contains("Every key that works here; type to search, Enter runs."))
  }

  @Test("A long text is read row by row and closed by any other key")
  func reading() {
    var bench = Bench()
    let words = (1...400).map { "w\($0)" }.joined(separator: " ")
    let item = WorkItem(
      number: 1, index: 0, image: ID(high: 2, low: 2), size: ImageSize(width: 10, height: 10),
      name: "a.jpg", state: .returned, reason: words)
    bench.send(.opened(item, Progress(submitted: 0, total: 1)))
    let text = { view(bench.state, theme: .standard).frame.text }
    #expect(text().contains("Sent back (w: all)"))
    bench.press("w")
    #expect(text().contains("w1 w2 ") && text().contains("j and k for more of it"))
    bench.press("PgDn PgDn PgDn PgDn PgDn")
    #expect(text().contains("w400"))
    bench.press("PgUp PgUp PgUp PgUp PgUp k b")
    #expect(bench.state.popup == nil)
    #expect(bench.state.canvas.mode == .navigate)
  }

  @Test("Pasted text goes into a field and never runs a command")
  func paste() {
    var bench = Bench.open()
    bench.send(.input(.paste("xq"), activeSeconds: 0))
    #expect(bench.effects == [])
    bench.press("c")
    bench.send(.input(.paste("melon"), activeSeconds: 0))
    bench.press("Enter")
    #expect(bench.state.canvas.labelIndex == 1)
  }
}
