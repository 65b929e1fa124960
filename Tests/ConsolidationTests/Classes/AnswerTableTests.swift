import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Answer table")
struct AnswerTableTests {
  private typealias Answer = AnswerTable.Answer

  @Test("Answers are grouped by item and ordered by annotator")
  func grouping() throws {
    let table = try AnswerTable(
      [
        Answer(item: 2, worker: 1, choice: 0), Answer(item: 0, worker: 1, choice: 2),
        Answer(item: 0, worker: 0, choice: 1),
      ], itemCount: 3, workerCount: 2, classCount: 3, repeats: .lastWins)
    #expect(table.offsets == [0, 2, 2, 3])
    #expect(table.codes == [1, 5, 3])
    #expect(
      table.answers(of: 0)
        == [Answer(item: 0, worker: 0, choice: 1), Answer(item: 0, worker: 1, choice: 2)])
    #expect([0, 1, 2].map(table.support) == [2, 0, 1])
  }

  @Test("A repeated answer replaces the earlier one, or counts as well")
  func repeats() throws {
    let answers = [
      Answer(item: 0, worker: 0, choice: 1), Answer(item: 0, worker: 1, choice: 1),
      Answer(item: 0, worker: 0, choice: 0),
    ]
    let last = try AnswerTable(
      answers, itemCount: 1, workerCount: 2, classCount: 2, repeats: .lastWins)
    #expect(last.codes == [0, 3])
    let counted = try AnswerTable(
      answers, itemCount: 1, workerCount: 2, classCount: 2, repeats: .counted)
    #expect(counted.codes == [0, 1, 3])
    #expect(counted.support(of: 0) == 2)
  }

  @Test("The order of the answers does not matter")
  func order() throws {
    var random = SeededGenerator(seed: 5)
    var answers = (0..<200).map { _ in
      Answer(
        item: random.integer(0...19), worker: random.integer(0...6),
        choice: random.integer(0...2))
    }
    let first = try AnswerTable(
      answers, itemCount: 20, workerCount: 7, classCount: 3, repeats: .counted)
    answers.shuffle(using: &random)
    let second = try AnswerTable(
      answers, itemCount: 20, workerCount: 7, classCount: 3, repeats: .counted)
    #expect(first == second)
  }

  @Test(
    "Indexes out of range are refused by name",
    arguments: [
      (AnswerTable.Answer(item: 4, worker: 0, choice: 0), "item", 4),
      (AnswerTable.Answer(item: 0, worker: -1, choice: 0), "annotator", -1),
      (AnswerTable.Answer(item: 0, worker: 0, choice: 2), "class", 2),
    ])
  func outOfRange(answer: AnswerTable.Answer, what: String, index: Int) {
    let error = #expect(throws: ConsolidationError.self) {
      try AnswerTable([answer], itemCount: 4, workerCount: 1, classCount: 2, repeats: .lastWins)
    }
    guard case .indexOutOfRange(let named, let found, _) = error else {
      Issue.record("wrong error: \(String(describing: error))")
      return
    }
    #expect(named == what)
    #expect(found == index)
    #expect(error?.description.contains("\(what) \(index) does not exist") == true)
  }

  @Test("Tables without classes, and tables that cannot be coded, are refused")
  func limits() {
    #expect(throws: ConsolidationError.noClasses) {
      try AnswerTable([], itemCount: 1, workerCount: 1, classCount: 0, repeats: .lastWins)
    }
    for (items, workers) in [(-1, 1), (1, -1)] {
      #expect(throws: ConsolidationError.self) {
        try AnswerTable(
          [], itemCount: items, workerCount: workers, classCount: 2, repeats: .lastWins)
      }
    }
    #expect(throws: ConsolidationError.tooLarge(workers: 1 << 40, classes: 4)) {
      try AnswerTable([], itemCount: 1, workerCount: 1 << 40, classCount: 4, repeats: .lastWins)
    }
  }

  @Test("Matrices and posteriors that would not fit in memory are refused in words")
  func tooLarge() throws {
    let wide = try AnswerTable(
      [], itemCount: 10, workerCount: 50, classCount: 7000, repeats: .lastWins)
    let long = try AnswerTable(
      [], itemCount: 100_000, workerCount: 1, classCount: 1000, repeats: .lastWins)
    for method in ClassConsolidation.Method.allCases {
      #expect(throws: ConsolidationError.tooLarge(workers: 50, classes: 7000)) {
        try ClassConsolidation.run(wide, method: method)
      }
      #expect(throws: ConsolidationError.tooManyPosteriors(items: 100_000, classes: 1000)) {
        try ClassConsolidation.run(long, method: method)
      }
    }
  }
}
