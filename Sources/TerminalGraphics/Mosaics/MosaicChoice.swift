import Raster

/// Chooses the pattern and the two colours of each cell so that few bytes show the picture.
///
/// For every pattern the two colours with the least squared error are the means of its parts. Each may
/// also stay what it was in the cell before, which saves its bytes. Of all of these the one is taken whose
/// squared error plus price is least.
struct MosaicChoice {
  private typealias Color = SIMD4<Float>

  private let glyphs: MosaicGlyphs
  private let depth: ColorDepth
  private let price: Float
  private var pen: ColorPen
  /// For each pattern the sum of its parts, in the cell under way.
  private var sums: [Color]

  private init(glyphs: MosaicGlyphs, depth: ColorDepth, price: Float) {
    self.glyphs = glyphs
    self.depth = depth
    self.price = price
    pen = ColorPen(depth: depth)
    sums = [Color](repeating: .zero, count: glyphs.full + 1)
  }

  /// What a byte may cost in squared error, as measured on two photographs in 200x50 cells.
  ///
  /// At 16 sextants take the bytes of half-blocks at theirs and are nearer to the picture by 0.8 and 1.1 dB,
  /// after a blur of two pixels by 2.6 and 1.8. Quadrants take a fifth less at the same distance.
  static func standardPrice(_ depth: ColorDepth) -> Float {
    depth == .truecolor ? 16 : 60
  }

  /// The cells of a picture whose sides are whole numbers of cells, row after row.
  static func cells(
    _ bitmap: Bitmap, glyphs: MosaicGlyphs, depth: ColorDepth, price: Float
  ) -> [MosaicCell] {
    let parts = glyphs.parts
    let (columns, rows) = (bitmap.width / parts.width, bitmap.height / parts.height)
    guard depth != .mono else { return monoCells(bitmap, glyphs: glyphs) }
    var choice = MosaicChoice(glyphs: glyphs, depth: depth, price: price)
    var cells: [MosaicCell] = []
    cells.reserveCapacity(columns * rows)
    for row in 0..<rows {
      // A new row begins with unknown colours: the pen may have been elsewhere.
      choice.pen = ColorPen(depth: depth)
      for column in 0..<columns {
        choice.add(bitmap, x: column * parts.width, y: row * parts.height)
        cells.append(choice.cell())
      }
    }
    return cells
  }

  /// Black and white by luminance against an ordered pattern, which moves with nothing around it.
  private static func monoCells(_ bitmap: Bitmap, glyphs: MosaicGlyphs) -> [MosaicCell] {
    let parts = glyphs.parts
    let codes = OrderedLuma.codes(bitmap)
    return (0..<bitmap.height / parts.height * (bitmap.width / parts.width)).map { place in
      let x = place % (bitmap.width / parts.width) * parts.width
      let y = place / (bitmap.width / parts.width) * parts.height
      let pattern = (0..<parts.area).reduce(0) { pattern, part in
        pattern | Int(codes[(y + part / 2) * bitmap.width + x + part % 2]) << part
      }
      return MosaicCell(pattern: pattern, foreground: 1, background: 0)
    }
  }

  // MARK: One cell

  private mutating func add(_ bitmap: Bitmap, x: Int, y: Int) {
    for pattern in 1...glyphs.full {
      let part = pattern.trailingZeroBitCount
      let color = bitmap[x + part % 2, y + part / 2].vector
      sums[pattern] = sums[pattern & (pattern - 1)] + color
    }
  }

  /// The errors are all less by the same: the sum of the squares of the parts.
  private mutating func cell() -> MosaicCell {
    let count = glyphs.parts.area
    let all = sums[glyphs.full]
    var best = MosaicCell(pattern: 0, foreground: nil, background: 0)
    var least = Float.infinity
    func take(_ cell: MosaicCell, _ error: Float, _ bytes: Int) {
      let cost = error + price * Float(bytes)
      if cost < least { (least, best) = (cost, cell) }
    }
    for (background, color) in colors(pen.background, mean: all, of: count) {
      take(
        MosaicCell(pattern: 0, foreground: nil, background: background),
        Self.error(color, all, count), 1 + pen.bytes(foreground: nil, background: background))
    }
    for pattern in 1..<glyphs.full {
      let (ink, parts) = (sums[pattern], pattern.nonzeroBitCount)
      for (foreground, front) in colors(pen.foreground, mean: ink, of: parts) {
        let error = Self.error(front, ink, parts)
        for (background, back) in colors(pen.background, mean: all - ink, of: count - parts) {
          take(
            MosaicCell(pattern: pattern, foreground: foreground, background: background),
            error + Self.error(back, all - ink, count - parts),
            bytesOfGlyph + pen.bytes(foreground: foreground, background: background))
        }
      }
    }
    pen.hold(foreground: best.foreground, background: best.background)
    return best
  }

  private var bytesOfGlyph: Int { glyphs == .sextants ? 4 : 3 }

  /// The colour that the pen has, where it has one, and the one that is nearest to a mean.
  private func colors(
    _ held: UInt32?, mean sum: Color, of count: Int
  ) -> [(code: UInt32, color: Color)] {
    let code = depth.code(RGB8(rounding: sum / Float(count)))
    let new = (code, depth.color(code).vector)
    guard let held, held != code else { return [new] }
    return [(held, depth.color(held).vector), new]
  }

  /// The squared error of parts with this sum in one colour, less the sum of their squares.
  private static func error(_ color: Color, _ sum: Color, _ count: Int) -> Float {
    (color * (color * Float(count) - 2 * sum)).sum()
  }
}
