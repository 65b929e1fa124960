import CPixelKernels

/// The colours of a palette nearest to each cell of a histogram.
package struct NearbyPens {
  /// One entry for each of the histogram's cells.
  let candidates: [cpk_candidates]

  /// Finds, for each cell, the eight nearest of up to 256 colours, of which there is at least one.
  init(_ colors: [RGB8], of cells: [UInt16]) {
    precondition((1...256).contains(colors.count), "a cell needs a colour near it")
    var found = [cpk_candidates](repeating: cpk_candidates(), count: cells.count)
    // Unsafe: the kernel reads as many colours and cells as it is told, and writes as many entries.
    unsafe colors.withUnsafeBytes { colors in
      unsafe found.withUnsafeMutableBufferPointer { found in
        unsafe cpk_nearest_pens(
          colors.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(colors.count / 3), cells,
          UInt32(cells.count), found.baseAddress)
      }
    }
    candidates = found
  }

  /// For each cell the numbers of the eight colours, the nearest first.
  package static func pens(of colors: [RGB8], for cells: [UInt16]) -> [[UInt8]] {
    NearbyPens(colors, of: cells).candidates.map { entry in (0..<8).map { entry.pens[$0] } }
  }
}

extension cpk_candidates {
  // Unsafe: C arrays are tuples in Swift; a tuple of eight bytes and a vector of eight have the same.

  /// The numbers of the colours, the nearest first.
  var pens: SIMD8<UInt8> { unsafe unsafeBitCast(pen, to: SIMD8<UInt8>.self) }

  /// The squared error of a pixel in the nearest candidate.
  func leastError(_ pixel: RGB8) -> Int {
    let red = SIMD8<Int32>(
      truncatingIfNeeded: unsafe unsafeBitCast(self.red, to: SIMD8<UInt8>.self))
    let green = SIMD8<Int32>(
      truncatingIfNeeded: unsafe unsafeBitCast(self.green, to: SIMD8<UInt8>.self))
    let blue = SIMD8<Int32>(
      truncatingIfNeeded: unsafe unsafeBitCast(self.blue, to: SIMD8<UInt8>.self))
    let (r, g, b) = (red &- Int32(pixel.r), green &- Int32(pixel.g), blue &- Int32(pixel.b))
    return Int((r &* r &+ g &* g &+ b &* b).min())
  }
}
