import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Models beside Dawid-Skene")
struct ModelTests {
  private typealias Method = ClassConsolidation.Method

  @Test("The objective of one coin and of GLAD never falls", arguments: [2, 3, 5, 11])
  func objectiveRises(classCount: Int) throws {
    for seed in 0..<15 as Range<UInt64> {
      let problem = RandomAnswers(seed: seed, classCount: classCount)
      let gold = seed % 2 == 0 ? [:] : [3: problem.truth[3], 40: problem.truth[40]]
      let options = DawidSkene.Options(
        prior: seed % 3 == 0 ? .none : .standard, tolerance: 1e-12)
      for method in [Method.oneCoin, .glad] {
        let result = try ClassConsolidation.run(
          problem.table(), method: method, options: options, gold: gold)
        for (before, after) in zip(result.objective, result.objective.dropFirst()) {
          #expect(after >= before - 1e-9 * abs(before), "\(method), seed \(seed)")
        }
        #expect(!result.objective.contains { !$0.isFinite })
      }
    }
  }

  @Test("Every method finds the truth of good annotators", arguments: Method.allCases)
  func recovery(method: ClassConsolidation.Method) throws {
    var random = SeededGenerator(seed: 5)
    let truth = (0..<200).map { $0 % 3 }
    let answers = truth.enumerated().flatMap { item, label in
      (0..<7).map { worker in
        AnswerTable.Answer(
          item: item, worker: worker,
          choice: random.chance(0.8) ? label : random.integer(0...2))
      }
    }
    let table = try AnswerTable(
      answers, itemCount: 200, workerCount: 7, classCount: 3, repeats: .lastWins)
    let result = try ClassConsolidation.run(table, method: method)
    let right = truth.indices.count { result.consensus.labels[$0] == truth[$0] }
    #expect(right >= 190)
    #expect(result.converged || method == .groundTruth)
    for annotator in result.annotators {
      #expect(annotator.answers == 200)
      #expect(annotator.standing == .sound)
      #expect(annotator.interval.contains(annotator.skill))
      // p = 0.8 + 0.2 / 3, with a chance error of 0.024. A vote's posterior is the share of the
      // votes, so there skill is the mean share that one's answers have: 1/7 of them one's own,
      // the others alike with probability p² + (1 - p)² / 2.
      let expected = method == .majorityVote ? 0.795 : 0.867
      #expect(abs(annotator.skill - expected) < 0.09)
    }
    #expect(!result.looksSwapped)
  }

  @Test("Renaming items, annotators and classes renames the result", arguments: Method.allCases)
  func relabelling(method: ClassConsolidation.Method) throws {
    for seed in 200..<206 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let problem = RandomAnswers(seed: seed)
      let items = (0..<problem.itemCount).shuffled(using: &random)
      let workers = (0..<problem.workerCount).shuffled(using: &random)
      let classes = (0..<problem.classCount).shuffled(using: &random)
      let plain = try ClassConsolidation.run(problem.table(), method: method)
      let renamed = try ClassConsolidation.run(
        problem.table(items: items, workers: workers, classes: classes), method: method)
      for item in 0..<problem.itemCount {
        let there = renamed.consensus.posterior(of: items[item])
        expectClose(
          plain.consensus.posterior(of: item), classes.map { there[there.startIndex + $0] },
          within: 1e-6)
      }
      for worker in 0..<problem.workerCount {
        let (own, other) = (plain.annotators[worker], renamed.annotators[workers[worker]])
        #expect(abs(own.skill - other.skill) < 1e-6)
        #expect(own.standing == other.standing)
      }
    }
  }

  @Test("Known truth stays and teaches", arguments: Method.allCases)
  func gold(method: ClassConsolidation.Method) throws {
    let problem = RandomAnswers(seed: 12)
    let known = [0: 3, 7: 1, 30: 0]
    let result = try ClassConsolidation.run(problem.table(), method: method, gold: known)
    for (item, truth) in known {
      #expect(result.consensus.labels[item] == truth)
      #expect(result.consensus.posteriors[item * 4 + truth] == 1)
    }
    #expect(throws: ConsolidationError.self) {
      try ClassConsolidation.run(problem.table(), method: method, gold: [0: 4])
    }
  }

  @Test("GLAD knows hard items from easy ones and able annotators from poor ones")
  func difficulty() throws {
    var random = SeededGenerator(seed: 8)
    var answers: [AnswerTable.Answer] = []
    for item in 0..<300 {
      for worker in 0..<8 {
        let chance = item < 100 ? 0.55 : worker < 4 ? 0.95 : 0.7
        let choice = random.chance(chance) ? item % 2 : 1 - item % 2
        answers.append(.init(item: item, worker: worker, choice: choice))
      }
    }
    let table = try AnswerTable(
      answers, itemCount: 300, workerCount: 8, classCount: 2, repeats: .lastWins)
    let fit = try Glad.fit(table)
    let hard = fit.eases[..<100].reduce(0, +) / 100
    let easy = fit.eases[100...].reduce(0, +) / 200
    #expect(easy > 1.3 * hard)
    #expect(fit.abilities[..<4].min() ?? 0 > fit.abilities[4...].max() ?? 0)
    #expect(fit.converged)
  }

  @Test("A label against the votes is flagged, a tie with it is not")
  func difference() throws {
    // Annotator 0 is always right, 1 and 2 answer without looking.
    let answers = (0..<40).flatMap { item in
      [
        AnswerTable.Answer(item: item, worker: 0, choice: item % 2),
        AnswerTable.Answer(item: item, worker: 1, choice: item / 2 % 2),
        AnswerTable.Answer(item: item, worker: 2, choice: item / 4 % 2),
      ]
    }
    let table = try AnswerTable(
      answers, itemCount: 40, workerCount: 3, classCount: 2, repeats: .lastWins)
    let known = Dictionary(uniqueKeysWithValues: (0..<24).map { ($0, $0 % 2) })
    let result = try ClassConsolidation.run(table, method: .dawidSkene, gold: known)
    let outvoted = (24..<40).filter { $0 % 2 != $0 / 2 % 2 && $0 % 2 != $0 / 4 % 2 }
    #expect(outvoted.count == 4)
    #expect((24..<40).filter(result.differsFromMajority) == outvoted)
  }
}
