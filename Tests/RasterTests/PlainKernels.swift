import Raster

/// The pixel kernels in plain Swift, as the C must compute them.
enum PlainKernels {
  /// Mixes 8-bit samples with 14-bit weights down the columns, rounds to 6 fractional bits, and
  /// mixes along the rows.
  static func resample(_ source: Bitmap, _ across: ResampleAxis, _ down: ResampleAxis) -> Bitmap {
    let size = PixelSize(width: across.outputs.count, height: down.outputs.count)
    var result = Bitmap(size: size, filledWith: .black)
    for y in 0..<size.height {
      let mixed = (0..<source.width).map { x in
        sum(down, y, at: { source[x, $0].components }, limit: source.height, shift: 8)
      }
      for x in 0..<size.width {
        let value = sum(across, x, at: { mixed[$0] }, limit: source.width, shift: 20)
        result[x, y] = RGB8(
          r: UInt8(clamping: value.x), g: UInt8(clamping: value.y), b: UInt8(clamping: value.z))
      }
    }
    return result
  }

  private static func sum(
    _ axis: ResampleAxis, _ output: Int, at sample: (Int) -> SIMD3<Int>, limit: Int, shift: Int
  ) -> SIMD3<Int> {
    var sum = SIMD3(repeating: 1 << (shift - 1))
    for tap in 0..<axis.taps {
      let weight = Int(axis.weights[output * axis.taps + tap])
      let place = Int(axis.starts[output]) + tap
      if weight != 0, place < limit { sum &+= sample(place) &* weight }
    }
    return sum &>> SIMD3(repeating: shift)
  }

  /// Chooses pens for one band: the least of squared error and price, where a pen's price depends
  /// on how many columns ago it was drawn.
  static func pens(
    _ pixels: [RGB8], width: Int, palette: [RGB8], candidates: (RGB8) -> [UInt8], price: Int
  ) -> [UInt8] {
    let halfPrices = [0, 2, 4, 6, 8, 8, 8, 8, 8, 8, 8, 8, 11]
    var last = [Int](repeating: -100, count: 256)
    var pens = [UInt8](repeating: 0, count: pixels.count)
    for x in 0..<width {
      for place in stride(from: x, to: pixels.count, by: width) {
        let pixel = pixels[place]
        let costs = candidates(pixel).map { pen in
          pixel.squaredDistance(to: palette[Int(pen)])
            + halfPrices[min(12, x - last[Int(pen)])] * price / 64
        }
        let best = costs.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
        pens[place] = candidates(pixel)[best]
        last[Int(pens[place])] = x
      }
    }
    return pens
  }

  /// The pens of the eight colours nearest to the middle of a pixel's cell, the first of equals;
  /// where there are fewer, the nearest stands for the others.
  static func nearestEight(_ palette: [RGB8], to pixel: RGB8) -> [UInt8] {
    let middle = RGB8(r: pixel.r & 0xF8 | 4, g: pixel.g & 0xF8 | 4, b: pixel.b & 0xF8 | 4)
    let order = palette.indices.sorted {
      let (one, other) = (
        middle.squaredDistance(to: palette[$0]), middle.squaredDistance(to: palette[$1])
      )
      return (min(one, 65_535), $0) < (min(other, 65_535), $1)
    }
    return (0..<8).map { UInt8(order[$0 < order.count ? $0 : 0]) }
  }

  /// The same for a cell: five bits of each component, red first.
  static func nearestEight(_ palette: [RGB8], toCell cell: UInt16) -> [UInt8] {
    nearestEight(
      palette,
      to: RGB8(
        r: UInt8(cell >> 10) << 3, g: UInt8(cell >> 5 & 31) << 3, b: UInt8(cell & 31) << 3))
  }
}

extension RGB8 {
  fileprivate var components: SIMD3<Int> { SIMD3(Int(r), Int(g), Int(b)) }
}
