import AnnotationModel
import Consolidation
import KnownProblems
import Testing

@Suite("Box clustering")
struct BoxClusteringTests {
  @Test("Boxes of the same thing come together whatever they are called")
  func sameThing() throws {
    let clusters = BoxClustering.clusters(
      of: [
        BoxAnswer(annotator: 2, boxes: [try labeled(12, 10, 52, 50, 1)]),
        BoxAnswer(
          annotator: 0, boxes: [try labeled(60, 60, 90, 90, 0), try labeled(10, 10, 50, 50, 0)]),
        BoxAnswer(annotator: 1, boxes: [try labeled(10, 14, 50, 54, 2)]),
      ], threshold: 0.5)
    #expect(clusters.map { $0.map(\.annotator) } == [[0], [0, 1, 2]])
    #expect(clusters.map { $0.map(\.boxIndex) } == [[0], [1, 0, 0]])
  }

  @Test("Two boxes of one annotator stay apart even when they are equal")
  func oneBoxEach() throws {
    let box = try labeled(0, 0, 10, 10, 0)
    let clusters = BoxClustering.clusters(
      of: [BoxAnswer(annotator: 0, boxes: [box, box]), BoxAnswer(annotator: 1, boxes: [box])],
      threshold: 0.4)
    #expect(clusters.map { $0.map(\.boxIndex) } == [[0, 0], [1]])
    #expect(clusters.map { $0.map(\.annotator) } == [[0, 1], [0]])
  }

  @Test("A chain breaks where the mean overlap falls below the threshold")
  func chain() throws {
    // Neighbours overlap by 3/5, the ends by 1/3: the mean of the third to the pair is 7/15.
    let answers = [
      BoxAnswer(annotator: 0, boxes: [try labeled(0, 0, 40, 10, 0)]),
      BoxAnswer(annotator: 1, boxes: [try labeled(10, 0, 50, 10, 0)]),
      BoxAnswer(annotator: 2, boxes: [try labeled(20, 0, 60, 10, 0)]),
    ]
    #expect(BoxClustering.clusters(of: answers, threshold: 0.46).map(\.count) == [3])
    #expect(BoxClustering.clusters(of: answers, threshold: 0.47).map(\.count) == [2, 1])
    #expect(BoxClustering.clusters(of: answers, threshold: 0.61).map(\.count) == [1, 1, 1])
  }

  @Test("No boxes make no clusters")
  func empty() {
    #expect(BoxClustering.clusters(of: [], threshold: 0.4).isEmpty)
    #expect(
      BoxClustering.clusters(of: [BoxAnswer(annotator: 3, boxes: [])], threshold: 0.4).isEmpty)
  }

  @Test("On random scenes it equals a plain search, in any order of the answers")
  func againstPlainSearch() {
    let plan = RandomScenes.Plan(
      description: "crowded", imageCount: 12, objects: 8...20, side: 600)
    for seed in 0..<5 as Range<UInt64> {
      for task in RandomScenes(plan: plan, seed: seed).tasks {
        let found = BoxClustering.clusters(of: task.answers, threshold: 0.4)
        let mirrored = BoxClustering.clusters(of: task.answers.reversed(), threshold: 0.4)
        #expect(found == mirrored)
        #expect(Set(found.map(Set.init)) == Set(plainSearch(task.answers, threshold: 0.4)))
        for cluster in found { #expect(Set(cluster.map(\.annotator)).count == cluster.count) }
      }
    }
  }

  /// Average linkage as its definition says, without any bookkeeping.
  private func plainSearch(
    _ answers: [BoxAnswer], threshold: Double
  ) -> [Set<BoxClustering.Member>] {
    var clusters = BoxClustering.clusters(of: answers, threshold: 2).map(Set.init)
    while true {
      var best: (first: Int, second: Int, mean: Double)?
      for first in clusters.indices {
        for second in clusters.indices where second > first {
          let people = clusters[first].map(\.annotator)
          if clusters[second].contains(where: { people.contains($0.annotator) }) { continue }
          let overlaps = clusters[first].flatMap { left in
            clusters[second].map { left.content.box.intersectionOverUnion($0.content.box) }
          }
          let mean = overlaps.reduce(0, +) / Double(overlaps.count)
          if mean >= threshold, mean > best?.mean ?? 0 { best = (first, second, mean) }
        }
      }
      guard let best else { return clusters }
      clusters[best.first].formUnion(clusters[best.second])
      clusters.remove(at: best.second)
    }
  }
}

/// A labelled box from four edges.
func labeled(
  _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, _ classIndex: Int
) throws -> LabeledBox {
  LabeledBox(
    box: try #require(Box(left: left, top: top, right: right, bottom: bottom)),
    classIndex: classIndex)
}
