package import Screen

/// As much of xterm as ncurses uses without inserting, deleting and scrolling: what every cell
/// shows and which cells were written.
package struct TerminalEmulator {
  /// What every cell shows.
  package private(set) var frame: Frame
  /// Cells written or erased since this was last emptied.
  package var written: Set<Position> = []
  /// Sequences that it does not know; a test expects none.
  package private(set) var unknown: [String] = []

  private var column = 0 { didSet { column = max(0, column) } }
  private var row = 0
  /// Whether the last column was just written: the cursor is still there, and the next character
  /// goes to the next line.
  private var wraps = false
  private var saved = (column: 0, row: 0, wraps: false)
  private var last: Unicode.Scalar = " "

  /// Makes an empty screen.
  package init(size: Size) { frame = Frame(size: size) }

  /// Takes what a program wrote; sequences must be whole.
  package mutating func feed(_ bytes: [UInt8]) {
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&scalars)
      case "\r": move { $0.column = 0 }
      case "\n": move { $0.row += 1 }
      case "\u{8}": move { $0.column -= 1 }
      // Shift out and in, which leave the character set alone in UTF-8.
      case "\u{E}", "\u{F}": break
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if TextWidth.of(Character(scalar)) == 0 { return combine(scalar) }
    let width = TextWidth.of(Character(scalar))
    if wraps || column + width > frame.size.columns {
      column = 0
      row += 1
    }
    frame.put(String(scalar), column: column, row: row)
    for offset in 0..<width { written.insert(Position(column: column + offset, row: row)) }
    wraps = column + width == frame.size.columns
    column = min(column + width, frame.size.columns - 1)
    last = scalar
  }

  private mutating func move(_ change: (inout TerminalEmulator) -> Void) {
    wraps = false
    change(&self)
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    let end = wraps ? column + 1 : column
    let isWide = frame[end - 1, row].content == .continuation
    let base = end - (isWide ? 2 : 1)
    guard case .text(let character) = frame[base, row].content else { return }
    frame.put(String(character) + String(scalar), column: base, row: row)
  }

  private mutating func escape(_ scalars: inout Substring.UnicodeScalarView) {
    switch scalars.popFirst() {
    case "[": sequence(&scalars)
    case "]", "P", "_": string(&scalars)
    case "(", ")": _ = scalars.popFirst()
    case "7": saved = (column, row, wraps)
    case "8": (column, row, wraps) = saved
    case "=", ">": break
    case "M": move { $0.row -= 1 }
    case let other: unknown.append("ESC \(other.map(String.init) ?? "")")
    }
  }

  /// Passes over what is for the terminal and shown nowhere, up to BEL or ST.
  private func string(_ scalars: inout Substring.UnicodeScalarView) {
    while let next = scalars.popFirst(), next != "\u{7}" {
      if next == "\u{1B}" {
        _ = scalars.popFirst()
        return
      }
    }
  }

  private mutating func sequence(_ scalars: inout Substring.UnicodeScalarView) {
    var body = ""
    while let next = scalars.popFirst() {
      if (0x40...0x7E).contains(next.value) { return perform(next, body) }
      body.unicodeScalars.append(next)
    }
  }

  private mutating func perform(_ final: Unicode.Scalar, _ body: String) {
    if body.hasPrefix("?") || final == "m" || final == "t" || final == "r" || final == "l" {
      return
    }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first.flatMap(\.self)
    let count = max(1, first ?? 1)
    if "HABCDGd".unicodeScalars.contains(final) { wraps = false }
    switch final {
    case "H":
      row = count - 1
      column = max(1, numbers.dropFirst().first.flatMap(\.self) ?? 1) - 1
    case "A": row -= count
    case "B": row += count
    case "C": column += count
    case "D": column -= count
    case "G": column = count - 1
    case "d": row = count - 1
    case "X": erase(column..<(column + count))
    case "@": insertBlank()
    case "K": erase(first == 1 ? 0..<(column + 1) : column..<frame.size.columns)
    case "J" where first == 2: eraseRows(0)
    case "J":
      erase(column..<frame.size.columns)
      eraseRows(row + 1)
    case "b": for _ in 0..<count { put(last) }
    default: unknown.append("CSI \(body) \(final)")
    }
  }

  /// ICH by one, which ncurses uses only before the last cell of the screen.
  private mutating func insertBlank() {
    let shifted = frame[column, row]
    frame.fill(Area(column: column + 1, row: row, columns: 1, rows: 1), with: shifted)
    written.insert(Position(column: column + 1, row: row))
    erase(column..<(column + 1))
  }

  private mutating func erase(_ columns: Range<Int>, row: Int? = nil) {
    let row = row ?? self.row
    for column in columns where column < frame.size.columns {
      written.insert(Position(column: column, row: row))
    }
    let area = Area(column: columns.lowerBound, row: row, columns: columns.count, rows: 1)
    frame.fill(area, with: .blank)
  }

  private mutating func eraseRows(_ start: Int) {
    for row in start..<max(start, frame.size.rows) { erase(0..<frame.size.columns, row: row) }
  }
}
