import Terminal
import Testing

@Suite("Input filter")
struct InputFilterTests {
  typealias Event = InputFilter.Event

  private func events(_ text: String) -> [Event] {
    var filter = InputFilter()
    return filter.feed(Array(text.utf8))
  }

  private func keys(_ keys: String...) -> [Event] {
    keys.map { .keys(Array($0.utf8)) }
  }

  // MARK: Keys

  @Test("Every character is one key")
  func characters() {
    #expect(events("aあ\r\u{7F}é") == keys("a", "あ", "\r", "\u{7F}", "é"))
  }

  @Test(
    "Sequences of keys stay whole",
    arguments: [
      "\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5C", "\u{1B}[3~", "\u{1B}[15~", "\u{1B}[Z", "\u{1B}OP",
      "\u{1B}[[A", "\u{1B}[1;2P",
    ])
  func sequences(sequence: String) {
    #expect(events("x\(sequence)y") == keys("x", sequence, "y"))
  }

  @Test("Escape before a printable key is Escape and that key, never Alt")
  func escapeAndKey() {
    #expect(events("\u{1B}a") == keys("\u{1B}", "a"))
    #expect(events("\u{1B}あ") == keys("\u{1B}", "あ"))
    #expect(events("\u{1B}\r") == keys("\u{1B}", "\r"))
    #expect(events("\u{1B}\u{1B}[A") == keys("\u{1B}", "\u{1B}[A"))
    #expect(events("\u{1B}\u{1B}b") == keys("\u{1B}", "\u{1B}", "b"))
  }

  @Test("A lone ESC waits for the flush")
  func loneEscape() {
    var filter = InputFilter()
    #expect(filter.feed([0x1B]) == [])
    #expect(filter.needsFlush)
    #expect(filter.flush() == keys("\u{1B}"))
    #expect(!filter.needsFlush)
    #expect(filter.flush() == [])
    #expect(filter.feed([0x1B]) == [])
    #expect(filter.feed(Array("[A".utf8)) == keys("\u{1B}[A"))
  }

  @Test(
    "Keys that look like the start of a sequence are delivered when nothing follows",
    arguments: ["[", "O", "]", "P", "_", "]1", "]12", "P1", "P>", "_G", "[[", "[M"])
  func typedIntroducer(rest: String) {
    var filter = InputFilter()
    #expect(filter.feed(Array("\u{1B}\(rest)".utf8)) == [])
    #expect(filter.needsFlush)
    let expected: [Event] = [.keys([0x1B])] + rest.utf8.map { .keys([$0]) }
    #expect(filter.flush() == expected)
    #expect(filter.feed([0x61]) == keys("a"))
  }

  @Test("Escape and a bracket, then another key, are three keys")
  func typedBracket() {
    #expect(events("\u{1B}]a") == keys("\u{1B}", "]", "a"))
    #expect(events("\u{1B}]1a") == keys("\u{1B}", "]", "1", "a"))
    #expect(events("\u{1B}Pj") == keys("\u{1B}", "P", "j"))
    #expect(events("\u{1B}_k") == keys("\u{1B}", "_", "k"))
    #expect(events("\u{1B}^k") == keys("\u{1B}", "^", "k"))
    #expect(events("\u{1B}O1") == keys("\u{1B}", "O", "1"))
    #expect(events("\u{1B}[あ") == keys("\u{1B}", "[", "あ"))
  }

  @Test("A character cut by a flush survives")
  func cutCharacter() {
    var filter = InputFilter()
    let bytes = Array("抵".utf8)
    #expect(filter.feed([bytes[0]]) == [])
    #expect(filter.flush() == [])
    #expect(filter.feed(Array(bytes[1...])) == keys("抵"))
  }

  @Test("Bytes that are no UTF-8 are dropped, and what follows is kept")
  func badText() {
    var filter = InputFilter()
    #expect(filter.feed([0xFF, 0x80, 0x61]) == keys("a"))
    #expect(filter.feed([0xE3, 0x81, 0x62]) == keys("b"))
    #expect(filter.feed([0xED, 0xA0, 0x80, 0x63]) == keys("c"))
    #expect(filter.feed([0xC0, 0x80, 0x64]) == keys("d"))
    #expect(filter.feed([0xF4, 0x90, 0x80, 0x80, 0x65]) == keys("e"))
    #expect(filter.feed([0xE3, 0x1B, 0x66]) == keys("\u{1B}", "f"))
  }

  // MARK: What is no key

