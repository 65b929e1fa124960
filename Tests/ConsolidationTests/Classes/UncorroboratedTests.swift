import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Answers that nobody else has given")
struct UncorroboratedTests {
  /// Sixty items with one answer each, of six annotators with different habits.
  private static func table(extra: [AnswerTable.Answer] = []) throws -> AnswerTable {
    let answers = (0..<60).map { item in
      AnswerTable.Answer(item: item, worker: item % 6, choice: item * item % 7 % 3)
    }
    return try AnswerTable(
      answers + extra, itemCount: 60, workerCount: 6, classCount: 3, repeats: .lastWins)
  }

  @Test(
    "They stand as they are, and the method says so", arguments: ClassConsolidation.Method.allCases)
  func stand(_ method: ClassConsolidation.Method) throws {
    let table = try Self.table()
    let result = try ClassConsolidation.run(table, method: method)
    #expect(result.method == .majorityVote)
    #expect((0..<60).allSatisfy { result.consensus.labels[$0] == $0 * $0 % 7 % 3 })
    #expect(!table.isCorroborated)
  }

  @Test("A second answer of the same annotator corroborates nothing, one of another does")
  func second() throws {
    let own = AnswerTable.Answer(item: 7, worker: 1, choice: 2)
    let other = AnswerTable.Answer(item: 7, worker: 4, choice: 0)
    let counted = try AnswerTable(
      [own, .init(item: 7, worker: 1, choice: 0)], itemCount: 60, workerCount: 6, classCount: 3,
      repeats: .counted)
    #expect(!counted.isCorroborated)
    let table = try Self.table(extra: [other])
    #expect(table.isCorroborated)
    #expect(try ClassConsolidation.run(table, method: .dawidSkene).method == .dawidSkene)
  }

  @Test("With gold the method is fitted, since gold tells how well an annotator answers")
  func gold() throws {
    let result = try ClassConsolidation.run(
      try Self.table(), method: .dawidSkene, gold: [0: 0, 1: 1])
    #expect(result.method == .dawidSkene)
  }

  /// Sixty items, the first six answered by five annotators and the others by one; ten classes, of
  /// which the first is the most frequent.
  private static func sparse(_ seed: UInt64) throws -> AnswerTable {
    var random = SeededGenerator(seed: seed)
    var answers: [AnswerTable.Answer] = []
    for item in 0..<60 {
      let truth = random.chance(0.3) ? 0 : random.integer(0...9)
      for worker in 0..<(item < 6 ? 5 : 1) {
        let choice = random.chance(0.8) ? truth : random.integer(0...9)
        answers.append(.init(item: item, worker: (item + worker) % 20, choice: choice))
      }
    }
    return try AnswerTable(
      answers, itemCount: 60, workerCount: 20, classCount: 10, repeats: .lastWins)
  }

  @Test(
    "Beside a few items with more answers they stand too, and no label is one that nobody gave",
    arguments: ClassConsolidation.Method.allCases, [1, 2, 3] as [UInt64])
  func beside(_ method: ClassConsolidation.Method, _ seed: UInt64) throws {
    let table = try Self.sparse(seed)
    let result = try ClassConsolidation.run(table, method: method)
    #expect(result.method == method && result.choosesAmongGiven)
    for item in 0..<60 {
      let given = Set(table.answers(of: item).map(\.choice))
      #expect(given.contains(result.consensus.labels[item]))
    }
    // Of twenty annotators none has ten answers that others gave something to compare with.
    #expect(result.annotators.allSatisfy { $0.standing == .unmeasured })
    #expect(result.annotators.map(\.answers).reduce(0, +) == table.codes.count)
  }

  @Test("They teach Dawid-Skene nothing: without them the matrices are the same")
  func teachNothing() throws {
    let table = try Self.sparse(4)
    let told = try AnswerTable(
      (0..<6).flatMap(table.answers), itemCount: 60, workerCount: 20, classCount: 10,
      repeats: .lastWins)
    let (all, some) = (try DawidSkene.fit(table), try DawidSkene.fit(told))
    #expect(all.confusions == some.confusions && all.objective == some.objective)
    let gold = try DawidSkene.fit(table, gold: [40: 3])
    #expect(gold.confusions != all.confusions && gold.consensus.labels[40] == 3)
  }

  @Test("Maximum likelihood is the textbook's: it may take a class that nobody gave")
  func textbook() throws {
    let options = DawidSkene.Options(prior: .none)
    var leaning = 0
    for seed in 1...5 as ClosedRange<UInt64> {
      let table = try Self.sparse(seed)
      let result = try ClassConsolidation.run(table, method: .dawidSkene, options: options)
      #expect(!result.choosesAmongGiven)
      for item in 0..<60 where result.consensus.leansElsewhere[item] {
        leaning += 1
        #expect(!table.answers(of: item).map(\.choice).contains(result.consensus.labels[item]))
      }
    }
    #expect(leaning > 0)
  }

  @Test("Taken in one by one, an item begins to teach with its second annotator")
  func oneByOne() throws {
    let table = try Self.sparse(5)
    var model = try IncrementalDawidSkene(table, repeats: .lastWins)
    let before = Array(model.posterior(of: 50))
    try model.add(.init(item: 50, worker: 3, choice: 7))
    #expect(Array(model.posterior(of: 50)) != before)
    let more = (0..<60).flatMap(table.answers) + [.init(item: 50, worker: 3, choice: 7)]
    let scratch = try DawidSkene.fit(
      AnswerTable(more, itemCount: 60, workerCount: 20, classCount: 10, repeats: .lastWins))
    #expect(try model.refit() == scratch)
  }
}
