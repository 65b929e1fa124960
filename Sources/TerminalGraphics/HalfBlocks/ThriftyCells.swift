import Raster

/// Chooses the colours of a picture in cells so that few bytes show it.
///
/// Changing a colour costs five to nineteen bytes, a glyph three. Cell after cell, of all ways to show
/// its two pixels with the colours that are set or with new ones, the one is taken whose squared
/// error plus price is least. Where colours are few, part of the error is handed on to neighbours.
/// The choice is made once for the whole picture: a part of it is later sent as it was in the whole.
struct ThriftyCells {
  private typealias Color = SIMD4<Float>

  /// What a byte may cost in squared error, and which part of the error is handed on.
  struct Balance {
    let price: Float
    let diffusion: Float

    /// What was measured on photographs.
    ///
    /// In truecolor 4 halves the bytes at 41 dB. In 256 colours chafa has 22 dB, and 26 after a blur of
    /// one pixel; 70 and 0.4 give 22 to 23 and 31 with three fifths of its bytes.
    static func standard(_ depth: ColorDepth) -> Balance {
      switch depth {
      case .truecolor: Balance(price: 4, diffusion: 0)
      case .palette256: Balance(price: 70, diffusion: 0.4)
      case .palette16, .palette8, .mono: Balance(price: 60, diffusion: 0.7)
      }
    }
  }

  private let depth: ColorDepth
  private let balance: Balance
  private let width: Int
  private var pen: ColorPen
  /// Errors handed on, for the two rows of cells under way and the one row of pixels below them.
  private var errors: [[Color]]

  init(depth: ColorDepth, balance: Balance, width: Int) {
    self.depth = depth
    self.balance = balance
    self.width = width
    pen = ColorPen(depth: depth)
    errors = [[Color]](repeating: [Color](repeating: .zero, count: width + 2), count: 3)
  }

  /// The numbers of the colours that a picture with an even number of rows shows, row after row.
  static func codes(_ bitmap: Bitmap, depth: ColorDepth, balance: Balance) -> [UInt32] {
    guard depth != .mono else { return OrderedLuma.codes(bitmap) }
    var cells = ThriftyCells(depth: depth, balance: balance, width: bitmap.width)
    var codes = [UInt32](repeating: 0, count: bitmap.size.area)
    for y in stride(from: 0, to: bitmap.height - 1, by: 2) {
      // A new row begins with an unknown background: the pen may have been elsewhere.
      cells.pen = ColorPen(depth: depth)
      for x in 0..<bitmap.width {
        let (top, bottom) = cells.choose(bitmap[x, y].vector, bitmap[x, y + 1].vector, x: x)
        codes[y * bitmap.width + x] = top
        codes[(y + 1) * bitmap.width + x] = bottom
      }
      cells.finishRow()
    }
    return codes
  }

  // MARK: One cell

  /// A way to show a cell.
  private struct Choice {
    var top: UInt32
    var bottom: UInt32
    /// nil where no character is drawn with it.
    var foreground: UInt32?
    var background: UInt32
    var cost = Float.infinity
  }

  private mutating func choose(_ top: Color, _ bottom: Color, x: Int) -> (UInt32, UInt32) {
    let wantedTop = bounded(top + errors[0][x + 1])
    let wantedBottom = bounded(bottom + errors[1][x + 1])
    var best = Choice(top: 0, bottom: 0, foreground: nil, background: 0)
    let newTop = depth.code(RGB8(rounding: wantedTop))
    let newBottom = depth.code(RGB8(rounding: wantedBottom))
    func consider(_ foreground: UInt32?, _ background: UInt32?) {
      guard let foreground, let background else { return }
      take(foreground, background, wantedTop, wantedBottom, &best)
    }
    consider(pen.foreground, pen.background)
    consider(newTop, pen.background)
    consider(newBottom, pen.background)
    consider(pen.foreground, newBottom)
    consider(pen.foreground, newTop)
    consider(newTop, newBottom)
    consider(newBottom, newTop)
    takeFlat(pen.background, wantedTop, wantedBottom, &best)
    takeFlat(
      depth.code(RGB8(rounding: (wantedTop + wantedBottom) / 2)), wantedTop, wantedBottom, &best)
    pen.hold(foreground: best.foreground, background: best.background)
    handOn(
      wantedTop - depth.color(best.top).vector, wantedBottom - depth.color(best.bottom).vector, x)
    return (best.top, best.bottom)
  }

  /// Both colours, either above the other.
  private func take(
    _ foreground: UInt32, _ background: UInt32, _ top: Color, _ bottom: Color, _ best: inout Choice
  ) {
    let bytes = 3 + pen.bytes(foreground: foreground, background: background)
    let (front, back) = (depth.color(foreground).vector, depth.color(background).vector)
    let upper = Self.error(front, top) + Self.error(back, bottom)
    let lower = Self.error(front, bottom) + Self.error(back, top)
    let cost = min(upper, lower) + balance.price * Float(bytes)
    guard cost < best.cost else { return }
    best = Choice(
      top: upper <= lower ? foreground : background,
      bottom: upper <= lower ? background : foreground, foreground: foreground,
      background: background, cost: cost)
  }

  /// A blank in one colour.
  private func takeFlat(
    _ background: UInt32?, _ top: Color, _ bottom: Color, _ best: inout Choice
  ) {
    guard let background else { return }
    let color = depth.color(background).vector
    let bytes = 1 + pen.bytes(foreground: nil, background: background)
    let cost =
      Self.error(color, top) + Self.error(color, bottom) + balance.price * Float(bytes)
    guard cost < best.cost else { return }
    best = Choice(
      top: background, bottom: background, foreground: nil, background: background, cost: cost)
  }

  private static func error(_ a: Color, _ b: Color) -> Float {
    let difference = a - b
    return (difference * difference).sum()
  }

  // MARK: Handing on

  // Colours outside of what the palette spans would pile up error without end, so it is bounded.
  private mutating func handOn(_ top: Color, _ bottom: Color, _ x: Int) {
    guard balance.diffusion > 0 else { return }
    let limit = Color(repeating: 64)
    let upper = top.clamped(lowerBound: -limit, upperBound: limit) * balance.diffusion
    let lower = bottom.clamped(lowerBound: -limit, upperBound: limit) * balance.diffusion
    // What Floyd and Steinberg give to the pixel below goes to the right: it is chosen already.
    errors[0][x + 2] += upper / 2
    errors[1][x + 2] += upper / 2 + lower * (7.0 / 16)
    errors[2][x] += lower * (3.0 / 16)
    errors[2][x + 1] += lower * (5.0 / 16)
    errors[2][x + 2] += lower * (1.0 / 16)
  }

  private mutating func finishRow() {
    guard balance.diffusion > 0 else { return }
    let none = [Color](repeating: .zero, count: width + 2)
    errors = [errors[2], none, none]
  }

  private func bounded(_ color: Color) -> Color {
    color.clamped(lowerBound: .zero, upperBound: Color(repeating: 255))
  }
}
