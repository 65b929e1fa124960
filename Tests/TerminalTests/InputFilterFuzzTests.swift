import Terminal
import Testing

@Suite("Input filter, any bytes in any chunks")
struct InputFilterFuzzTests {
  /// Whole and broken pieces of everything a terminal can send.
  private static let pieces: [[UInt8]] =
    [
      "a", "あ", "é", "🍞", "\r", "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}_",
      "\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5C", "\u{1B}[[A", "\u{1B}[M !!", "\u{1B}[<0;10;20M",
      "\u{1B}[<32;1", "\u{1B}[I", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[?62;4c", "\u{1B}[6;20;10t",
      "\u{1B}]11;rgb:1/2/3", "\u{1B}\\", "\u{7}", "\u{1B}P>|XTerm(379)", "\u{1B}P1$r",
      "\u{1B}_Gi=31;",
      ";", "0", "~", "M", "\u{3}",
    ].map { Array($0.utf8) } + [[0xE3], [0x81], [0x82], [0xFF], [0x9B], [0xF0, 0x9F], [0x00]]

  private func stream(_ random: inout SplitMix) -> [UInt8] {
    (0..<40).flatMap { _ -> [UInt8] in
      if Int.random(in: 0..<8, using: &random) == 0 {
        return [UInt8.random(in: 0...255, using: &random)]
      }
      return Self.pieces.randomElement(using: &random) ?? []
    }
  }

  @Test("The same bytes give the same events however they are cut")
  func chunks() {
    var random = SplitMix(state: 2)
    for _ in 0..<3000 {
      let bytes = stream(&random)
      var whole = InputFilter()
      let expected = whole.feed(bytes)
      var cut = InputFilter()
      var events: [InputFilter.Event] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...7, using: &random)
        events += cut.feed(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(events == expected, "\(bytes)")
      #expect(cut.needsFlush == whole.needsFlush)
      #expect(cut.flush() == whole.flush())
    }
  }

  @Test("Keys are complete: one character, one control character or one escape sequence")
  func wholeKeys() {
    var random = SplitMix(state: 3)
    for _ in 0..<2000 {
      var filter = InputFilter()
      let events = filter.feed(stream(&random)) + filter.flush()
      for case .keys(let bytes) in events {
        let isSequence = bytes.first == 0x1B && bytes.count > 2
        #expect(isSequence || String(validating: bytes, as: UTF8.self)?.unicodeScalars.count == 1)
        #expect(!bytes.isEmpty && bytes.count <= InputFilter.sequenceLimit + 1)
      }
    }
  }

  @Test("After silence, a Ctrl-C always arrives unless a paste or a mouse report is open")
  func alwaysAWayOut() {
    var random = SplitMix(state: 4)
    for _ in 0..<2000 {
      let bytes = stream(&random)
      var filter = InputFilter()
      _ = filter.feed(bytes)
      _ = filter.flush()
      let after = filter.feed([0x03])
      let open = Array("\u{1B}[200~".utf8)
      let mayPaste = bytes.indices.contains { bytes[$0...].starts(with: open) }
      #expect(mayPaste || after.contains(.keys([0x03])), "\(bytes)")
    }
  }
}
