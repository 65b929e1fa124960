import AnnotatorSimulation
import Consolidation

/// Answers of made-up annotators to made-up questions, with the truth.
struct RandomAnswers {
  let truth: [Int]
  let answers: [AnswerTable.Answer]
  let itemCount: Int
  let workerCount: Int
  let classCount: Int

  /// Annotators of random skill, some of them worse than guessing, and classes of random weight.
  init(seed: UInt64, itemCount: Int = 60, workerCount: Int = 8, classCount: Int = 4) {
    var random = SeededGenerator(seed: seed)
    let skills = (0..<workerCount).map { _ in 0.2 + 0.75 * random.unit() }
    let favorites = (0..<workerCount).map { _ in random.integer(0...classCount - 1) }
    var truth: [Int] = []
    var answers: [AnswerTable.Answer] = []
    for item in 0..<itemCount {
      let label = min(
        random.integer(0...classCount - 1),
        random.integer(0...classCount - 1))
      truth.append(label)
      for worker in 0..<workerCount where random.chance(0.6) {
        let wrong =
          random.chance(0.5)
          ? favorites[worker] : random.integer(0...classCount - 1)
        let choice = random.chance(skills[worker]) ? label : wrong
        answers.append(.init(item: item, worker: worker, choice: choice))
      }
    }
    self.truth = truth
    self.answers = answers
    self.itemCount = itemCount
    self.workerCount = workerCount
    self.classCount = classCount
  }

  /// The table, with items, annotators and classes renamed by three permutations.
  func table(
    items: [Int]? = nil, workers: [Int]? = nil, classes: [Int]? = nil
  ) throws -> AnswerTable {
    try AnswerTable(
      answers.map {
        .init(
          item: items?[$0.item] ?? $0.item, worker: workers?[$0.worker] ?? $0.worker,
          choice: classes?[$0.choice] ?? $0.choice)
      }, itemCount: itemCount, workerCount: workerCount, classCount: classCount,
      repeats: .counted)
  }
}
