import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Annotator skill")
struct AnnotatorSkillTests {
  /// Five good annotators, one who answers without looking, one who always says the same, one who
  /// swaps the classes, and one with three answers.
  private func table(seed: UInt64) throws -> AnswerTable {
    var random = SeededGenerator(seed: seed)
    var answers: [AnswerTable.Answer] = []
    for item in 0..<120 {
      let truth = item % 3 == 0 ? 1 : 0
      for worker in 0..<5 {
        answers.append(
          .init(item: item, worker: worker, choice: random.chance(0.9) ? truth : 1 - truth))
      }
      answers.append(.init(item: item, worker: 5, choice: random.integer(0...1)))
      answers.append(.init(item: item, worker: 6, choice: 0))
      answers.append(
        .init(item: item, worker: 7, choice: random.chance(0.85) ? 1 - truth : truth))
      if item < 3 { answers.append(.init(item: item, worker: 8, choice: truth)) }
    }
    return try AnswerTable(
      answers, itemCount: 120, workerCount: 9, classCount: 2, repeats: .lastWins)
  }

  @Test("Careless, reversed and unmeasured annotators are told from sound ones")
  func standings() throws {
    for seed in 0..<10 as Range<UInt64> {
      let result = try ClassConsolidation.run(table(seed: seed), method: .dawidSkene)
      let standings = result.annotators.map(\.standing)
      #expect(standings[..<5].allSatisfy { $0 == .sound }, "seed \(seed)")
      #expect(standings[6] == .careless, "seed \(seed)")
      #expect(standings[7] == .reversed, "seed \(seed)")
      #expect(standings[8] == .unmeasured, "seed \(seed)")
      #expect(!result.looksSwapped)
    }
  }

  @Test("Guessing is found careless about as often as the interval promises")
  func guessing() throws {
    let careless = try (0..<40 as Range<UInt64>).count { seed in
      try ClassConsolidation.run(table(seed: seed), method: .dawidSkene)
        .annotators[5].standing == .careless
    }
    #expect(careless >= 34)
  }

  @Test("The interval holds the true skill about as often as it says, and narrows with answers")
  func coverage() throws {
    var held = 0
    for seed in 0..<40 as Range<UInt64> {
      let result = try ClassConsolidation.run(table(seed: seed), method: .dawidSkene)
      held += result.annotators[..<5].count { $0.interval.contains(0.9) }
      let width = { (index: Int) in
        result.annotators[index].interval.upperBound - result.annotators[index].interval.lowerBound
      }
      #expect(width(8) > 2 * width(0))
    }
    #expect(held >= 180)
  }

  @Test("An annotator without answers is unmeasured")
  func silent() throws {
    let table = try AnswerTable(
      [.init(item: 0, worker: 0, choice: 0)], itemCount: 1, workerCount: 2, classCount: 2,
      repeats: .lastWins)
    for method in ClassConsolidation.Method.allCases {
      let result = try ClassConsolidation.run(table, method: method)
      #expect(result.annotators.map(\.answers) == [1, 0])
      #expect(result.annotators.map(\.standing) == [.unmeasured, .unmeasured])
      #expect(result.annotators[1].interval.contains(result.annotators[1].skill))
    }
  }
}
