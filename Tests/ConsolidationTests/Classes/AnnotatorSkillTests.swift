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

  @Test("Of ten classes too the interval holds the share of right answers")
  func manyClasses() throws {
    var random = SeededGenerator(seed: 8)
    let accuracies = (0..<40).map { _ in random.uniform(0.85...0.97) }
    var answers: [AnswerTable.Answer] = []
    var right = [Double](repeating: 0, count: 40)
    for item in 0..<400 {
      let truth = item % 10
      for place in 0..<5 {
        let worker = (item * 7 + place * 11) % 40
        let isRight = random.chance(accuracies[worker])
        right[worker] += isRight ? 1 : 0
        let choice = isRight ? truth : (truth + random.integer(1...9)) % 10
        answers.append(.init(item: item, worker: worker, choice: choice))
      }
    }
    let table = try AnswerTable(
      answers, itemCount: 400, workerCount: 40, classCount: 10, repeats: .lastWins)
    let result = try ClassConsolidation.run(table, method: .dawidSkene)
    let held = result.annotators.count {
      $0.interval.contains(right[$0.annotator] / Double($0.answers))
    }
    #expect(held >= 38)
    #expect(result.annotators.allSatisfy { $0.standing != .careless && $0.standing != .reversed })
  }

  @Test("Who is right four times of five is not called careless for having answered little")
  func fewAnswers() throws {
    var careless = 0
    for seed in 0..<10 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let answers = (0..<100).flatMap { item in
        (0..<5).map { place in
          AnswerTable.Answer(
            item: item, worker: (item + place) % 20,
            choice: random.chance(0.8) ? item % 2 : 1 - item % 2)
        }
      }
      let table = try AnswerTable(
        answers, itemCount: 100, workerCount: 20, classCount: 2, repeats: .lastWins)
      let result = try ClassConsolidation.run(table, method: .dawidSkene)
      careless += result.annotators.count { $0.standing == .careless || $0.standing == .reversed }
    }
    // Of 200 annotators, at intervals of 95 %, five or so; it were 30 by the lower end alone.
    #expect(careless <= 8)
  }
}
