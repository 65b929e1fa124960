import CPixelKernels

/// Which colours a picture has and how often, at five bits per component.
///
/// Every cell keeps the mean of what fell into it, so that the coarse grid costs no precision.
package struct ColorHistogram {
  /// Cells along all three components.
  static let cellCount = 1 << 15

  /// The numbers of the cells that occur, ascending: five bits of each component, red first.
  let cells: [UInt16]
  /// For each of them the mean colour (x, y, z as red, green, blue, 0...255) and how many pixels it
  /// stands for (w).
  let points: [SIMD4<Float>]

  /// Counts all pixels of a picture.
  package init(_ bitmap: Bitmap) {
    var sums = [cpk_color_sums](repeating: cpk_color_sums(), count: Self.cellCount)
    // A sum has room for 2^24 pixels; of a larger picture every other one is enough, or every third.
    let step = max(1, (bitmap.size.area + (1 << 24) - 1) >> 24)
    // Unsafe: the kernel reads the picture's pixels, and writes to as many cells as there are.
    unsafe bitmap.pixels.withUnsafeBytes { pixels in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe cpk_count_colors(
          pixels.baseAddress?.assumingMemoryBound(to: UInt8.self), bitmap.size.area, step,
          sums.baseAddress)
      }
    }
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

  private static func touch(
    _ pixels: Span<RGB8>, in sums: consuming MutableSpan<cpk_color_sums>
  ) {
    for index in pixels.indices where sums[cell(of: pixels[index])].count == 0 {
      let pixel = pixels[index]
      sums[cell(of: pixel)] = cpk_color_sums(
        red: UInt32(pixel.r), green: UInt32(pixel.g), blue: UInt32(pixel.b), count: 1)
    }
  }
}
