package import Raster

/// A picture in character cells that are divided into parts of two colours.
///
/// Finer than half-blocks, for terminals whose font has the characters without gaps between them.
package struct MosaicEncoder: CellEncoder {
  /// The characters.
  package let glyphs: MosaicGlyphs
  /// Cells across.
  package let columns: Int
  /// Cells down.
  package let rows: Int
  /// What the terminal can show.
  package let depth: ColorDepth
  private let bitmap: Bitmap
  private var cells: [MosaicCell]
  /// What is painted over the parts, row after row, nil where the picture shows; empty at first.
  private var paint: [RGB8?] = []

  /// Makes a picture of as many pixels per cell as the characters have parts; odd last ones repeat.
  ///
  /// `price` is what a byte may cost in squared error, by default what was measured for photographs.
  package init(
    _ picture: Bitmap, glyphs: MosaicGlyphs, depth: ColorDepth, price: Float? = nil
  ) {
    self.glyphs = glyphs
    self.depth = depth
    let parts = glyphs.parts
    columns = (picture.width + parts.width - 1) / parts.width
    rows = (picture.height + parts.height - 1) / parts.height
    bitmap = picture.extended(
      to: PixelSize(width: columns * parts.width, height: rows * parts.height))
    cells = MosaicChoice.cells(
      bitmap, glyphs: glyphs, depth: depth, price: price ?? MosaicChoice.standardPrice(depth))
  }

  /// Paints the part in column `x` of row `y` of all parts.
  ///
  /// A cell has two colours: where it has paint of several, the one with most parts is drawn, and the
  /// picture behind it in its mean.
  package mutating func paint(_ color: RGB8, x: Int, y: Int) {
    guard (0..<bitmap.width).contains(x), (0..<bitmap.height).contains(y) else { return }
    if paint.isEmpty { paint = [RGB8?](repeating: nil, count: bitmap.size.area) }
    paint[y * bitmap.width + x] = color
  }

  // MARK: Sending

  package func encodeLines(into output: inout [UInt8]) {
    writer.lines(into: &output, draw: draw)
  }

  package func encode(
    _ spans: [CellSpan], row: Int, column: Int, into output: inout [UInt8]
  ) {
    writer.spans(spans, row: row, column: column, into: &output, draw: draw)
  }

  private var writer: CellWriter { CellWriter(columns: columns, rows: rows, depth: depth) }

  private func draw(
    _ row: Int, _ columns: Range<Int>, _ pen: inout ColorPen, _ output: inout [UInt8]
  ) {
    for column in columns {
      let cell = painted(row: row, column: column) ?? cells[row * self.columns + column]
      if depth != .mono {
        pen.set(foreground: cell.foreground, background: cell.background, into: &output)
      }
      output.append(contentsOf: Character(glyphs.character(cell.pattern)).utf8)
    }
  }

  // MARK: Paint

  /// A cell with paint on it; nil without.
  private func painted(row: Int, column: Int) -> MosaicCell? {
    guard !paint.isEmpty else { return nil }
    let parts = glyphs.parts
    let places = (0..<parts.area).map { part in
      (row * parts.height + part / 2) * bitmap.width + column * parts.width + part % 2
    }
    guard let ink = mostFrequent(in: places) else { return nil }
    if depth == .mono { return monoCell(places) }
    let pattern = places.indices.reduce(0) { $0 | (paint[places[$1]] == ink ? 1 << $1 : 0) }
    if pattern == glyphs.full {
      return MosaicCell(pattern: 0, foreground: nil, background: depth.code(ink))
    }
    return MosaicCell(
      pattern: pattern, foreground: depth.code(ink), background: depth.code(behind(ink, places)))
  }

  /// The mean of what shows of the picture, and where nothing of it does, of the other paint.
  private func behind(_ ink: RGB8, _ places: [Int]) -> RGB8 {
    let picture = places.filter { paint[$0] == nil }.map { bitmap.pixels[$0] }
    let others =
      picture.isEmpty ? places.compactMap { paint[$0] }.filter { $0 != ink } : picture
    let sum = others.reduce(SIMD4<Float>.zero) { $0 + $1.vector }
    return RGB8(rounding: sum / Float(others.count))
  }

  private func monoCell(_ places: [Int]) -> MosaicCell {
    MosaicCell(
      pattern: places.indices.reduce(0) { $0 | (isLight(places[$1]) ? 1 << $1 : 0) },
      foreground: 1, background: 0)
  }

  /// The colour of most paint; of equally frequent ones the first.
  private func mostFrequent(in places: [Int]) -> RGB8? {
    let colors = places.compactMap { paint[$0] }
    let counts = colors.map { color in colors.count { $0 == color } }
    return counts.max().flatMap(counts.firstIndex).map { colors[$0] }
  }

  private func isLight(_ place: Int) -> Bool {
    if let color = paint[place] { return depth.code(color) == 1 }
    let (x, y) = (place % bitmap.width, place / bitmap.width)
    let cell = cells[y / glyphs.parts.height * columns + x / 2]
    return cell.pattern >> (y % glyphs.parts.height * 2 + x % 2) & 1 == 1
  }
}

extension Bitmap {
  /// The same picture, its last column and row repeated as often as it takes.
  fileprivate func extended(to size: PixelSize) -> Bitmap {
    guard size != self.size else { return self }
    var extended = Bitmap(size: size, filledWith: .black)
    for y in 0..<size.height {
      for x in 0..<size.width { extended[x, y] = self[min(x, width - 1), min(y, height - 1)] }
    }
    return extended
  }
}
