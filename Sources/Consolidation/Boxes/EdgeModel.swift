import AnnotationModel

/// How an annotator places the edges of boxes, against the consensus.
package struct EdgeHabit: Hashable, Sendable {
  /// How far left, top, right and bottom lie from the consensus on average, as shares of the box's
  /// width and height; positive is right and down.
  package let bias: SIMD4<Double>
  /// The standard deviation about that, in the same shares.
  package let spread: SIMD4<Double>
  /// How many boxes this was learnt from.
  package let boxes: Int
}

/// Every annotator's habits of placing edges, and boxes that take them into account.
///
/// Bias and variance per annotator and edge, relative to the size of the box; the consensus of an
/// edge is the mean of the annotators' edges without their bias, weighed by their precision and,
/// because anybody may slip, by Student's t with four degrees of freedom (K. L. Lange, R. J. A.
/// Little and J. M. G. Taylor, "Robust statistical modeling using the t distribution", 1989).
/// Habits are drawn towards no bias and the common variance, so who drew little counts as anybody.
/// Where a contributor drew too little to be known at all, edges are the median.
struct EdgeModel {
  typealias Edges = SIMD4<Double>

  /// Boxes of no bias that everybody is taken to have drawn before.
  private static let biasPrior = 4.0
  /// Boxes of the common variance that everybody is taken to have drawn before.
  private static let variancePrior = 6.0
  private static let freedom = 4.0
  /// Rounds of habits and consensus; after these nothing moves by a tenth of a percent.
  private static let rounds = 6
  /// Fewer shared boxes than these say nothing of a habit.
  private static let leastBoxes = 8
  /// The least variance: a hundredth of a percent of the size.
  private static let leastVariance = 1e-8

  /// Per annotator; with no bias and the common variance for who drew nothing.
  private(set) var biases: [Edges]
  private(set) var variances: [Edges]
  private var boxes: [Int]

  /// Learns the habits from clusters of boxes of more than one annotator.
  init(_ clusters: [[BoxClustering.Member]], annotatorCount: Int) {
    biases = Array(repeating: .zero, count: annotatorCount)
    variances = Array(repeating: Edges(repeating: 1e-3), count: annotatorCount)
    boxes = Array(repeating: 0, count: annotatorCount)
    let shared = clusters.filter { $0.count > 1 }
    var centres = shared.map { Self.median($0) }
    for _ in 0..<Self.rounds where !shared.isEmpty {
      learn(shared, centres)
      centres = zip(shared, centres).map { edges(of: $0, from: $1) }
    }
  }

  /// What is known of an annotator; nil for one who drew no shared box.
  func habit(of annotator: Int) -> EdgeHabit? {
    guard boxes[annotator] > 0 else { return nil }
    return EdgeHabit(
      bias: biases[annotator], spread: variances[annotator].squareRoot(), boxes: boxes[annotator])
  }

  /// The consensus of a cluster; nil where its edges enclose no area.
  ///
  /// Of three edges or fewer the median stands: it passes over one that is far off, which weights
  /// learned from the whole do not (BU-BIL-6, three annotators: mean IoU .763 against .757).
  func box(of cluster: [BoxClustering.Member]) -> Box? {
    guard cluster.count > 3,
      cluster.allSatisfy({ boxes[$0.annotator] >= Self.leastBoxes })
    else { return Box(medianOf: cluster.map(\.content.box)) }
    let edges = edges(of: cluster, from: Self.median(cluster))
    return Box(left: edges.x, top: edges.y, right: edges.z, bottom: edges.w)
  }

  private mutating func learn(_ clusters: [[BoxClustering.Member]], _ centres: [Edges]) {
    var sums = biases.map { _ in (count: 0.0, first: Edges.zero, second: Edges.zero) }
    for (cluster, centre) in zip(clusters, centres) {
      let scale = Self.scale(centre)
      // The centre leans towards its own members; this evens the variance out.
      let correction = (Double(cluster.count) / Double(cluster.count - 1)).squareRoot()
      for member in cluster {
        let rest = correction * (member.content.box.edges - centre) / scale
        sums[member.annotator].count += 1
        sums[member.annotator].first += rest
        sums[member.annotator].second += rest * rest
      }
    }
    let all = sums.reduce(0) { $0 + $1.count }
    let common = sums.reduce(Edges.zero) { $0 + $1.second } / max(1, all)
    for (annotator, sum) in sums.enumerated() {
      boxes[annotator] = Int(sum.count)
      biases[annotator] = sum.first / (sum.count + Self.biasPrior)
      let about =
        sum.second - 2 * biases[annotator] * sum.first
        + sum.count * biases[annotator] * biases[annotator]
      let variance = (about + Self.variancePrior * common) / (sum.count + Self.variancePrior)
      variances[annotator] = variance.clamped(
        lowerBound: Edges(repeating: Self.leastVariance),
        upperBound: Edges(repeating: .infinity))
    }
  }

  /// The weighted mean of the edges, reweighed from a first guess.
  private func edges(of cluster: [BoxClustering.Member], from start: Edges) -> Edges {
    let scale = Self.scale(start)
    var centre = start
    for _ in 0..<3 {
      var (total, weights) = (Edges.zero, Edges.zero)
      for member in cluster {
        let variance = variances[member.annotator] * scale * scale
        let edges = member.content.box.edges - biases[member.annotator] * scale
        let rest = edges - centre
        let weight =
          (Self.freedom + 1) / (Self.freedom + rest * rest / variance) / variance
        total += weight * edges
        weights += weight
      }
      centre = total / weights
    }
    return centre
  }

  private static func scale(_ edges: Edges) -> Edges {
    let width = max(edges.z - edges.x, 1e-6)
    let height = max(edges.w - edges.y, 1e-6)
    return Edges(width, height, width, height)
  }

  private static func median(_ cluster: [BoxClustering.Member]) -> Edges {
    (Box(medianOf: cluster.map(\.content.box)) ?? cluster[0].content.box).edges
  }
}

extension Box {
  /// Left, top, right and bottom.
  var edges: SIMD4<Double> { SIMD4(left, top, right, bottom) }
}
