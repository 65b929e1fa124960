/// A colour of text or background.
package enum Color: Hashable, Sendable {
  /// Whatever the terminal uses.
  case standard
  /// An entry of the terminal's palette: 0...15 its own colours, 16...255 the xterm cube and greys.
  case indexed(UInt8)
  /// An exact colour, `0xRRGGBB`, shown as near as the terminal can.
  case rgb(UInt32)
}

/// How a cell's text is drawn.
package struct Style: Hashable, Sendable {
  /// The colour of the text.
  package var foreground: Color
  /// The colour behind it.
  package var background: Color
  /// Weight and the like.
  package var attributes: Attributes

  /// Makes a style; the plain one is the terminal's own.
  package init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours and weight.
  package static let plain = Style()

  /// Text attributes that every terminal with ncurses knows.
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
  }
}
