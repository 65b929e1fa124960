/// Tells a terminal's reply string from keys that a person typed after Escape.
///
/// `]`, `P` and `_` are keys, and one read may hold Escape and the next key; taking them for the
/// start of a string would swallow all keys that follow. A string is believed once it looks like a
/// reply that terminals send.
enum StringReply {
  /// What the bytes so far say.
  enum Evidence {
    case typed, undecided, reply
  }

  /// Judges a string by its introducer (the byte after ESC), the body so far and the next byte.
  static func evidence(introducer: UInt8, body: ArraySlice<UInt8>, next: UInt8) -> Evidence {
    switch introducer {
    case UInt8(ascii: "]"): command(body, next)
    case UInt8(ascii: "P"): device(body, next)
    default: application(body, next)
    }
  }

  /// OSC: a number of up to four digits and `;` (colours, clipboard).
  private static func command(_ body: ArraySlice<UInt8>, _ next: UInt8) -> Evidence {
    if isDigit(next) { return body.count < 4 ? .undecided : .typed }
    return next == UInt8(ascii: ";") && !body.isEmpty ? .reply : .typed
  }

  /// DCS: an optional digit, then `>|` (XTVERSION), `!|` (DA3), `$r` (DECRQSS) or `+r` (XTGETTCAP).
  private static func device(_ body: ArraySlice<UInt8>, _ next: UInt8) -> Evidence {
    switch (body.last, next) {
    case (UInt8(ascii: ">"), UInt8(ascii: "|")), (UInt8(ascii: "!"), UInt8(ascii: "|")),
      (UInt8(ascii: "$"), UInt8(ascii: "r")), (UInt8(ascii: "+"), UInt8(ascii: "r")):
      return .reply
    case (nil, _), (UInt8(ascii: "0"), _), (UInt8(ascii: "1"), _): break
    default: return .typed
    }
    let mayFollow = body.isEmpty ? "01>!$+".utf8 : "$+".utf8
    return mayFollow.contains(next) ? .undecided : .typed
  }

  /// APC: `G`, the kitty graphics protocol, and its first key, `i=` or `I=`.
  private static func application(_ body: ArraySlice<UInt8>, _ next: UInt8) -> Evidence {
    switch (body.count, next) {
    case (0, UInt8(ascii: "G")): .undecided
    case (1, UInt8(ascii: "i")), (1, UInt8(ascii: "I")), (1, UInt8(ascii: "p")): .undecided
    case (2, UInt8(ascii: "=")): .reply
    default: .typed
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
