import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Multi-label consolidation")
struct MultiLabelTests {
  @Test("Each label is a question of its own, and nobody choosing it is an answer")
  func questions() throws {
    var random = SeededGenerator(seed: 2)
    let truth = (0..<150).map { item in Set((0..<4).filter { (item >> $0) % 2 == 1 }) }
    let answers = truth.enumerated().flatMap { item, labels in
      (0..<5).map { worker in
        MultiLabelConsolidation.Answer(
          item: item, worker: worker,
          labels: Set((0..<4).filter { labels.contains($0) == random.chance(0.85) }))
      }
    }
    let result = try MultiLabelConsolidation.run(
      answers, itemCount: 150, workerCount: 5, labelCount: 4, method: .dawidSkene)
    let right = truth.indices.count { Set(result.labels(of: $0)) == truth[$0] }
    #expect(right >= 125)
    #expect(result.questions.count == 4)
    for item in truth.indices {
      for label in 0..<4 {
        let applies = result.labels(of: item).contains(label)
        #expect((result.probability(of: label, item: item) > 0.5) == applies)
      }
    }
  }

  @Test("Gold sets are kept, and labels out of range are refused")
  func gold() throws {
    let answers = [
      MultiLabelConsolidation.Answer(item: 0, worker: 0, labels: [0]),
      MultiLabelConsolidation.Answer(item: 1, worker: 0, labels: []),
    ]
    let result = try MultiLabelConsolidation.run(
      answers, itemCount: 2, workerCount: 1, labelCount: 2, method: .dawidSkene,
      gold: [0: [1], 1: []])
    #expect(result.labels(of: 0) == [1])
    #expect(result.labels(of: 1) == [])
    #expect(throws: ConsolidationError.indexOutOfRange(what: "class", index: 2, count: 2)) {
      try MultiLabelConsolidation.run(
        [.init(item: 0, worker: 0, labels: [2])], itemCount: 1, workerCount: 1, labelCount: 2,
        method: .majorityVote)
    }
    #expect(throws: ConsolidationError.noClasses) {
      try MultiLabelConsolidation.run(
        [], itemCount: 0, workerCount: 0, labelCount: 0, method: .majorityVote)
    }
  }
}
