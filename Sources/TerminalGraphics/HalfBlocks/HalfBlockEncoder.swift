package import Raster

/// A picture in character cells, two pixels in each: one above the other.
///
/// The picture's colours are reduced to what the terminal has when it is made; `paint` puts single
/// pixels over it, and `encode` sends any of its cells.
package struct HalfBlockEncoder: CellEncoder {
  /// Cells across.
  package let columns: Int
  /// Cells down.
  package let rows: Int
  /// What the terminal can show.
  package let depth: ColorDepth
  private var codes: [UInt32]

  /// Makes a picture of one pixel per cell across and two down; an odd last row repeats.
  ///
  /// `price` is what a byte may cost in squared error, by default what was measured for photographs;
  /// 0 shows what the terminal can. `diffusion` is the part of the error, where colours are few, that
  /// is handed on to neighbours.
  package init(
    _ bitmap: Bitmap, depth: ColorDepth, price: Float? = nil, diffusion: Float? = nil
  ) {
    self.depth = depth
    columns = bitmap.width
    rows = (bitmap.height + 1) / 2
    let standard = ThriftyCells.Balance.standard(depth)
    let balance = ThriftyCells.Balance(
      price: price ?? standard.price, diffusion: diffusion ?? standard.diffusion)
    codes = ThriftyCells.codes(bitmap.withEvenRows, depth: depth, balance: balance)
  }

  /// Gives the pixel in column `x` of pixel row `y` the nearest colour there is, undithered.
  package mutating func paint(_ color: RGB8, x: Int, y: Int) {
    guard (0..<columns).contains(x), (0..<rows * 2).contains(y) else { return }
    codes[y * columns + x] = depth.code(color)
  }

  /// Appends all cells; `row` and `column` are the screen's cell (from 0) of the top-left one.
  package func encode(row: Int, column: Int, into output: inout [UInt8]) {
    let all = (0..<rows).map { CellSpan(row: $0, columns: 0..<columns) }
    encode(all, row: row, column: column, into: &output)
  }

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
    let top = row * 2 * self.columns
    for x in columns {
      pen.drawHalves(top: codes[top + x], bottom: codes[top + self.columns + x], into: &output)
    }
  }
}

extension Bitmap {
  /// The same picture, its last row twice where their number is odd.
  fileprivate var withEvenRows: Bitmap {
    guard !height.isMultiple(of: 2) else { return self }
    return Bitmap(
      size: PixelSize(width: width, height: height + 1), pixels: pixels + pixels.suffix(width))
  }
}
