/// Finds the nearest of up to 256 colours, or the nearest few, fast.
///
/// Colour space is cut into 8x8x8 cells, each with the list of colours that can be among the
/// nearest to some point in it: those whose least distance to the cell is not above the smallest
/// (or, for the nearest few, a later) greatest distance.
package struct NearestColor {
  private let colors: [SIMD4<Float>]
  private var cellStarts: [Int] = []
  private var candidates: [UInt8] = []

  /// Prepares for colours in x, y, z (0...255), w being ignored, and for the nearest `keeping`.
  package init(_ colors: [SIMD4<Float>], keeping: Int = 1) {
    self.colors = colors.map { SIMD4($0.x, $0.y, $0.z, 0) }
    let axes = (0..<3).map { axis in SlabDistances(colors.map { $0[axis] }) }
    var least = [Float](repeating: 0, count: colors.count)
    var bounds = [Float](repeating: .infinity, count: max(1, keeping))
    for cell in 0..<512 {
      for place in bounds.indices { bounds[place] = .infinity }
      let (x, y, z) = (cell >> 6, cell >> 3 & 7, cell & 7)
      let low = (axes[0].least[x], axes[1].least[y], axes[2].least[z])
      let high = (axes[0].greatest[x], axes[1].greatest[y], axes[2].greatest[z])
      for index in least.indices {
        least[index] = low.0[index] + low.1[index] + low.2[index]
        Self.insert(high.0[index] + high.1[index] + high.2[index], into: &bounds)
      }
      cellStarts.append(candidates.count)
      let bound = bounds[bounds.count - 1]
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

  // Keeps the smallest distances in order.
  @inline(__always)
  private static func insert(_ distance: Float, into least: inout [Float]) {
    var place = least.count - 1
    guard distance < least[place] else { return }
    while place > 0 && least[place - 1] > distance {
      least[place] = least[place - 1]
      place -= 1
    }
    least[place] = distance
  }

  private func slots(_ point: SIMD4<Float>) -> Range<Int> {
    let cell = (Int(point.x) >> 5) << 6 | (Int(point.y) >> 5) << 3 | Int(point.z) >> 5
    return cellStarts[cell]..<cellStarts[cell + 1]
  }

  /// The index of the colour nearest to a point with components in 0...255.
  package func index(_ point: SIMD4<Float>) -> Int {
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

  /// The nearest eight at most (no more than were prepared for), the nearest first.
  package func nearestEight(_ point: SIMD4<Float>) -> [UInt8] {
    let place = SIMD4(point.x, point.y, point.z, 0)
    var distances = SIMD8<Float>(repeating: .infinity)
    var found = SIMD8<UInt8>(repeating: 0)
    var count = 0
    for slot in slots(point) {
      let difference = colors[Int(candidates[slot])] - place
      let distance = (difference * difference).sum()
      guard distance < distances[7] else { continue }
      var rank = min(count, 7)
      while rank > 0 && distances[rank - 1] > distance {
        distances[rank] = distances[rank - 1]
        found[rank] = found[rank - 1]
        rank -= 1
      }
      distances[rank] = distance
      found[rank] = candidates[slot]
      count = min(count + 1, 8)
    }
    return (0..<count).map { found[$0] }
  }
}
