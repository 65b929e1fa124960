/// Finds the nearest of up to 256 colours fast.
///
/// Colour space is cut into 8x8x8 cells, each with the list of colours that can be the nearest to
/// some point in it: those whose least distance to the cell is not above the smallest greatest
/// distance.
struct NearestColor {
  private let colors: [SIMD4<Float>]
  private var cellStarts: [Int] = []
  private var candidates: [UInt8] = []

  /// Prepares for colours in x, y, z (0...255), w being ignored.
  init(_ colors: [SIMD4<Float>]) {
    self.colors = colors.map { SIMD4($0.x, $0.y, $0.z, 0) }
    let axes = (0..<3).map { axis in SlabDistances(colors.map { $0[axis] }) }
    var least = [Float](repeating: 0, count: colors.count)
    for cell in 0..<512 {
      var bound = Float.infinity
      let (x, y, z) = (cell >> 6, cell >> 3 & 7, cell & 7)
      let low = (axes[0].least[x], axes[1].least[y], axes[2].least[z])
      let high = (axes[0].greatest[x], axes[1].greatest[y], axes[2].greatest[z])
      for index in least.indices {
        least[index] = low.0[index] + low.1[index] + low.2[index]
        bound = min(bound, high.0[index] + high.1[index] + high.2[index])
      }
      cellStarts.append(candidates.count)
      for index in least.indices where least[index] <= bound { candidates.append(UInt8(index)) }
    }
    cellStarts.append(candidates.count)
  }

  /// How far, squared, each colour is from the near and the far side of the eight slabs of an axis.
  private struct SlabDistances {
    private(set) var least: [[Float]] = []
    private(set) var greatest: [[Float]] = []

    init(_ components: [Float]) {
      for slab in 0..<8 {
        let (low, high) = (Float(slab * 32), Float(slab * 32 + 32))
        least.append(
          components.map {
            let outside = $0 < low ? low - $0 : $0 > high ? $0 - high : 0
            return outside * outside
          })
        greatest.append(
          components.map {
            let farthest = max($0 - low, high - $0)
            return farthest * farthest
          })
      }
    }
  }

  private func slots(_ point: SIMD4<Float>) -> Range<Int> {
    let cell = (Int(point.x) >> 5) << 6 | (Int(point.y) >> 5) << 3 | Int(point.z) >> 5
    return cellStarts[cell]..<cellStarts[cell + 1]
  }

  /// The index of the colour nearest to a point with components in 0...255.
  func index(_ point: SIMD4<Float>) -> Int {
    let place = SIMD4(point.x, point.y, point.z, 0)
    var best = 0
    var bestDistance = Float.infinity
    for slot in slots(point) {
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
