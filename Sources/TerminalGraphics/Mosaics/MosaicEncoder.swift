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

  /// Appends all cells as lines of text from where the cursor stands, with a line feed after each.
  package func encodeLines(into output: inout [UInt8]) {
    for row in 0..<rows {
      var pen = ColorPen(depth: depth)
      draw(row, 0..<columns, with: &pen, into: &output)
      // A line feed at the bottom of the screen fills the new line with the background.
      output.append(contentsOf: depth == .mono ? "\n".utf8 : "\u{1B}[m\n".utf8)
    }
  }

  /// Appends some cells, each span placed by its absolute position on the screen.
  ///
  /// `row` and `column` are the screen's cell (from 0) of the top-left one. Parts of spans outside of the
  /// picture are left out. Attributes are reset before and after; where the cursor ends is not defined.
  package func encode(
    _ spans: [CellSpan], row: Int, column: Int, into output: inout [UInt8]
  ) {
    var pen = ColorPen(depth: depth)
    var isFirst = true
    for span in spans where (0..<rows).contains(span.row) {
      let visible = span.columns.clamped(to: 0..<columns)
      guard !visible.isEmpty else { continue }
      if isFirst { output.append(contentsOf: "\u{1B}[m".utf8) }
      isFirst = false
      output.append(contentsOf: "\u{1B}[".utf8)
      output.appendDecimal(row + span.row + 1)
      output.append(UInt8(ascii: ";"))
      output.appendDecimal(column + visible.lowerBound + 1)
      output.append(UInt8(ascii: "H"))
      draw(span.row, visible, with: &pen, into: &output)
    }
    if !isFirst { output.append(contentsOf: "\u{1B}[0m".utf8) }
  }

  private func draw(
    _ row: Int, _ columns: Range<Int>, with pen: inout ColorPen, into output: inout [UInt8]
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
    let drawn = places.indices.filter { paint[places[$0]] == ink }
    if depth == .mono {
      let light = places.indices.filter { isLight(places[$0]) }
      return MosaicCell(
        pattern: light.reduce(0) { $0 | 1 << $1 }, foreground: 1, background: 0)
    }
    let others = places.filter { paint[$0] != ink }
    let code = depth.code(ink)
    guard !others.isEmpty else {
      return MosaicCell(pattern: 0, foreground: nil, background: code)
    }
    // What shows of the picture counts, and where nothing of it does, the rest of the paint.
    let picture = others.filter { paint[$0] == nil }.map { bitmap.pixels[$0] }
    let behind = picture.isEmpty ? others.compactMap { paint[$0] } : picture
    let sum = behind.reduce(SIMD4<Float>.zero) { $0 + $1.vector }
    return MosaicCell(
      pattern: drawn.reduce(0) { $0 | 1 << $1 }, foreground: code,
      background: depth.code(RGB8(rounding: sum / Float(behind.count))))
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
