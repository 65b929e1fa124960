import Raster
import Screen

/// Reads the bytes of a painting, sixels or half-blocks, onto an emulated screen.
struct PaintingReader {
  typealias Failure = EmulatedScreen.Failure

  let bytes: [UInt8]
  private(set) var place = 0
  private var cursor: Position?
  /// The place where the next thing goes.
  var placeOnScreen: Position? { cursor }
  /// The keys of a command of kitty's protocol whose data is still coming, and the data.
  var unfinished: (keys: [String: Int], text: [UInt8])?
  private var foreground: RGB8?
  private var background: RGB8?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func apply(to screen: inout EmulatedScreen) throws {
    while let byte = next() {
      if byte == 0x1B {
        switch next() {
        case UInt8(ascii: "["): try control()
        case UInt8(ascii: "P"):
          guard let cursor else { throw Failure(reason: "a sixel without a place") }
          let start = place
          var sixel = SixelReader(origin: cursor)
          try sixel.read(&self, onto: &screen)
          // ESC P came before, and the cursor is wherever the terminal leaves it.
          screen.noteGraphic(bytes: place - start + 2, cells: sixel.cells)
          self.cursor = nil
        case UInt8(ascii: "_"): try kitty(on: &screen)
        case UInt8(ascii: "]"): try inlineFile(on: &screen)
        default: throw Failure(reason: "an unknown escape")
        }
      } else {
        place -= 1
        try glyph(on: &screen)
      }
    }
    guard foreground == nil, background == nil else { throw Failure(reason: "colours left set") }
  }

  mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  /// Numbers between semicolons, as many as there are; nothing counts as 0.
  mutating func numbers() -> [Int] {
    var values = [0]
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        values[values.count - 1] = values[values.count - 1] * 10 + Int(bytes[place] - 48)
      case UInt8(ascii: ";"): values.append(0)
      default: return values
      }
      place += 1
    }
    return values
  }

  private mutating func control() throws {
    let values = numbers()
    switch next() {
    case UInt8(ascii: "H"):
      guard values.count == 2 else { throw Failure(reason: "a place of \(values)") }
      cursor = Position(column: values[1] - 1, row: values[0] - 1)
    case UInt8(ascii: "m"): try select(values)
    default: throw Failure(reason: "an unknown control")
    }
  }

  private mutating func glyph(on screen: inout EmulatedScreen) throws {
    guard let position = cursor else { throw Failure(reason: "a character without a place") }
    let ink = foreground ?? .white
    let paper = background ?? .black
    let halves: (RGB8, RGB8)
    switch bytes[place] {
    case UInt8(ascii: " "):
      halves = (paper, paper)
      place += 1
    case 0xE2 where bytes[place...].starts(with: "\u{2580}".utf8):
      halves = (ink, paper)
      place += 3
    case 0xE2 where bytes[place...].starts(with: "\u{2584}".utf8):
      halves = (paper, ink)
      place += 3
    default: throw Failure(reason: "byte \(bytes[place]) is neither picture nor control")
    }
    try screen.note(position)
    screen.set(halves.0, x: position.column, y: position.row * 2)
    screen.set(halves.1, x: position.column, y: position.row * 2 + 1)
    cursor?.column += 1
  }

  private mutating func select(_ values: [Int]) throws {
    var rest = values[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: (foreground, background) = (nil, nil)
      case 38: foreground = try extended(&rest)
      case 48: background = try extended(&rest)
      default: throw Failure(reason: "SGR \(code)")
      }
    }
  }

  private func extended(_ rest: inout ArraySlice<Int>) throws -> RGB8 {
    switch rest.popFirst() {
    case 2:
      let values = rest.prefix(3).map { UInt8($0) }
      rest = rest.dropFirst(3)
      return RGB8(r: values[0], g: values[1], b: values[2])
    case 5: return Self.indexed(rest.popFirst() ?? 0)
    default: throw Failure(reason: "an extended colour of another kind")
    }
  }

  /// xterm's 256 colours above the first 16: a cube of six steps, then greys.
  private static func indexed(_ number: Int) -> RGB8 {
    guard number < 232 else {
      let level = UInt8(8 + (number - 232) * 10)
      return RGB8(r: level, g: level, b: level)
    }
    func level(_ step: Int) -> UInt8 { step == 0 ? 0 : UInt8(55 + step * 40) }
    let place = number - 16
    return RGB8(r: level(place / 36), g: level(place / 6 % 6), b: level(place % 6))
  }
}
