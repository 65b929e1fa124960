/// One-to-one matching of two sets of boxes by overlap.
package enum BoxMatching {
  /// A pair of boxes that were matched.
  package struct Pair: Hashable, Sendable {
    /// Index into the first set.
    package let first: Int
    /// Index into the second set.
    package let second: Int
    /// Their intersection over union, 0...1.
    package let overlap: Double
  }

  /// Matches greedily, best overlap first; each box is used at most once.
  ///
  /// Ties go to the lower first index, then the lower second index, so the result does not depend
  /// on anything but the order of the inputs. Pairs below `threshold`, or that `allowed` refuses,
  /// are never made. Pairs come out ordered by their first index.
  package static func greedy(
    _ first: [Box], _ second: [Box], threshold: Double,
    allowed: (Int, Int) -> Bool = { _, _ in true }
  ) -> [Pair] {
    var candidates: [Pair] = []
    for (row, box) in first.enumerated() {
      for (column, other) in second.enumerated() where allowed(row, column) {
        let overlap = box.intersectionOverUnion(other)
        if overlap >= threshold, overlap > 0 {
          candidates.append(Pair(first: row, second: column, overlap: overlap))
        }
      }
    }
    candidates.sort { ($1.overlap, $0.first, $0.second) < ($0.overlap, $1.first, $1.second) }
    var usedFirst = Set<Int>()
    var usedSecond = Set<Int>()
    var pairs: [Pair] = []
    for pair in candidates
    where !usedFirst.contains(pair.first) && !usedSecond.contains(pair.second) {
      usedFirst.insert(pair.first)
      usedSecond.insert(pair.second)
      pairs.append(pair)
    }
    return pairs.sorted { $0.first < $1.first }
  }
}
