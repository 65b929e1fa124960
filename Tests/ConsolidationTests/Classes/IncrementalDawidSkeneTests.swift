import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Incremental Dawid-Skene")
struct IncrementalDawidSkeneTests {
  private func table(
    _ answers: some Sequence<AnswerTable.Answer>, like problem: RandomAnswers
  ) throws -> AnswerTable {
    try AnswerTable(
      Array(answers), itemCount: problem.itemCount, workerCount: problem.workerCount,
      classCount: problem.classCount, repeats: .lastWins)
  }

  @Test("A refit is the fit from scratch, to the last bit", arguments: [1, 2, 3] as [UInt64])
  func refit(seed: UInt64) throws {
    let problem = RandomAnswers(seed: seed, itemCount: 80)
    let gold = [4: problem.truth[4]]
    var model = try IncrementalDawidSkene(
      table(problem.answers.dropLast(60), like: problem), repeats: .lastWins, gold: gold)
    for answer in problem.answers.suffix(60) { try model.add(answer) }
    #expect(model.answersSinceFit == 60)
    let scratch = try DawidSkene.fit(table(problem.answers, like: problem), gold: gold)
    #expect(try model.refit() == scratch)
    #expect(model.answersSinceFit == 0)
    for item in 0..<problem.itemCount {
      #expect(model.posterior(of: item) == scratch.consensus.posterior(of: item))
    }
  }

  @Test("Before a refit the result is near the fit from scratch")
  func near() throws {
    let problem = RandomAnswers(seed: 21, itemCount: 300, workerCount: 10)
    var model = try IncrementalDawidSkene(
      table(problem.answers.dropLast(30), like: problem), repeats: .lastWins)
    for answer in problem.answers.suffix(30) { try model.add(answer) }
    let scratch = try DawidSkene.fit(table(problem.answers, like: problem))
    let same = (0..<300).count { item in
      let row = Array(model.posterior(of: item))
      let label = row.indices.max { row[$0] < row[$1] }
      return label == scratch.consensus.labels[item]
    }
    #expect(same >= 297)
  }

  @Test("A new item and a new annotator may come in, and a repeated answer replaces the first")
  func growth() throws {
    let problem = RandomAnswers(seed: 3)
    var model = try IncrementalDawidSkene(
      table(problem.answers, like: problem), repeats: .lastWins)
    try model.add(.init(item: problem.itemCount, worker: problem.workerCount, choice: 2))
    try model.add(.init(item: problem.itemCount, worker: problem.workerCount, choice: 1))
    #expect(model.itemCount == problem.itemCount + 1)
    let fit = try model.refit()
    #expect(fit.consensus.support.last == 1)
    #expect(fit.confusions.count == problem.workerCount + 1)
    #expect(fit.confusions[problem.workerCount][truth: 1, answer: 1] > 0.5)
    #expect(throws: ConsolidationError.self) {
      try model.add(.init(item: problem.itemCount + 5, worker: 0, choice: 0))
    }
  }
}
