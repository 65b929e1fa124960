/// Which colours a picture has and how often, at five bits per component.
///
/// Every cell keeps the mean of what fell into it, so that the coarse grid costs no precision.
package struct ColorHistogram {
  /// Cells along all three components.
  static let cellCount = 1 << 15

  /// Sums of the components of the pixels in a cell, and their number.
  private struct Sums {
    var red: UInt32 = 0
    var green: UInt32 = 0
    var blue: UInt32 = 0
    var count: UInt32 = 0
  }

  /// The numbers of the cells that occur, ascending: five bits of each component, red first.
  let cells: [UInt16]
  /// For each of them the mean colour (x, y, z as red, green, blue, 0...255) and how many pixels it
  /// stands for (w).
  let points: [SIMD4<Float>]

  /// Counts all pixels of a picture.
  package init(_ bitmap: Bitmap) {
    var sums = [Sums](repeating: Sums(), count: Self.cellCount)
    // A sum has room for 16 million pixels; of a larger picture every other one is enough.
    let step = max(1, bitmap.size.area >> 24)
    Self.count(bitmap.pixels.span, step: step, into: sums.mutableSpan)
    // A cell that only skipped pixels have still needs its colours.
    if step > 1 { Self.touch(bitmap.pixels.span, in: sums.mutableSpan) }
    var cells: [UInt16] = []
    var points: [SIMD4<Float>] = []
    for (cell, sum) in sums.enumerated() where sum.count > 0 {
      cells.append(UInt16(cell))
      points.append(
        SIMD4(Float(sum.red), Float(sum.green), Float(sum.blue), 0) / Float(sum.count)
          + SIMD4(0, 0, 0, Float(sum.count)))
    }
    self.cells = cells
    self.points = points
  }

  /// The cell of a colour.
  @inline(__always)
  static func cell(of pixel: RGB8) -> Int {
    Int(pixel.r >> 3) << 10 | Int(pixel.g >> 3) << 5 | Int(pixel.b >> 3)
  }

  private static func count(
    _ pixels: Span<RGB8>, step: Int, into sums: consuming MutableSpan<Sums>
  ) {
    var index = 0
    while index < pixels.count {
      add(pixels[index], to: &sums)
      index += step
    }
  }

  private static func touch(_ pixels: Span<RGB8>, in sums: consuming MutableSpan<Sums>) {
    for index in pixels.indices where sums[cell(of: pixels[index])].count == 0 {
      add(pixels[index], to: &sums)
    }
  }

  @inline(__always)
  private static func add(_ pixel: RGB8, to sums: inout MutableSpan<Sums>) {
    let cell = cell(of: pixel)
    sums[cell].red &+= UInt32(pixel.r)
    sums[cell].green &+= UInt32(pixel.g)
    sums[cell].blue &+= UInt32(pixel.b)
    sums[cell].count &+= 1
  }
}
