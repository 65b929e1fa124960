import AnnotationModel
import Consolidation
import Testing

@Suite("Holding out gold boxes")
struct BoxGoldCheckTests {
  private func box(_ left: Double, _ label: Int) throws -> LabeledBox {
    LabeledBox(
      box: try #require(Box(left: left, top: 0, right: left + 10, bottom: 10)), classIndex: label)
  }

  @Test("What is compared was not shown: gold that says something else is not found")
  func heldOut() throws {
    var tasks = try (0..<10).map { _ in
      BoxTask(answers: try (0..<3).map { BoxAnswer(annotator: $0, boxes: [try box(0, 0)]) })
    }
    tasks[2] = BoxTask(answers: tasks[2].answers, gold: [try box(0, 0)])
    tasks[5] = BoxTask(answers: tasks[5].answers, gold: [try box(100, 1)])
    let check = try BoxGoldCheck(
      tasks, annotatorCount: 3, classCount: 2, method: .dawidSkene)
    #expect(check.images == 2)
    #expect(check.score.f1 == 0.5 && check.majority.f1 == 0.5)
  }

  @Test("Without gold there is nothing to compare")
  func nothing() throws {
    let tasks = [BoxTask(answers: [BoxAnswer(annotator: 0, boxes: [try box(0, 0)])])]
    let check = try BoxGoldCheck(tasks, annotatorCount: 1, classCount: 2, method: .majorityVote)
    #expect(check.images == 0 && check.score.f1 == nil)
  }

  @Test("Who names half of the things wrongly is reversed, and who misses half is careless")
  func standing() throws {
    let tasks = try (0..<30).map { index in
      BoxTask(answers: [
        BoxAnswer(annotator: 0, boxes: [try box(0, index % 2), try box(40, 1)]),
        BoxAnswer(annotator: 1, boxes: [try box(0, index % 2), try box(40, 1)]),
        BoxAnswer(annotator: 2, boxes: [try box(0, index % 2), try box(40, 1)]),
        BoxAnswer(annotator: 3, boxes: [try box(0, 1 - index % 2), try box(40, 0)]),
        BoxAnswer(annotator: 4, boxes: index < 12 ? [try box(0, index % 2)] : []),
      ])
    }
    let found = try BoxConsolidation.run(
      images: tasks, annotatorCount: 5, classCount: 2, method: .dawidSkene)
    #expect(
      found.annotators.map(\.standing) == [.sound, .sound, .sound, .reversed, .careless])
    let interval = try #require(found.annotators[0].skillInterval)
    #expect(interval.lowerBound > 0.8 && interval.upperBound > 0.98)
    #expect(found.objective != nil)
  }
}
