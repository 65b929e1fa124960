package import AnnotationModel

/// Fuses the boxes of several detectors, which come with scores.
///
/// R. Solovyev, W. Wang and T. Gabruseva, "Weighted boxes fusion", Image and Vision Computing 107
/// (2021): boxes from the surest on join the fused box of their class that they overlap most, which
/// becomes their mean weighed by score. A score is the mean of those it is made of, times the share
/// of the detectors that gave one. For people, who give no scores, see `BoxConsolidation`.
package enum WeightedBoxFusion {
  /// A detector's box.
  package struct ScoredBox: Hashable, Sendable {
    /// Where it is.
    package let box: Box
    /// What it is, counted from 0.
    package let classIndex: Int
    /// How sure the detector is.
    package let score: Double

    /// Makes a box.
    package init(box: Box, classIndex: Int, score: Double) {
      self.box = box
      self.classIndex = classIndex
      self.score = score
    }
  }

  /// A fused box while it grows.
  private struct Cluster {
    let classIndex: Int
    private(set) var box: Box
    private var edges: SIMD4<Double>
    private var weight: Double
    private(set) var count = 1

    init(_ first: ScoredBox) {
      classIndex = first.classIndex
      box = first.box
      edges = first.score * first.box.edges
      weight = first.score
    }

    mutating func add(_ next: ScoredBox) {
      edges += next.score * next.box.edges
      weight += next.score
      count += 1
      guard weight > 0 else { return }
      let mean = edges / weight
      box = Box(left: mean.x, top: mean.y, right: mean.z, bottom: mean.w) ?? box
    }

    func fused(detectors: Int) -> ScoredBox {
      let share = Double(min(count, detectors)) / Double(detectors)
      return ScoredBox(box: box, classIndex: classIndex, score: weight / Double(count) * share)
    }
  }

  /// Fuses the boxes of one image, given per detector; the surest come first.
  ///
  /// `overlap` is the intersection over union above which boxes are one. Boxes with a score of 0 or
  /// less are passed over.
  package static func fuse(
    _ detections: [[ScoredBox]], overlap: Double = 0.55
  ) -> [ScoredBox] {
    // A stable order, so that equal scores are taken as the detectors gave them.
    let boxes = detections.joined().filter { $0.score > 0 }.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    var clusters: [Cluster] = []
    for box in boxes {
      var best: (index: Int, overlap: Double)?
      for (index, cluster) in clusters.enumerated() where cluster.classIndex == box.classIndex {
        let shared = cluster.box.intersectionOverUnion(box.box)
        if shared > best?.overlap ?? overlap { best = (index, shared) }
      }
      if let best { clusters[best.index].add(box) } else { clusters.append(Cluster(box)) }
    }
    return clusters.map { $0.fused(detectors: detections.count) }.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }
}
