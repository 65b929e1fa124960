extension ColorPen {
  private enum Glyph {
    static let upper: [UInt8] = Array("\u{2580}".utf8)
    static let lower: [UInt8] = Array("\u{2584}".utf8)
    static let full: [UInt8] = Array("\u{2588}".utf8)
    static let blank: [UInt8] = Array(" ".utf8)
  }

  /// Appends a cell of two halves in the cheapest way.
  mutating func drawHalves(top: UInt32, bottom: UInt32, into output: inout [UInt8]) {
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
    set(foreground: nil, background: top, into: &output)
    output.append(contentsOf: Glyph.blank)
    return true
  }
}
