/// Sorts the bytes that a terminal sends into keys, mouse, paste, focus and replies.
///
/// A terminal answers queries on the same line that keys come from, and ncurses would deliver the
/// answers as typed letters, so they are taken out first; what remains is handed to ncurses one
/// key at a time. The filter keeps what is incomplete until more bytes come: any way of cutting the
/// same bytes into chunks gives the same events.
///
/// One thing cannot be told from bytes alone: whether ESC begins a sequence or was typed. Whoever
/// reads the terminal calls `flush()` when nothing came for a while and `needsFlush` is true. ESC
/// before anything that begins no sequence is the Escape key followed by that key, never Alt: tmux
/// delivers both in one read.
///
/// Memory is bounded: sequences past `sequenceLimit`, replies past `replyLimit` and pastes past
/// `pasteLimit` lose the excess. Sequences follow ECMA-48 and xterm's ctlseqs.
package struct InputFilter: Sendable {
  /// Bytes of a control sequence that are kept; a longer one is skipped to its end.
  package static let sequenceLimit = 64
  /// Bytes of a reply string that are kept; a longer one is skipped to its end.
  package static let replyLimit = 65_536
  /// Bytes of a paste that are kept.
  package static let pasteLimit = 1_048_576

  /// Something complete in the stream.
  package enum Event: Hashable, Sendable {
    /// The bytes of exactly one key, for ncurses: a UTF-8 character, a control character, or an
    /// escape sequence. Escape itself is the one byte 0x1B.
    case keys([UInt8])
    /// A mouse report.
    case mouse(MouseReport)
    /// The text between the marks of a bracketed paste; line ends are `\n`, bad UTF-8 is repaired.
    case paste(String)
    /// The terminal gained or lost the focus.
    case focus(Bool)
    /// The terminal's answer to a query, as it came.
    case reply([UInt8])
  }

  private var state = State.ground
  /// The bytes of what is incomplete, from its first byte.
  private var pending: [UInt8] = []
  /// Collected since the last `feed` or `flush` began.
  private var events: [Event] = []

  /// Makes a filter at the start of a stream.
  package init() {}

  /// Whether something is held that `flush()` would release.
  package var needsFlush: Bool {
    switch state {
    case .escape, .singleShift, .consoleKey, .stringIntroducer: true
    case .sequence: pending.count == 2
    case .oldMouse: pending.count == 3
    case .ground, .character, .overlong, .string, .paste: false
    }
  }

  /// Takes bytes as they were read and returns what they complete.
  package mutating func feed(_ bytes: [UInt8]) -> [Event] {
    defer { events = [] }
    for byte in bytes { take(byte) }
    return events
  }

  /// Releases what only looked like the beginning of a sequence, because nothing followed it.
  ///
  /// A character, a sequence with parameters, a reply or a paste that has begun stays: the rest of
  /// it is late, not missing.
  package mutating func flush() -> [Event] {
    defer { events = [] }
    if needsFlush { releaseAsTyped() }
    return events
  }

  // MARK: States

  private enum State {
    case ground
    /// Inside a UTF-8 character that lacks this many bytes.
    case character(missing: Int)
    case escape
    /// After `ESC O`.
    case singleShift
    /// After `ESC [`.
    case sequence
    /// A control sequence that became too long.
    case overlong
    /// After `ESC [ [`, the function keys of the Linux console.
    case consoleKey
    /// After `ESC [ M`: three bytes follow, the mouse of terminals without SGR reports.
    case oldMouse
    /// After `ESC P`, `ESC ]` or `ESC _` while it could still be typed.
    case stringIntroducer
    case string
    case paste
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: begin(byte)
    case .character(let missing): character(byte, missing: missing)
    case .escape: escape(byte)
    case .singleShift: singleShift(byte)
    case .sequence: sequence(byte)
    case .overlong: overlong(byte)
    case .consoleKey: consoleKey(byte)
    case .oldMouse: oldMouse(byte)
    case .stringIntroducer: stringIntroducer(byte)
    case .string: string(byte)
    case .paste: paste(byte)
    }
  }

  private mutating func finish(_ event: Event) {
    events.append(event)
    reset()
  }

  private mutating func reset() {
    pending.removeAll(keepingCapacity: pending.capacity <= 4096)
    state = .ground
  }

  /// Delivers the held bytes as single keys.
  private mutating func releaseAsTyped() {
    for byte in pending { events.append(.keys([byte])) }
    reset()
  }

  // MARK: Characters

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      pending = [byte]
      state = .escape
    case 0xC2...0xDF: hold(byte, missing: 1)
    case 0xE0...0xEF: hold(byte, missing: 2)
    case 0xF0...0xF4: hold(byte, missing: 3)
    case 0x80...0xC1, 0xF5...0xFF: break
    default: events.append(.keys([byte]))
    }
  }

  private mutating func hold(_ byte: UInt8, missing: Int) {
    pending = [byte]
    state = .character(missing: missing)
  }

  private mutating func character(_ byte: UInt8, missing: Int) {
    guard byte & 0xC0 == 0x80 else {
      reset()
      return take(byte)
    }
    pending.append(byte)
    if missing > 1 {
      state = .character(missing: missing - 1)
    } else if String(validating: pending, as: UTF8.self) != nil {
      finish(.keys(pending))
    } else {
      reset()
    }
  }

  // MARK: Escape sequences

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .sequence
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"): state = .stringIntroducer
    default:
      releaseAsTyped()
      return take(byte)
    }
    pending.append(byte)
  }

  private mutating func singleShift(_ byte: UInt8) {
    guard (0x40...0x7E).contains(byte) else {
      releaseAsTyped()
      return take(byte)
    }
    finish(.keys(pending + [byte]))
  }

  private mutating func sequence(_ byte: UInt8) {
    switch byte {
    case 0x20...0x3F:
      pending.append(byte)
      if pending.count > Self.sequenceLimit { state = .overlong }
    case UInt8(ascii: "[") where pending.count == 2:
      pending.append(byte)
      state = .consoleKey
    case UInt8(ascii: "M") where pending.count == 2:
      pending.append(byte)
      state = .oldMouse
    case 0x40...0x7E:
      pending.append(byte)
      endOfSequence()
    default: abandon(before: byte)
    }
  }

  private mutating func overlong(_ byte: UInt8) {
    if (0x40...0x7E).contains(byte) {
      reset()
    } else if !(0x20...0x3F).contains(byte) {
      abandon(before: byte)
    }
  }

  private mutating func consoleKey(_ byte: UInt8) {
    guard (0x40...0x7E).contains(byte) else {
      releaseAsTyped()
      return take(byte)
    }
    finish(.keys(pending + [byte]))
  }

  private mutating func oldMouse(_ byte: UInt8) {
    guard byte >= 0x20 else { return abandon(before: byte) }
    pending.append(byte)
    guard pending.count == 6 else { return }
    finish(
      .mouse(MouseReport(old: pending[3], column: Int(pending[4]) - 32, row: Int(pending[5]) - 32)))
  }

  /// Drops a broken sequence, or delivers it when it may have been typed.
  private mutating func abandon(before byte: UInt8) {
    if needsFlush { releaseAsTyped() } else { reset() }
    take(byte)
  }

  private mutating func endOfSequence() {
    let sequence = ControlSequence(pending)
    switch (sequence.meaning, sequence.mouse) {
    case (.pasteBegins, _):
      reset()
      state = .paste
    case (.focus(let gained), _): finish(.focus(gained))
    case (.mouse, let report?): finish(.mouse(report))
    case (.mouse, nil), (.pasteEnds, _): reset()
    case (.reply, _): finish(.reply(pending))
    case (.key, _): finish(.keys(pending))
    }
  }

  // MARK: Strings

  private mutating func stringIntroducer(_ byte: UInt8) {
    switch StringReply.evidence(introducer: pending[1], body: pending[2...], next: byte) {
    case .undecided: pending.append(byte)
    case .reply:
      pending.append(byte)
      state = .string
    case .typed:
      releaseAsTyped()
      take(byte)
    }
  }

  /// Takes a byte inside a reply string.
  ///
  /// Any control character but its terminator ends it unheard, so that a terminator lost on the way
  /// cannot swallow every key that follows.
  private mutating func string(_ byte: UInt8) {
    if pending.last == 0x1B {
      guard byte == UInt8(ascii: "\\") else {
        pending = [0x1B]
        state = .escape
        return take(byte)
      }
      pending.append(byte)
      return endOfString(terminator: 2)
    }
    switch byte {
    case 0x07 where pending[1] == UInt8(ascii: "]"):
      pending.append(byte)
      endOfString(terminator: 1)
    case 0x1B: pending.append(byte)
    case 0..<0x20:
      reset()
      take(byte)
    default:
      // One byte past the limit is kept as the mark of a reply that was cut.
      if pending.count <= Self.replyLimit { pending.append(byte) }
    }
  }

  private mutating func endOfString(terminator: Int) {
    if pending.count - terminator > Self.replyLimit { reset() } else { finish(.reply(pending)) }
  }

  // MARK: Paste

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private mutating func paste(_ byte: UInt8) {
    pending.append(byte)
    if byte == UInt8(ascii: "~"), pending.suffix(Self.pasteEnd.count) == Self.pasteEnd[...] {
      finish(.paste(Self.text(ofPaste: pending.dropLast(Self.pasteEnd.count))))
    } else if pending.count > Self.pasteLimit + 2 * Self.pasteEnd.count {
      // The last bytes stay: the end mark may have begun.
      let excess = pending.count - Self.pasteEnd.count
      pending.removeSubrange(Self.pasteLimit..<excess)
    }
  }

  private static func text(ofPaste bytes: ArraySlice<UInt8>) -> String {
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count)
    var afterReturn = false
    for byte in bytes.prefix(pasteLimit) {
      if byte == 0x0D {
        lines.append(0x0A)
      } else if !(byte == 0x0A && afterReturn) {
        lines.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    return String(decoding: lines, as: UTF8.self)
  }
}
