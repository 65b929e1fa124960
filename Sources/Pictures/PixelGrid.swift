import Screen

/// A rectangle of pixels of any kind: palette registers or colours.
struct PixelGrid<Pixel: Hashable & Sendable>: Sendable {
  let width: Int
  let height: Int
  /// Row by row from the top-left.
  var pixels: [Pixel]

  /// Fills columns of a row, clipped to the grid.
  mutating func fill(row: Int, columns: Range<Int>, with pixel: Pixel) {
    guard row >= 0, row < height else { return }
    let clipped = columns.clamped(to: 0..<width)
    for column in clipped { pixels[row * width + column] = pixel }
  }

  /// Fills rows of a column, clipped to the grid.
  mutating func fill(column: Int, rows: Range<Int>, with pixel: Pixel) {
    guard column >= 0, column < width else { return }
    for row in rows.clamped(to: 0..<height) { pixels[row * width + column] = pixel }
  }

  /// A fingerprint for each cell of `cell` pixels, row by row; never zero.
  ///
  /// FNV-1a (Fowler, Noll, Vo; 64 bits) over the pixels' numbers: a difference of one pixel gives
  /// another fingerprint, and equal cells give equal ones. Zero is kept for "nothing known".
  func fingerprints(cell: PixelExtent, number: (Pixel) -> UInt64) -> [UInt64] {
    let columns = width / cell.width
    let rows = height / cell.height
    var prints = [UInt64](repeating: 0xCBF2_9CE4_8422_2325, count: columns * rows)
    for y in 0..<(rows * cell.height) {
      let line = y * width
      let base = y / cell.height * columns
      for column in 0..<columns {
        var print = prints[base + column]
        for x in (column * cell.width)..<((column + 1) * cell.width) {
          print = (print ^ number(pixels[line + x])) &* 0x100_0000_01B3
        }
        prints[base + column] = print
      }
    }
    return prints.map { $0 == 0 ? 1 : $0 }
  }
}
