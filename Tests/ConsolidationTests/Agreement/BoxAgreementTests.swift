import AnnotationModel
import Consolidation
import KnownProblems
import Testing

@Suite("Agreement about boxes")
struct BoxAgreementTests {
  private func box(_ left: Double, _ label: Int, independent: Bool = true) throws -> LabeledBox {
    let box = try #require(Box(left: left, top: 0, right: left + 10, bottom: 10))
    return LabeledBox(box: box, classIndex: label, isIndependent: independent)
  }

  @Test("F1 and mean overlap of pairs, labels and annotators")
  func figures() throws {
    let images = [
      BoxTask(answers: [
        BoxAnswer(annotator: 0, boxes: [try box(0, 0), try box(50, 1)]),
        BoxAnswer(annotator: 1, boxes: [try box(2, 0), try box(50, 0)]),
      ]),
      BoxTask(answers: [
        BoxAnswer(annotator: 0, boxes: [try box(0, 0)]),
        BoxAnswer(annotator: 2, boxes: [try box(0, 0)]),
      ]),
    ]
    let agreement = BoxAgreement(images, annotatorCount: 3, classCount: 2)
    // Matched: 8 of 12 columns, and a perfect one; six boxes in all.
    let shared = 4.0 / 6
    #expect(agreement.overall.f1.value == shared)
    let overlap = (8.0 / 12 + 1) / 2
    #expect(agreement.overall.meanOverlap.value == overlap)
    #expect(agreement.overall.comparisons == 2)
    #expect(agreement.pairs.map(\.first) == [0, 0])
    #expect(agreement.pairs.map(\.second) == [1, 2])
    #expect(agreement.pairs.map(\.figures.f1.value) == [0.5, 1])
    #expect(agreement.labels[0].f1.value == 0.8)
    #expect(agreement.labels[1].f1.value == 0)
    #expect(agreement.annotators.map(\.f1.value) == [shared, 0.5, 1])
  }

  @Test("Accepted suggestions are not counted as agreement")
  func derived() throws {
    let images = [
      BoxTask(answers: [
        BoxAnswer(annotator: 0, boxes: [try box(0, 0, independent: false), try box(50, 0)]),
        BoxAnswer(annotator: 1, boxes: [try box(0, 0, independent: false), try box(90, 0)]),
      ])
    ]
    let agreement = BoxAgreement(images, annotatorCount: 2, classCount: 1)
    #expect(agreement.overall.f1.value == 0)
    #expect(agreement.overall.meanOverlap.value == nil)
  }

  @Test("Intervals hold the figure and are the same on every run")
  func intervals() throws {
    let plan = RandomScenes.Plan(description: "agreement", imageCount: 40, answersPerImage: 3)
    let tasks = RandomScenes(plan: plan, seed: 4).tasks
    let agreement = BoxAgreement(tasks, annotatorCount: 20, classCount: 4)
    let interval = try #require(agreement.overall.f1.interval)
    #expect(interval.contains(try #require(agreement.overall.f1.value)))
    #expect(interval.upperBound - interval.lowerBound < 0.2)
    #expect(agreement == BoxAgreement(tasks, annotatorCount: 20, classCount: 4))
    #expect(agreement.overall.comparisons == 40 * 3)
  }

  @Test("Images are the units of every interval, since the answers to one image hang together")
  func units() throws {
    // Four annotators see one image right and the next one wrong, all of them together.
    let images = try (0..<12).map { image in
      BoxTask(
        answers: try (0..<4).map { annotator in
          let left = image.isMultiple(of: 2) ? 0.0 : 30.0 * Double(annotator)
          return BoxAnswer(annotator: annotator, boxes: [try box(left, 0)])
        })
    }
    let agreement = BoxAgreement(images, annotatorCount: 4, classCount: 1)
    #expect(agreement.overall.f1.value == 0.5 && agreement.overall.comparisons == 12 * 6)
    // One label, and annotators who always agree or disagree together: no figure is surer.
    #expect(agreement.labels[0] == agreement.overall)
    #expect(agreement.annotators.allSatisfy { $0.f1 == agreement.overall.f1 })
    #expect(agreement.pairs.allSatisfy { $0.figures.f1 == agreement.overall.f1 })
  }
}
