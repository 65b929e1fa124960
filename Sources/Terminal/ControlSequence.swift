/// A complete control sequence: `ESC [`, parameters, intermediates and a final byte.
struct ControlSequence {
  /// What a sequence from a terminal can be.
  enum Meaning: Equatable {
    case key, reply, mouse, pasteBegins, pasteEnds
    case focus(Bool)
  }

  /// What stands between `ESC [` and the final byte.
  private let body: ArraySlice<UInt8>
  private let final: UInt8

  /// Takes a sequence from its ESC to its final byte, at least three bytes.
  init(_ bytes: [UInt8]) {
    body = bytes.dropFirst(2).dropLast()
    final = bytes.last ?? 0
  }

  /// Whether it is a key or something else, by its form alone.
  var meaning: Meaning {
    switch (body.first, final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
      return .mouse
    case (nil, UInt8(ascii: "I")): return .focus(true)
    case (nil, UInt8(ascii: "O")): return .focus(false)
    case (_, UInt8(ascii: "~")) where body.elementsEqual("200".utf8): return .pasteBegins
    case (_, UInt8(ascii: "~")) where body.elementsEqual("201".utf8): return .pasteEnds
    default: return isReply ? .reply : .key
    }
  }

  /// The mouse report that `meaning` promises; nil when its numbers are broken.
  var mouse: MouseReport? {
    let fields = body.dropFirst().split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    let numbers = fields.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, numbers.allSatisfy({ (0...1_000_000).contains($0) }) else {
      return nil
    }
    return MouseReport(
      code: numbers[0], x: numbers[1], y: numbers[2], isRelease: final == UInt8(ascii: "m"))
  }

  /// Keys have plain numbers and end in a letter of their own or `~`; replies have a private mark,
  /// an intermediate, or one of the finals of DA, DSR, CPR, window and checksum reports.
  private var isReply: Bool {
    if let first = body.first, (0x3C...0x3F).contains(first) { return true }
    if body.contains(where: { (0x20...0x2F).contains($0) }) { return true }
    switch final {
    case UInt8(ascii: "c"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "x"): return true
    // CPR; xterm's F3 with modifiers has the same form, and is no key of ours.
    case UInt8(ascii: "R"): return body.contains(UInt8(ascii: ";"))
    default: return false
    }
  }
}
