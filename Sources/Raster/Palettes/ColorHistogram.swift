/// Which colours a picture has and how often, at five bits per component.
///
/// Every bin keeps the mean of what fell into it, so that the coarse grid costs no precision.
struct ColorHistogram {
  /// A mean colour (x, y, z as red, green, blue, 0...255) and how many pixels it stands for (w).
  private(set) var points: [SIMD4<Float>] = []

  /// Counts about `samples` pixels of a picture, evenly spread.
  init(_ bitmap: Bitmap, samples: Int = 400_000) {
    // An odd step that does not divide the width visits every column.
    var step = max(1, bitmap.size.area / samples) | 1
    while step > 1 && bitmap.width.isMultiple(of: step) { step += 2 }
    var bins = [SIMD4<UInt32>](repeating: .zero, count: 1 << 15)
    Self.count(bitmap.pixels.span, step: step, into: bins.mutableSpan)
    for bin in bins where bin.w > 0 {
      let count = Float(bin.w)
      points.append(
        SIMD4(Float(bin.x) / count, Float(bin.y) / count, Float(bin.z) / count, count))
    }
  }

  private static func count(
    _ pixels: Span<RGB8>, step: Int, into bins: consuming MutableSpan<SIMD4<UInt32>>
  ) {
    var index = 0
    while index < pixels.count {
      let pixel = pixels[index]
      let bin = Int(pixel.r >> 3) << 10 | Int(pixel.g >> 3) << 5 | Int(pixel.b >> 3)
      bins[bin] = bins[bin] &+ SIMD4(UInt32(pixel.r), UInt32(pixel.g), UInt32(pixel.b), 1)
      index += step
    }
  }
}
