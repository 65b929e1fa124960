import AnnotationModel
import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Edges of boxes")
struct EdgeModelTests {
  /// Four annotators with known habits on 80 images with one thing each.
  private func scenes(seed: UInt64) throws -> (tasks: [BoxTask], gold: [Box]) {
    var random = SeededGenerator(seed: seed)
    let spreads = [0.01, 0.02, 0.02, 0.12]
    let shifts = [0, 0, 0.06, -0.06]
    var tasks: [BoxTask] = []
    var gold: [Box] = []
    for _ in 0..<80 {
      let left = random.uniform(0...300)
      let top = random.uniform(0...300)
      let box = try #require(Box(left: left, top: top, right: left + 100, bottom: top + 100))
      gold.append(box)
      let answers = try (0..<4).map { annotator in
        let edges = [box.left, box.top, box.right, box.bottom].map {
          $0 + 100 * (shifts[annotator] + spreads[annotator] * random.normal())
        }
        let drawn = try #require(
          Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]))
        return BoxAnswer(
          annotator: annotator, boxes: [LabeledBox(box: drawn, classIndex: 0)])
      }
      tasks.append(BoxTask(answers: answers))
    }
    return (tasks, gold)
  }

  private func meanOverlap(
    _ tasks: [BoxTask], _ gold: [Box], _ coordinates: BoxConsolidation.Coordinates
  ) throws -> Double {
    let result = try BoxConsolidation.run(
      images: tasks, annotatorCount: 4, classCount: 1, method: .dawidSkene,
      options: .init(coordinates: coordinates))
    let overlaps = zip(result.images, gold).map { boxes, truth in
      boxes.first.map { $0.box.intersectionOverUnion(truth) } ?? 0
    }
    return overlaps.reduce(0, +) / Double(gold.count)
  }

  @Test("Precise annotators weigh more, and habits are taken out")
  func precision() throws {
    for seed in 0..<5 as Range<UInt64> {
      let (tasks, gold) = try scenes(seed: seed)
      let median = try meanOverlap(tasks, gold, .median)
      let weighted = try meanOverlap(tasks, gold, .precisionWeighted)
      #expect(weighted > median + 0.005, "seed \(seed): \(weighted), median \(median)")
    }
  }

  @Test("Each annotator's bias and spread are reported")
  func habits() throws {
    let (tasks, _) = try scenes(seed: 1)
    let result = try BoxConsolidation.run(
      images: tasks, annotatorCount: 5, classCount: 1, method: .dawidSkene)
    let habits = try result.annotators.prefix(4).map { try #require($0.habit) }
    // Two boxes of the annotator whose edges scatter most meet no others.
    #expect(habits.map(\.boxes) == [80, 80, 80, 78])
    for edge in 0..<4 {
      #expect(abs(habits[2].bias[edge] - habits[0].bias[edge] - 0.06) < 0.02)
      #expect(habits[3].bias[edge] < habits[0].bias[edge] - 0.03)
      #expect(habits[3].spread[edge] > 2 * habits[0].spread[edge])
    }
    #expect(result.annotators[4].habit == nil)
  }

  @Test("A suggestion left as it was tells where, but is no independent answer")
  func derived() throws {
    let box = try #require(Box(left: 10, top: 10, right: 60, bottom: 60))
    let kept = LabeledBox(box: box, classIndex: 1, isIndependent: false)
    let drawn = LabeledBox(box: box, classIndex: 0)
    let tasks = [
      BoxTask(answers: (0..<3).map { BoxAnswer(annotator: $0, boxes: [kept]) }),
      BoxTask(
        answers: [
          BoxAnswer(annotator: 0, boxes: [kept]), BoxAnswer(annotator: 1, boxes: [drawn]),
          BoxAnswer(annotator: 2, boxes: [drawn]),
        ]),
    ]
    for method in BoxConsolidation.Method.allCases {
      let result = try BoxConsolidation.run(
        images: tasks, annotatorCount: 3, classCount: 2, method: method)
      let accepted = try #require(result.images[0].first)
      #expect(accepted.classIndex == 1)
      #expect(accepted.evidence == 0)
      #expect(accepted.confidence == nil)
      let mixed = try #require(result.images[1].first)
      #expect(mixed.classIndex == 0)
      #expect(mixed.evidence == 2)
      #expect(mixed.contributors.count == 3)
      #expect(mixed.confidence != nil)
    }
  }
}
