import AnnotationModel
import Consolidation
import Testing

@Suite("Weighted boxes fusion")
struct WeightedBoxFusionTests {
  private typealias ScoredBox = WeightedBoxFusion.ScoredBox

  private func scored(
    _ edges: [Double], _ score: Double = 1, label: Int = 0
  ) throws -> ScoredBox {
    let box = try #require(
      Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]))
    return ScoredBox(box: box, classIndex: label, score: score)
  }

  /// The figures of ensemble-boxes 1.0.9 for the same boxes.
  @Test("Three detectors, as the authors' program fuses them")
  func vector() throws {
    let fused = WeightedBoxFusion.fuse([
      [try scored([0.1, 0.1, 0.5, 0.5]), try scored([0.6, 0.6, 0.9, 0.9])],
      [try scored([0.12, 0.1, 0.52, 0.5])],
      [
        try scored([0.1, 0.14, 0.5, 0.54]), try scored([0.61, 0.6, 0.91, 0.9]),
        try scored([0, 0.8, 0.1, 0.95]),
      ],
    ])
    expectClose(fused.map(\.score), [1, 0.666667, 0.333333])
    let edges = fused.map { [$0.box.left, $0.box.top, $0.box.right, $0.box.bottom] }
    expectClose(edges[0], [0.106667, 0.113333, 0.506667, 0.513333])
    expectClose(edges[1], [0.605, 0.6, 0.905, 0.9])
    expectClose(edges[2], [0, 0.8, 0.1, 0.95])
  }

  @Test("Scores weigh the edges, classes stay apart, and nothing sure of is nothing")
  func weights() throws {
    let fused = WeightedBoxFusion.fuse([
      [try scored([0, 0, 10, 10], 0.9), try scored([0, 0, 10, 10], 0.5, label: 1)],
      [try scored([1, 0, 11, 10], 0.3), try scored([50, 50, 60, 60], 0)],
    ])
    #expect(fused.map(\.classIndex) == [0, 1])
    expectClose(fused.map(\.box.left), [0.25, 0], within: 1e-12)
    expectClose(fused.map(\.score), [0.6, 0.25], within: 1e-12)
  }
}
