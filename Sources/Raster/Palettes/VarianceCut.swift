/// Splits weighted colours into groups by cutting, again and again, the group with the largest
/// squared error along its longest axis at its mean.
///
/// This is median cut with the criterion of Wan, Wong and Prusinkiewicz ("An algorithm for
/// multidimensional data clustering", 1988); k-means refines what it finds.
struct VarianceCut {
  private struct Group {
    var range: Range<Int>
    var mean: SIMD4<Float>
    var error: SIMD4<Float>
    var weight: Float
    var total: Float { error.x + error.y + error.z }
  }

  private var points: [SIMD4<Float>]
  private var groups: [Group] = []

  /// Finds at most `count` mean colours; their w is the weight of their group.
  static func means(of points: [SIMD4<Float>], count: Int) -> [SIMD4<Float>] {
    guard !points.isEmpty, count > 0 else { return [] }
    var cut = VarianceCut(points: points)
    cut.groups = [cut.group(points.indices)]
    while cut.groups.count < count, cut.splitWorst() {}
    return cut.groups.map { SIMD4(lowHalf: $0.mean.lowHalf, highHalf: SIMD2($0.mean.z, $0.weight)) }
  }

  private init(points: [SIMD4<Float>]) { self.points = points }

  private func group(_ range: Range<Int>) -> Group {
    var weight: Float = 0
    var sum = SIMD4<Float>.zero
    var squares = SIMD4<Float>.zero
    for point in points[range] {
      weight += point.w
      sum += point * point.w
      squares += point * point * point.w
    }
    let mean = sum / weight
    return Group(range: range, mean: mean, error: squares - mean * sum, weight: weight)
  }

  // False when no group can be split any further.
  private mutating func splitWorst() -> Bool {
    let splittable = groups.indices.filter { groups[$0].range.count > 1 }
    guard let worst = splittable.max(by: { groups[$0].total < groups[$1].total }),
      groups[worst].total > 0
    else { return false }
    let group = groups[worst]
    let axis = (0..<3).max { group.error[$0] < group.error[$1] } ?? 0
    let middle = points[group.range].partition { $0[axis] > group.mean[axis] }
    guard middle > group.range.lowerBound, middle < group.range.upperBound else {
      // Rounding can leave all points on one side of their mean; then they are one colour.
      groups[worst].error = .zero
      return true
    }
    groups[worst] = self.group(group.range.lowerBound..<middle)
    groups.append(self.group(middle..<group.range.upperBound))
    return true
  }
}
