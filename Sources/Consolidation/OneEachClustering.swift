/// Average-link clustering of things that several annotators made, at most one of each annotator to
/// a cluster.
///
/// The two clusters that are most alike on average are joined first, while they are alike enough.
enum OneEachClustering {
  /// Clusters things by index; `annotators` says whose each is.
  ///
  /// Clusters are joined while their mean similarity is at least `threshold`. Equal similarities go
  /// to the lower index. Members are in ascending order, clusters in the order of their first one.
  static func clusters(
    annotators: [Int], threshold: Double, similarity: (Int, Int) -> Double
  ) -> [[Int]] {
    // -infinity for two things of one annotator also survives averages.
    func alike(_ first: Int, _ second: Int) -> Double {
      annotators[first] == annotators[second] ? -.infinity : similarity(first, second)
    }
    return neighbourhoods(annotators.count, threshold: threshold, alike)
      .flatMap { joined($0, threshold: threshold, alike) }
      .sorted { $0[0] < $1[0] }
  }

  /// Splits things into groups between which no pair reaches the threshold.
  ///
  /// A mean that reaches it needs a pair that does, so clusters never cross groups, and the
  /// quadratic work stays small on crowded images.
  private static func neighbourhoods(
    _ count: Int, threshold: Double, _ similarity: (Int, Int) -> Double
  ) -> [[Int]] {
    var group = Array(0..<count)
    func root(_ start: Int) -> Int {
      var index = start
      while group[index] != index { index = group[index] }
      return index
    }
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1)
      where similarity(first, second) >= threshold {
        let roots = (root(first), root(second))
        group[max(roots.0, roots.1)] = min(roots.0, roots.1)
      }
      group[first] = root(first)
    }
    var order: [Int] = []
    var gathered: [Int: [Int]] = [:]
    for index in 0..<count {
      let key = root(index)
      if gathered[key] == nil { order.append(key) }
      gathered[key, default: []].append(index)
    }
    return order.compactMap { gathered[$0] }
  }

  private static func joined(
    _ members: [Int], threshold: Double, _ similarity: (Int, Int) -> Double
  ) -> [[Int]] {
    var clusters = members.map { [$0] }
    var overlaps = members.map { first in members.map { similarity(first, $0) } }
    while let pair = closest(overlaps), overlaps[pair.0][pair.1] >= threshold {
      let (kept, gone) = pair
      let weights = (Double(clusters[kept].count), Double(clusters[gone].count))
      for other in overlaps.indices {
        let mean =
          (weights.0 * overlaps[kept][other] + weights.1 * overlaps[gone][other])
          / (weights.0 + weights.1)
        overlaps[kept][other] = mean
        overlaps[other][kept] = mean
      }
      overlaps.remove(at: gone)
      for row in overlaps.indices { overlaps[row].remove(at: gone) }
      clusters[kept] += clusters.remove(at: gone)
    }
    return clusters.map { $0.sorted() }
  }

  /// The pair of clusters with the highest mean similarity, the first of equal ones.
  private static func closest(_ overlaps: [[Double]]) -> (Int, Int)? {
    var best: (Int, Int)?
    var highest = -Double.infinity
    for first in overlaps.indices {
      for second in overlaps.indices.dropFirst(first + 1) where overlaps[first][second] > highest {
        highest = overlaps[first][second]
        best = (first, second)
      }
    }
    return best
  }
}
