import Screen
import Testing

@Suite("Text width")
struct TextWidthTests {
  @Test(
    "Characters take the cells that terminals give them",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("│", 1), ("…", 1), ("あ", 2), ("抵", 2), ("ア", 2),
      ("ｱ", 1), ("Ａ", 2), ("か\u{3099}", 2), ("한", 2), ("\u{301}", 0), ("❤\u{FE0F}", 2),
      ("👩‍🔬", 2), ("\u{FFFD}", 1), ("\u{3000}", 2),
    ] as [(Character, Int)])
  func width(character: Character, cells: Int) {
    #expect(TextWidth.of(character) == cells)
  }

  @Test("A half-width voicing mark takes a cell although it belongs to the character before it")
  func halfWidthVoicing() {
    #expect("ﾊﾞ".count == 1)
    #expect(TextWidth.of("ﾊﾞ" as Character) == 2)
    #expect(TextWidth.of("ﾊﾞｯｸﾞ") == 5)
  }

  @Test("The width of a text is the sum of its characters")
  func texts() {
    #expect(TextWidth.of("") == 0)
    #expect(TextWidth.of("あんぱん 12") == 11)
  }

  @Test(
    "Text is cut on a cell boundary, with an ellipsis",
    arguments: [
      ("melonpan", 8, "melonpan"), ("melonpan", 7, "melonp~"), ("メロンパン", 10, "メロンパン"),
      ("メロンパン", 9, "メロンパ~"), ("メロンパン", 8, "メロン~"), ("メロン", 1, "~"),
      ("メロン", 0, ""), ("", 0, ""), ("ﾊﾞｯｸﾞ", 4, "ﾊﾞｯ~"),
    ])
  func truncation(text: String, cells: Int, expected: String) {
    let cut = TextWidth.truncated(text, to: cells)
    #expect(cut == expected)
    #expect(TextWidth.of(cut) <= cells)
  }

  @Test(
    "Control characters are made visible",
    arguments: [
      ("plain あ", "plain あ"), ("\u{1B}[2J", "␛[2J"), ("a\u{0}b\n\r\t", "a␀b␊␍␉"), ("\r\n", "␍␊"),
      ("\u{7F}", "\u{FFFD}"), ("\u{9B}31m", "\u{FFFD}31m"), ("\u{202E}gpj", "\u{FFFD}gpj"),
      ("\u{2028}", "\u{FFFD}"), ("\u{E000}", "\u{FFFD}"), ("\u{200B}", "\u{FFFD}"),
      ("👩\u{200D}🔬", "👩\u{200D}🔬"),
    ])
  func printable(text: String, expected: String) {
    #expect(TextWidth.printable(text) == expected)
  }
}
