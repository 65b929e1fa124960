import Raster

/// A reader of sixel data that shares no code with the encoder.
///
/// Written from DEC's description (VT330/VT340 manual, chapter 14). Anything that the encoder has no reason to send is an error.
struct SixelDecoder {
  struct Failure: Error { let reason: String }

  private(set) var width = 0
  private(set) var height = 0
  /// Register numbers, -1 where nothing was drawn.
  private(set) var pixels: [Int] = []
  /// Definitions, 0...100.
  private(set) var registers: [Int: [Int]] = [:]

  init(_ bytes: [UInt8]) throws {
    let text = bytes.map { Character(UnicodeScalar($0)) }
    var rest = text[...]
    func number() -> Int {
      var value = 0
      while let digit = rest.first?.wholeNumberValue {
        value = value * 10 + digit
        rest.removeFirst()
      }
      return value
    }
    func numbers() -> [Int] {
      var values = [number()]
      while rest.first == ";" {
        rest.removeFirst()
        values.append(number())
      }
      return values
    }
    func expect(_ expected: String) throws {
      guard rest.starts(with: expected) else {
        throw Failure(reason: "no \(expected.debugDescription)")
      }
      rest.removeFirst(expected.count)
    }
    try expect("\u{1B}P")
    guard numbers() == [0, 1] else { throw Failure(reason: "not P2=1") }
    try expect("q\"")
    let raster = numbers()
    guard raster.count == 4, raster[0] == 1, raster[1] == 1 else { throw Failure(reason: "aspect") }
    (width, height) = (raster[2], raster[3])
    pixels = [Int](repeating: -1, count: width * height)
    var (x, top, color) = (0, 0, -1)
    while let byte = rest.popFirst(), byte != "\u{1B}" {
      switch byte {
      case "#":
        let values = numbers()
        color = values[0]
        if values.count == 5, values[1] == 2 { registers[color] = Array(values[2...]) }
      case "$": x = 0
      case "-": (x, top) = (0, top + 6)
      case "!":
        let count = number()
        guard let sixel = rest.popFirst() else { throw Failure(reason: "repeat of nothing") }
        for _ in 0..<count { try draw(sixel, &x, top, color) }
      default: try draw(byte, &x, top, color)
      }
    }
    guard rest.elementsEqual("\\") else { throw Failure(reason: "no ST at the end") }
    guard bytes.dropLast(2).last != UInt8(ascii: "-") else { throw Failure(reason: "trailing -") }
  }

  private mutating func draw(_ sixel: Character, _ x: inout Int, _ top: Int, _ color: Int) throws {
    guard let value = sixel.asciiValue, (63...126).contains(value) else {
      throw Failure(reason: "byte \(sixel)")
    }
    guard x < width else { throw Failure(reason: "beyond the width") }
    for row in 0..<6 where (value - 63) >> row & 1 == 1 {
      guard top + row < height else { throw Failure(reason: "below the height") }
      guard registers[color] != nil else { throw Failure(reason: "undefined register \(color)") }
      pixels[(top + row) * width + x] = color
    }
    x += 1
  }
}
