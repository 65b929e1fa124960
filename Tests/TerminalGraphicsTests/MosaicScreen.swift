import Raster
import TerminalGraphics

/// A terminal screen whose cells are read by the names of their characters.
struct MosaicScreen {
  struct Failure: Error { let reason: String }

  /// The colour of each part of the cells, row after row; nil where nothing was drawn.
  private(set) var pixels: [RGB8?]
  private let glyphs: MosaicGlyphs
  private let columns: Int
  private let rows: Int

  init(glyphs: MosaicGlyphs, columns: Int, rows: Int) {
    (self.glyphs, self.columns, self.rows) = (glyphs, columns, rows)
    pixels = [RGB8?](repeating: nil, count: columns * rows * glyphs.parts.area)
  }

  /// Which parts of a cell a character fills, by what Unicode calls it.
  static func parts(
    of scalar: Unicode.Scalar, in glyphs: MosaicGlyphs
  ) throws -> [Bool] {
    let name = scalar.properties.name ?? ""
    let count = glyphs.parts.area
    switch name {
    case "SPACE": return [Bool](repeating: false, count: count)
    case "FULL BLOCK": return [Bool](repeating: true, count: count)
    case "LEFT HALF BLOCK": return (0..<count).map { $0 % 2 == 0 }
    case "RIGHT HALF BLOCK": return (0..<count).map { $0 % 2 == 1 }
    default: break
    }
    switch glyphs {
    case .sextants:
      guard name.hasPrefix("BLOCK SEXTANT-") else { throw Failure(reason: name) }
      return (0..<count).map { name.dropFirst(14).contains("\($0 + 1)") }
    case .quadrants:
      if name == "UPPER HALF BLOCK" { return [true, true, false, false] }
      if name == "LOWER HALF BLOCK" { return [false, false, true, true] }
      guard name.hasPrefix("QUADRANT ") else { throw Failure(reason: name) }
      return ["UPPER LEFT", "UPPER RIGHT", "LOWER LEFT", "LOWER RIGHT"].map {
        name.contains($0)
      }
    }
  }

  /// Reads bytes that place every span and reset attributes at their end.
  mutating func feed(_ bytes: [UInt8]) throws {
    var colors = CellColors()
    var (row, column) = (-1, -1)
    var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}" else {
        try draw(scalar, row: row, column: column, colors)
        column += 1
        continue
      }
      let text = rest.dropFirst().prefix { $0 == ";" || ("0"..."9").contains($0) }
      rest = rest.dropFirst(1 + text.count)
      let fields = String(String.UnicodeScalarView(text)).split(
        separator: ";", omittingEmptySubsequences: false
      ).map { Int($0) ?? 0 }
      switch rest.popFirst() {
      case "H": (row, column) = (fields[0] - 1, fields[1] - 1)
      case "m": try colors.select(fields)
      default: throw Failure(reason: "unknown control")
      }
    }
    guard colors == CellColors() else { throw Failure(reason: "not reset") }
  }

  private mutating func draw(
    _ scalar: Unicode.Scalar, row: Int, column: Int, _ colors: CellColors
  ) throws {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else {
      throw Failure(reason: "outside of the screen")
    }
    let size = glyphs.parts
    for (part, isInk) in try Self.parts(of: scalar, in: glyphs).enumerated() {
      let place =
        (row * size.height + part / size.width) * columns * size.width + column * size.width
        + part % size.width
      pixels[place] =
        isInk ? colors.foreground ?? .white : colors.background ?? .black
    }
  }
}
