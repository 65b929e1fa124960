import Raster

import TerminalGraphics

/// A terminal screen of half-block cells that understands what the half-block encoder may send.
struct CellScreen {
  struct Failure: Error { let reason: String }

  /// Colours of the upper and lower half of each cell; nil where nothing was drawn.
  private(set) var pixels: [RGB8?]
  private(set) var changes = 0
  let columns: Int
  let rows: Int
  private var colors = CellColors()

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    pixels = [RGB8?](repeating: nil, count: columns * rows * 2)
  }

  /// Reads bytes; attributes must be reset at their end.
  mutating func feed(_ bytes: [UInt8]) throws {
    var (row, column) = (-1, -1)
    var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        guard rest.popFirst() == "[" else { throw Failure(reason: "not CSI") }
        let text = rest.prefix { $0 == ";" || ("0"..."9").contains($0) }
        rest = rest.dropFirst(text.count)
        let fields = String(String.UnicodeScalarView(text)).split(
          separator: ";", omittingEmptySubsequences: false
        ).map { Int($0) ?? 0 }
        switch rest.popFirst() {
        case "H": (row, column) = (fields[0] - 1, fields[1] - 1)
        case "m":
          changes += 1
          try colors.select(fields)
        default: throw Failure(reason: "unknown control")
        }
        continue
      }
      guard (0..<rows).contains(row), (0..<columns).contains(column) else {
        throw Failure(reason: "outside of the screen")
      }
      try draw(scalar, at: row * 2 * columns + column)
      column += 1
    }
    guard colors == CellColors() else { throw Failure(reason: "not reset") }
  }

  private mutating func draw(_ glyph: Unicode.Scalar, at place: Int) throws {
    let (ink, paper) = (colors.foreground ?? .white, colors.background ?? .black)
    switch glyph {
    case " ": (pixels[place], pixels[place + columns]) = (paper, paper)
    case "\u{2580}": (pixels[place], pixels[place + columns]) = (ink, paper)
    case "\u{2584}": (pixels[place], pixels[place + columns]) = (paper, ink)
    case "\u{2588}": (pixels[place], pixels[place + columns]) = (ink, ink)
    default: throw Failure(reason: "glyph \(glyph)")
    }
  }
}
