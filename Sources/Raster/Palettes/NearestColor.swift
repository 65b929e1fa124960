/// Finds the nearest of up to 256 colours fast.
///
/// Colour space is cut into 8x8x8 cells, each with the list of colours that can be nearest to some
/// point in it: those whose least distance to the cell is not above the smallest greatest distance.
struct NearestColor {
  private let colors: [SIMD4<Float>]
  private var cellStarts: [Int] = []
  private var candidates: [UInt8] = []

  /// Prepares for colours in x, y, z (0...255); w is ignored.
  init(_ colors: [SIMD4<Float>]) {
    self.colors = colors.map { SIMD4($0.x, $0.y, $0.z, 0) }
    var least = [Float](repeating: 0, count: colors.count)
    for cell in 0..<512 {
      let low = SIMD4<Float>(Float(cell >> 6), Float(cell >> 3 & 7), Float(cell & 7), 0) * 32
      let high = low + SIMD4(32, 32, 32, 0)
      var bound = Float.infinity
      for (index, color) in self.colors.enumerated() {
        let inside = color.clamped(lowerBound: low, upperBound: high) - color
        least[index] = (inside * inside).sum()
        let fromLow = (color - low) * (color - low)
        let fromHigh = (high - color) * (high - color)
        bound = min(bound, pointwiseMax(fromLow, fromHigh).sum())
      }
      cellStarts.append(candidates.count)
      for index in colors.indices where least[index] <= bound { candidates.append(UInt8(index)) }
    }
    cellStarts.append(candidates.count)
  }

  /// The index of the colour nearest to a point with components in 0...255.
  func index(_ point: SIMD4<Float>) -> Int {
    let cell = (Int(point.x) >> 5) << 6 | (Int(point.y) >> 5) << 3 | Int(point.z) >> 5
    let place = SIMD4(point.x, point.y, point.z, 0)
    var best = 0
    var bestDistance = Float.infinity
    for slot in cellStarts[cell]..<cellStarts[cell + 1] {
      let difference = colors[Int(candidates[slot])] - place
      let distance = (difference * difference).sum()
      if distance < bestDistance {
        bestDistance = distance
        best = Int(candidates[slot])
      }
    }
    return best
  }
}
