import CNcurses
import Screen

/// Turns the bytes of one key into a key, through ncurses and the terminal's description.
///
/// On the main actor, because ncurses is not thread-safe and draws there.
@MainActor
enum KeyReader {
  /// Keys that ncurses has a code for.
  private static let names: [UInt32: Key] = [
    plumb_nc_key_up: .up, plumb_nc_key_down: .down, plumb_nc_key_left: .left,
    plumb_nc_key_right: .right, plumb_nc_key_home: .home, plumb_nc_key_end: .end,
    plumb_nc_key_page_up: .pageUp, plumb_nc_key_page_down: .pageDown,
    plumb_nc_key_delete: .delete, plumb_nc_key_back_tab: .backTab,
    plumb_nc_key_backspace: .backspace, plumb_nc_key_enter: .enter,
  ]

  /// Sequences that terminals send although their description says otherwise: cursor keys without
  /// application mode, and the VT220 and rxvt editing keys.
  private static let sequences: [(String, UInt32)] = [
    ("[A", plumb_nc_key_up), ("[B", plumb_nc_key_down), ("[C", plumb_nc_key_right),
    ("[D", plumb_nc_key_left), ("OA", plumb_nc_key_up), ("OB", plumb_nc_key_down),
    ("OC", plumb_nc_key_right), ("OD", plumb_nc_key_left), ("[H", plumb_nc_key_home),
    ("[F", plumb_nc_key_end), ("OH", plumb_nc_key_home), ("OF", plumb_nc_key_end),
    ("[1~", plumb_nc_key_home), ("[4~", plumb_nc_key_end), ("[7~", plumb_nc_key_home),
    ("[8~", plumb_nc_key_end), ("[3~", plumb_nc_key_delete), ("[5~", plumb_nc_key_page_up),
    ("[6~", plumb_nc_key_page_down), ("[Z", plumb_nc_key_back_tab), ("OM", plumb_nc_key_enter),
  ]

  /// Teaches ncurses what the description of the open terminal lacks.
  static func defineCommonKeys() {
    // Unsafe: a string literal's bytes are passed for the duration of the call, and copied.
    for (sequence, key) in sequences { unsafe plumb_nc_define_key("\u{1B}" + sequence, key) }
  }

  /// The keys in the bytes of one `InputFilter.Event.keys`: usually one, none when it is unknown.
  static func keys(_ bytes: [UInt8]) -> [Key] {
    // Unsafe: the array's bytes are passed for the duration of the call.
    _ = unsafe plumb_nc_feed(bytes, bytes.count)
    let found = drain()
    let known = found.compactMap(key)
    guard bytes.count > 1, bytes[0] == 0x1B else { return known }
    let isSingleShift = bytes[1] == UInt8(ascii: "O")
    if case .code? = found.first, !(known.isEmpty && isSingleShift) { return known }
    // Not in the description. A control sequence is dropped whole: its letters were never typed.
    // `ESC O` and a letter are the keypad, or were typed.
    guard isSingleShift, let final = bytes.last else { return [] }
    return keypad(final).map { [$0] } ?? known
  }

  /// Takes everything that ncurses holds.
  private static func drain() -> [Found] {
    var found: [Found] = []
    var value: UInt32 = 0
    while true {
      // Unsafe: the address of a local is passed for the duration of the call.
      switch unsafe plumb_nc_next_key(&value) {
      case PLUMB_NC_KEY_SCALAR: found.append(.scalar(value))
      case PLUMB_NC_KEY_CODE: found.append(.code(value))
      default: return found
      }
    }
  }

  private enum Found {
    case scalar(UInt32), code(UInt32)
  }

  private static func key(_ found: Found) -> Key? {
    switch found {
    case .code(let code): names[code]
    case .scalar(let value): key(scalar: value)
    }
  }

  /// The key of one character; nil for invisible control characters past ASCII.
  static func key(scalar value: UInt32) -> Key? {
    switch value {
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0x1B: return .escape
    case 0..<0x20: return Unicode.Scalar(value + 0x40).map { lowercase($0) }
    default: break
    }
    guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .control else {
      return nil
    }
    return .character(Character(scalar))
  }

  private static func lowercase(_ scalar: Unicode.Scalar) -> Key {
    let isLetter = ("A"..."Z").contains(scalar)
    return .control(Character(Unicode.Scalar(UInt8(scalar.value) | (isLetter ? 0x20 : 0))))
  }

  /// The numeric keypad in application mode, as VT100 and PuTTY send it; nil for other letters.
  private static func keypad(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "p")...UInt8(ascii: "y"): .character(Character(Unicode.Scalar(final - 64)))
    case UInt8(ascii: "j")...UInt8(ascii: "o"): .character(Character(Unicode.Scalar(final - 64)))
    case UInt8(ascii: "X"): .character("=")
    default: nil
    }
  }
}
