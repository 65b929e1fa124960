/// What the terminal draws characters with, and the cheapest way to draw the next cell.
struct HalfBlockPen {
  private let depth: ColorDepth
  private var foreground: UInt32?
  private var background: UInt32?

  /// Starts with unknown colours.
  init(depth: ColorDepth) {
    self.depth = depth
  }

  private enum Glyph {
    static let upper: [UInt8] = Array("\u{2580}".utf8)
    static let lower: [UInt8] = Array("\u{2584}".utf8)
    static let full: [UInt8] = Array("\u{2588}".utf8)
    static let blank: [UInt8] = Array(" ".utf8)
  }

  /// Appends a cell.
  mutating func draw(top: UInt32, bottom: UInt32, into output: inout [UInt8]) {
    guard depth != .mono else {
      drawMono(top: top != 0, bottom: bottom != 0, into: &output)
      return
    }
    if drawFlat(top, bottom, into: &output) { return }
    let upper = (foreground == top ? 0 : 1) + (background == bottom ? 0 : 1)
    let lower = (foreground == bottom ? 0 : 1) + (background == top ? 0 : 1)
    if upper <= lower {
      set(foreground: top, background: bottom, into: &output)
      output.append(contentsOf: Glyph.upper)
    } else {
      set(foreground: bottom, background: top, into: &output)
      output.append(contentsOf: Glyph.lower)
    }
  }

  private func drawMono(top: Bool, bottom: Bool, into output: inout [UInt8]) {
    switch (top, bottom) {
    case (false, false): output.append(contentsOf: Glyph.blank)
    case (true, false): output.append(contentsOf: Glyph.upper)
    case (false, true): output.append(contentsOf: Glyph.lower)
    case (true, true): output.append(contentsOf: Glyph.full)
    }
  }

  // Where both halves have one colour: a blank. A full block in the foreground's colour
  // would often be shorter, but many fonts leave a seam around it, in which the old background shows.
  private mutating func drawFlat(
    _ top: UInt32, _ bottom: UInt32, into output: inout [UInt8]
  ) -> Bool {
    guard top == bottom else { return false }
    if background != top { set(background: top, into: &output) }
    output.append(contentsOf: Glyph.blank)
    return true
  }

  private mutating func set(background wanted: UInt32, into output: inout [UInt8]) {
    output.append(contentsOf: "\u{1B}[".utf8)
    append(wanted, base: 40, into: &output)
    output.append(UInt8(ascii: "m"))
    background = wanted
  }

  private mutating func set(
    foreground wantedForeground: UInt32, background wantedBackground: UInt32,
    into output: inout [UInt8]
  ) {
    let newForeground = foreground == wantedForeground ? nil : wantedForeground
    let newBackground = background == wantedBackground ? nil : wantedBackground
    guard newForeground != nil || newBackground != nil else { return }
    output.append(contentsOf: "\u{1B}[".utf8)
    if let newForeground {
      append(newForeground, base: 30, into: &output)
      foreground = newForeground
    }
    if let newBackground {
      if newForeground != nil { output.append(UInt8(ascii: ";")) }
      append(newBackground, base: 40, into: &output)
      background = newBackground
    }
    output.append(UInt8(ascii: "m"))
  }

  // Base 30 is the foreground, 40 the background; 60 more are the bright variants.
  private func append(_ code: UInt32, base: Int, into output: inout [UInt8]) {
    let number = Int(code)
    switch depth {
    case .truecolor:
      output.appendDecimal(base + 8)
      for value in [2, number >> 16, number >> 8 & 0xFF, number & 0xFF] {
        output.append(UInt8(ascii: ";"))
        output.appendDecimal(value)
      }
    case .palette256:
      output.appendDecimal(base + 8)
      output.append(contentsOf: ";5;".utf8)
      output.appendDecimal(number)
    case .palette16, .palette8, .mono:
      output.appendDecimal(number < 8 ? base + number : base + 60 + number - 8)
    }
  }
}
