/// The colours that a terminal draws characters with, and what it takes to change them.
struct ColorPen {
  let depth: ColorDepth
  /// Numbers of colours as `ColorDepth.code` gives them; nil where unknown.
  private(set) var foreground: UInt32?
  private(set) var background: UInt32?

  /// Starts with unknown colours.
  init(depth: ColorDepth) {
    self.depth = depth
  }

  /// Takes other colours without writing anything; nil keeps the foreground.
  mutating func hold(foreground newForeground: UInt32?, background newBackground: UInt32?) {
    foreground = newForeground ?? foreground
    background = newBackground
  }

  // MARK: Writing

  /// Appends what makes these the colours: nothing where they are already; nil keeps the foreground.
  mutating func set(
    foreground wantedForeground: UInt32?, background wantedBackground: UInt32,
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

  // MARK: Counting

  /// How many bytes `set` would append.
  func bytes(foreground wantedForeground: UInt32?, background wantedBackground: UInt32) -> Int {
    var bytes = 0
    if let wantedForeground, wantedForeground != foreground { bytes += length(wantedForeground) }
    if wantedBackground != background {
      bytes += length(wantedBackground) + (bytes > 0 ? 1 : 0)
    }
    return bytes > 0 ? bytes + 3 : 0
  }

  private func length(_ code: UInt32) -> Int {
    let digits = { (number: UInt32) in number < 10 ? 1 : number < 100 ? 2 : 3 }
    switch depth {
    case .truecolor:
      return 7 + digits(code >> 16) + digits(code >> 8 & 0xFF) + digits(code & 0xFF)
    case .palette256: return 5 + digits(code)
    case .palette16, .palette8, .mono: return code < 8 ? 2 : 3
    }
  }
}
