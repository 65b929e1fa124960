import AnnotationModel
import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Dawid-Skene")
struct DawidSkeneTests {
  static let priors: [DawidSkene.Prior] = [
    .none, .standard, .dirichlet(diagonal: 1, offDiagonal: 0.1),
    .dirichlet(diagonal: 3, offDiagonal: 0),
  ]

  @Test("The objective never falls", arguments: priors, [1, 2, 3, 4, 5, 7, 9, 11, 14, 20, 40])
  func objectiveRises(prior: DawidSkene.Prior, classCount: Int) throws {
    for seed in 0..<12 as Range<UInt64> {
      let problem = RandomAnswers(seed: seed, classCount: classCount)
      let fit = try DawidSkene.fit(
        problem.table(), options: .init(prior: prior, tolerance: 1e-12),
        gold: seed % 2 == 0 ? [:] : [3: problem.truth[3], 40: problem.truth[40]])
      for (before, after) in zip(fit.objective, fit.objective.dropFirst()) {
        #expect(after >= before - 1e-9 * abs(before), "seed \(seed): \(before) to \(after)")
      }
      #expect(!fit.objective.contains { !$0.isFinite })
    }
  }

  @Test("Posteriors, class frequencies and confusion rows are distributions", arguments: priors)
  func distributions(prior: DawidSkene.Prior) throws {
    let fit = try DawidSkene.fit(
      RandomAnswers(seed: 77, classCount: 5).table(), options: .init(prior: prior))
    let rows =
      [fit.marginals] + (0..<60).map { Array(fit.consensus.posterior(of: $0)) }
      + fit.confusions.flatMap { matrix in
        (0..<5).map { truth in (0..<5).map { matrix[truth: truth, answer: $0] } }
      }
    for row in rows {
      #expect(row.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
      #expect(abs(row.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test("Renaming items, annotators and classes renames the result", arguments: priors)
  func relabelling(prior: DawidSkene.Prior) throws {
    for seed in 100..<110 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let problem = RandomAnswers(seed: seed)
      let items = (0..<problem.itemCount).shuffled(using: &random)
      let workers = (0..<problem.workerCount).shuffled(using: &random)
      let classes = (0..<problem.classCount).shuffled(using: &random)
      let options = DawidSkene.Options(prior: prior, tolerance: 1e-9)
      let plain = try DawidSkene.fit(problem.table(), options: options)
      let renamed = try DawidSkene.fit(
        problem.table(items: items, workers: workers, classes: classes), options: options)
      #expect(plain.iterations == renamed.iterations)
      for item in 0..<problem.itemCount {
        let there = renamed.consensus.posterior(of: items[item])
        let back = classes.map { there[there.startIndex + $0] }
        expectClose(plain.consensus.posterior(of: item), back, within: 1e-7)
      }
      for worker in 0..<problem.workerCount {
        let there = renamed.confusions[workers[worker]]
        for truth in 0..<problem.classCount {
          let row = classes.map { there[truth: classes[truth], answer: $0] }
          let expected = (0..<problem.classCount).map {
            plain.confusions[worker][truth: truth, answer: $0]
          }
          expectClose(row, expected, within: 1e-7)
        }
      }
    }
  }

  @Test("Shuffled answers give the very same bits")
  func reordering() throws {
    let problem = RandomAnswers(seed: 9)
    var random = SeededGenerator(seed: 1)
    let shuffled = try AnswerTable(
      problem.answers.shuffled(using: &random), itemCount: problem.itemCount,
      workerCount: problem.workerCount, classCount: problem.classCount, repeats: .counted)
    let plain = try DawidSkene.fit(problem.table())
    #expect(try plain == DawidSkene.fit(shuffled))
  }

  @Test("Any number of threads gives the very same bits", arguments: [2, 10, 40])
  func threads(classCount: Int) throws {
    let problem = RandomAnswers(
      seed: 31, itemCount: 4000, workerCount: 12, classCount: classCount)
    let alone = try DawidSkene.fit(problem.table())
    for threads in [2, 3, 16] {
      #expect(try DawidSkene.fit(problem.table(), options: .init(threads: threads)) == alone)
    }
  }

  @Test("Known truth stays and teaches the annotators' matrices")
  func gold() throws {
    // Two annotators who always disagree: only gold can tell who is right.
    let answers = (0..<20).flatMap { item in
      [
        AnswerTable.Answer(item: item, worker: 0, choice: item % 2),
        AnswerTable.Answer(item: item, worker: 1, choice: 1 - item % 2),
      ]
    }
    let table = try AnswerTable(
      answers, itemCount: 20, workerCount: 2, classCount: 2, repeats: .lastWins)
    let known = Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, 1 - $0 % 2) })
    let fit = try DawidSkene.fit(table, gold: known)
    #expect(fit.consensus.labels == (0..<20).map { 1 - $0 % 2 })
    #expect(fit.consensus.posterior(of: 0) == [0, 1])
    #expect(fit.confusions[1].meanDiagonal > 0.8)
    #expect(fit.confusions[0].looksReversed)
    #expect(!fit.confusions[1].looksReversed)
  }

  @Test("Ties go to the lowest class and are flagged")
  func ties() throws {
    let table = try AnswerTable(
      [
        .init(item: 0, worker: 0, choice: 2), .init(item: 0, worker: 1, choice: 1),
        .init(item: 1, worker: 0, choice: 2), .init(item: 1, worker: 1, choice: 2),
      ], itemCount: 2, workerCount: 2, classCount: 3, repeats: .lastWins)
    let votes = MajorityVote.run(table)
    #expect(votes.labels == [1, 2])
    #expect(votes.isTied == [true, false])
    let alone = try AnswerTable([], itemCount: 1, workerCount: 0, classCount: 3, repeats: .counted)
    let fit = try DawidSkene.fit(alone)
    #expect(fit.consensus.labels == [0])
    #expect(fit.consensus.isTied == [true])
  }

  @Test("An item without answers has the class frequencies, support 0 and no confidence")
  func unanswered() throws {
    let table = try AnswerTable(
      [
        .init(item: 0, worker: 0, choice: 1), .init(item: 0, worker: 1, choice: 1),
        .init(item: 2, worker: 1, choice: 0),
      ], itemCount: 3, workerCount: 2, classCount: 2, repeats: .lastWins)
    for prior in Self.priors {
      let fit = try DawidSkene.fit(table, options: .init(prior: prior))
      expectClose(fit.consensus.posterior(of: 1), fit.marginals, within: 1e-12)
      #expect(fit.consensus.support == [2, 0, 1])
      #expect(fit.consensus.confidence(of: 0) != nil)
      #expect(fit.consensus.confidence(of: 1) == nil)
      #expect(fit.consensus.confidence(of: 2) == nil)
    }
  }

  @Test("Confidence never claims certainty")
  func uncertainty() throws {
    let table = try AnswerTable(
      (0..<50).flatMap { item in
        (0..<9).map { .init(item: item, worker: $0, choice: item % 2) }
      }, itemCount: 50, workerCount: 9, classCount: 2, repeats: .lastWins)
    let fit = try DawidSkene.fit(table)
    #expect(fit.consensus.confidence(of: 0)?.value == 0.99)
    #expect(MajorityVote.run(table).confidence(of: 0)?.value == 0.99)
  }

  @Test("A class that nobody chose keeps an even or prior row")
  func unseenClass() throws {
    let problem = RandomAnswers(seed: 4, classCount: 2)
    let wide = try AnswerTable(
      problem.answers, itemCount: problem.itemCount, workerCount: problem.workerCount,
      classCount: 3, repeats: .lastWins)
    let plain = try DawidSkene.fit(wide, options: .init(prior: .none))
    expectClose(
      (0..<3).map { plain.confusions[0][truth: 2, answer: $0] }, [1, 1, 1].map { $0 / 3 })
    #expect(plain.marginals[2] < 1e-9)
    let smoothed = try DawidSkene.fit(wide)
    #expect(smoothed.confusions[0][truth: 2, answer: 2] > 0.5)
  }

  @Test("Options and gold out of range are refused")
  func refusals() throws {
    let table = try RandomAnswers(seed: 1).table()
    for options in [
      DawidSkene.Options(prior: .dirichlet(diagonal: -1, offDiagonal: 0)),
      DawidSkene.Options(prior: .dirichlet(diagonal: 1, offDiagonal: .nan)),
      DawidSkene.Options(tolerance: -1), DawidSkene.Options(iterationLimit: 0),
    ] {
      let error = #expect(throws: ConsolidationError.self) {
        try DawidSkene.fit(table, options: options)
      }
      #expect(error?.description.contains("give") == true)
    }
    #expect(throws: ConsolidationError.indexOutOfRange(what: "gold item", index: 60, count: 60)) {
      try DawidSkene.fit(table, gold: [60: 0])
    }
    #expect(throws: ConsolidationError.indexOutOfRange(what: "gold class", index: 4, count: 4)) {
      try DawidSkene.fit(table, gold: [0: 4])
    }
  }
}