  @Test(
    "Replies are taken out, in their place",
    arguments: [
      "\u{1B}[?63;1;2;4;6;9;15;16;22;28c", "\u{1B}[>41;379;0c", "\u{1B}[6;20;10t",
      "\u{1B}[4;500;800t", "\u{1B}[?2026;2$y", "\u{1B}[?1;0;256S", "\u{1B}[12;40R", "\u{1B}[0n",
      "\u{1B}[?1u", "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}P1+r524742=38\u{1B}\\",
      "\u{1B}P0+r524742\u{1B}\\", "\u{1B}P1$r0;1m\u{1B}\\", "\u{1B}P!|00000000\u{1B}\\",
      "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}",
      "\u{1B}_Gi=31;OK\u{1B}\\",
    ])
  func replies(reply: String) {
    #expect(events("a\(reply)b") == keys("a") + [.reply(Array(reply.utf8))] + keys("b"))
  }

  @Test("Mouse reports become values")
  func mouse() {
    #expect(
      events("\u{1B}[<0;105;47M\u{1B}[<32;106;47M\u{1B}[<0;106;47m") == [
        .mouse(MouseReport(code: 0, x: 105, y: 47, isRelease: false)),
        .mouse(MouseReport(code: 32, x: 106, y: 47, isRelease: false)),
        .mouse(MouseReport(code: 0, x: 106, y: 47, isRelease: true)),
      ])
  }

  @Test("Mouse reports of terminals without SGR reports are understood")
  func oldMouse() {
    var filter = InputFilter()
    #expect(
      filter.feed([0x1B, 0x5B, 0x4D, 32, 33, 0xF0, 0x61])
        == [.mouse(MouseReport(code: 0, x: 1, y: 208, isRelease: false))] + keys("a"))
    #expect(
      filter.feed([0x1B, 0x5B, 0x4D, 35, 43, 53])
        == [.mouse(MouseReport(code: 0, x: 11, y: 21, isRelease: true))])
  }

  @Test(
    "Broken mouse reports are dropped whole",
    arguments: ["\u{1B}[<0;1M", "\u{1B}[<;;M", "\u{1B}[<0;99999999999999999999;1M", "\u{1B}[<1:2M"])
  func brokenMouse(report: String) {
    #expect(events("\(report)a") == keys("a"))
  }

  @Test("Focus changes are told from keys")
  func focus() {
    #expect(events("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
  }

  @Test("Pasted text is one event, whatever is in it")
  func paste() {
    #expect(events("\u{1B}[200~qあ\rx\u{1B}[201~z") == [.paste("qあ\nx")] + keys("z"))
    #expect(events("\u{1B}[200~a\r\nb\n\u{1B}[201~") == [.paste("a\nb\n")])
    #expect(events("\u{1B}[200~\u{1B}[A\u{3}\u{1B}[201~") == [.paste("\u{1B}[A\u{3}")])
    #expect(events("\u{1B}[200~\u{1B}[201~") == [.paste("")])
    #expect(events("\u{1B}[201~a") == keys("a"))
  }

  @Test("A paste is never cut by silence")
  func slowPaste() {
    var filter = InputFilter()
    #expect(filter.feed(Array("\u{1B}[200~a\u{1B}".utf8)) == [])
    #expect(!filter.needsFlush)
    #expect(filter.flush() == [])
    #expect(filter.feed(Array("[201~".utf8)) == [.paste("a")])
  }

  // MARK: Hostile input

  @Test("A reply without an end does not swallow the keys after a control character")
  func lostTerminator() {
    #expect(events("\u{1B}]11;rgb\u{3}a") == keys("\u{3}", "a"))
    #expect(events("\u{1B}P>|XTerm\ra") == keys("\r", "a"))
    #expect(events("\u{1B}]11;rgb\u{1B}a") == keys("\u{1B}", "a"))
    #expect(events("\u{1B}]11;rgb\u{1B}[A") == keys("\u{1B}[A"))
  }

  @Test("A broken sequence is dropped and the key that broke it is kept")
  func brokenSequence() {
    #expect(events("\u{1B}[12\ra") == keys("\r", "a"))
    #expect(events("\u{1B}[12\u{1B}[A") == keys("\u{1B}[A"))
  }

  @Test("Endless sequences, replies and pastes are skipped or cut, in bounded memory")
  func endless() {
    let long = String(repeating: "1;", count: 100_000)
    #expect(events("\u{1B}[\(long)ca") == keys("a"))
    #expect(events("\u{1B}]11;\(long)\u{1B}\\a") == keys("a"))
    let text = String(repeating: "x", count: InputFilter.pasteLimit + 100_000)
    let kept = String(repeating: "x", count: InputFilter.pasteLimit)
    #expect(events("\u{1B}[200~\(text)\u{1B}[201~a") == [.paste(kept)] + keys("a"))
  }

  @Test("The longest reply that is kept is kept whole")
  func replyLimit() {
    let start = "\u{1B}]11;"
    let fits = start + String(repeating: "f", count: InputFilter.replyLimit - start.utf8.count)
    #expect(events("\(fits)\u{1B}\\") == [.reply(Array("\(fits)\u{1B}\\".utf8))])
    #expect(events("\(fits)f\u{1B}\\") == [])
  }
}
