import AnnotationModel

/// Finds out which boxes of several annotators mean the same thing.
///
/// Agglomerative clustering without regard to class: the two clusters whose boxes overlap most on
/// average are joined first, and two boxes of one annotator never come together.
package enum BoxClustering {
  /// A box of one annotator in a cluster.
  package struct Member: Hashable, Sendable {
    /// Index of the annotator.
    package let annotator: Int
    /// Index of the box in that annotator's answer.
    package let boxIndex: Int
    /// The box.
    package let content: LabeledBox
  }

  /// Clusters the boxes of one image; each holds at most one box of each annotator.
  ///
  /// Clusters are joined while their mean intersection over union is at least `threshold`. The
  /// result does not depend on the order of the answers: equal overlaps go to the lower annotator
  /// and box. Members are ordered by annotator, clusters by their first member.
  package static func clusters(of answers: [BoxAnswer], threshold: Double) -> [[Member]] {
    let members = answers.sorted { $0.annotator < $1.annotator }.flatMap { answer in
      answer.boxes.enumerated().map { index, content in
        Member(annotator: answer.annotator, boxIndex: index, content: content)
      }
    }
    return neighbourhoods(members, threshold: threshold)
      .flatMap { joined($0, threshold: threshold) }
      .sorted { ($0[0].annotator, $0[0].boxIndex) < ($1[0].annotator, $1[0].boxIndex) }
  }

  /// Splits boxes into groups between which no pair reaches the threshold.
  ///
  /// A mean that reaches it needs a pair that does, so clusters never cross groups, and the
  /// quadratic work stays small on crowded images.
  private static func neighbourhoods(_ members: [Member], threshold: Double) -> [[Member]] {
    var group = Array(members.indices)
    func root(_ start: Int) -> Int {
      var index = start
      while group[index] != index { index = group[index] }
      return index
    }
    for first in members.indices {
      for second in members.indices.dropFirst(first + 1)
      where similarity(members[first], members[second]) >= threshold {
        let roots = (root(first), root(second))
        group[max(roots.0, roots.1)] = min(roots.0, roots.1)
      }
      group[first] = root(first)
    }
    var order: [Int] = []
    var gathered: [Int: [Member]] = [:]
    for index in members.indices {
      let key = root(index)
      if gathered[key] == nil { order.append(key) }
      gathered[key, default: []].append(members[index])
    }
    return order.compactMap { gathered[$0] }
  }

  /// Overlap of two boxes; -infinity for two boxes of one annotator, which also survives averages.
  private static func similarity(_ first: Member, _ second: Member) -> Double {
    first.annotator == second.annotator
      ? -.infinity : first.content.box.intersectionOverUnion(second.content.box)
  }

  private static func joined(_ members: [Member], threshold: Double) -> [[Member]] {
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
    return clusters.map { $0.sorted { $0.annotator < $1.annotator } }
  }

  /// The pair of clusters with the highest mean overlap, the first of equal ones.
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
