/// A fitted model that takes in answers one by one.
///
/// A new answer changes the item that it is about and the matrices of the annotators who answered
/// that item, and nothing else: the expected counts of the item are taken out, its posterior is
/// found again, and its counts are put back. That is one step of incremental EM (R. M. Neal and
/// G. E. Hinton, "A view of the EM algorithm that justifies incremental, sparse, and other
/// variants", 1998). `refit` starts from scratch and gives what a batch fit gives, to the last bit.
package struct IncrementalDawidSkene: Sendable {
  private let options: DawidSkene.Options
  private let repeats: AnswerTable.Repeats
  private let classCount: Int
  private var gold: [Int: Int]
  private var answers: [[UInt32]]
  private var workerCount: Int
  private var counts: ExpectedCounts
  private var tables: LogTables
  private var posteriors: [Double]
  /// Answers taken in since the last full fit.
  package private(set) var answersSinceFit = 0

  /// Fits a table to begin with.
  package init(
    _ table: AnswerTable, repeats: AnswerTable.Repeats, options: DawidSkene.Options = .init(),
    gold: [Int: Int] = [:]
  ) throws(ConsolidationError) {
    self.options = options
    self.repeats = repeats
    self.gold = gold
    classCount = table.classCount
    workerCount = table.workerCount
    answers = (0..<table.itemCount).map {
      Array(table.codes[table.offsets[$0]..<table.offsets[$0 + 1]])
    }
    counts = ExpectedCounts(workerCount: table.workerCount, classCount: table.classCount)
    tables = LogTables(rows: [], marginals: [])
    posteriors = []
    try adopt(DawidSkene.fit(table, options: options, gold: gold))
  }

  /// How many items there are.
  package var itemCount: Int { answers.count }

  /// The probabilities of the classes of one item.
  package func posterior(of item: Int) -> ArraySlice<Double> {
    posteriors[item * classCount..<(item + 1) * classCount]
  }

  /// Takes in one more answer; an item or annotator may be the next new one.
  ///
  /// Costs as much as the answers of one item, however many there are of others.
  package mutating func add(_ answer: AnswerTable.Answer) throws(ConsolidationError) {
    try check("item", answer.item, answers.count + 1)
    try check("annotator", answer.worker, workerCount + 1)
    try check("class", answer.choice, classCount)
    if answer.worker == workerCount { addWorker() }
    if answer.item == answers.count { addItem() }
    let item = answer.item
    changeCounts(of: item, times: -1)
    insert(answer)
    refreshTables(of: item)
    settle(item)
    changeCounts(of: item, times: 1)
    refreshTables(of: item)
    answersSinceFit += 1
  }

  /// Fits all answers from scratch and goes on from there.
  @discardableResult
  package mutating func refit() throws(ConsolidationError) -> DawidSkene.Fit {
    let all = answers.enumerated().flatMap { item, codes in
      codes.map { code in
        AnswerTable.Answer(
          item: item, worker: Int(code) / classCount, choice: Int(code) % classCount)
      }
    }
    let table = try AnswerTable(
      all, itemCount: answers.count, workerCount: workerCount, classCount: classCount,
      repeats: .counted)
    let fit = try DawidSkene.fit(table, options: options, gold: gold)
    adopt(fit)
    return fit
  }

  private func check(_ what: String, _ index: Int, _ count: Int) throws(ConsolidationError) {
    guard (0..<count).contains(index) else {
      throw .indexOutOfRange(what: what, index: index, count: count)
    }
  }
}

// MARK: - Steps

extension IncrementalDawidSkene {
  private var model: FullMatrices { FullMatrices(prior: options.prior) }

  private mutating func adopt(_ fit: DawidSkene.Fit) {
    counts = fit.counts
    tables = model.tables(for: counts)
    posteriors = fit.consensus.posteriors
    answersSinceFit = 0
  }

  private mutating func addWorker() {
    workerCount += 1
    var grown = ExpectedCounts(workerCount: workerCount, classCount: classCount)
    grown.values.replaceSubrange(0..<counts.values.count, with: counts.values)
    grown.classes = counts.classes
    counts = grown
    tables.rows += [Double](repeating: 0, count: classCount * classCount)
    model.update(&tables, worker: workerCount - 1, from: counts)
  }

  private mutating func addItem() {
    answers.append([])
    posteriors += tables.marginals.map(exponential)
  }

  private mutating func insert(_ answer: AnswerTable.Answer) {
    let code = UInt32(answer.worker * classCount + answer.choice)
    if repeats == .lastWins {
      answers[answer.item].removeAll { Int($0) / classCount == answer.worker }
    }
    let place = answers[answer.item].firstIndex { $0 > code } ?? answers[answer.item].endIndex
    answers[answer.item].insert(code, at: place)
  }

  private mutating func changeCounts(of item: Int, times factor: Double) {
    guard isTelling(item) else { return }
    let start = item * classCount
    for code in answers[item] {
      let row = Int(code) * classCount
      for truth in 0..<classCount {
        counts.values[row + truth] += factor * posteriors[start + truth]
      }
    }
    for truth in 0..<classCount { counts.classes[truth] += factor * posteriors[start + truth] }
  }

  /// Whether the answers to an item teach anything, as in `AnswerTable.telling`.
  private func isTelling(_ item: Int) -> Bool {
    guard let first = answers[item].first, let last = answers[item].last else { return false }
    return model.countsEveryAnswer || gold[item] != nil
      || Int(first) / classCount != Int(last) / classCount
  }

  private mutating func refreshTables(of item: Int) {
    for worker in Set(answers[item].map { Int($0) / classCount }).sorted() {
      model.update(&tables, worker: worker, from: counts)
    }
    tables.marginals = model.marginals(for: counts)
  }

  private mutating func settle(_ item: Int) {
    var scores = tables.marginals
    for code in answers[item] {
      for truth in 0..<classCount { scores[truth] += tables.rows[Int(code) * classCount + truth] }
    }
    if let known = gold[item] {
      scores = scores.indices.map { $0 == known ? 0 : -.infinity }
    }
    let best = scores.max() ?? 0
    let weights = scores.map { exponential($0 - best) }
    let total = weights.reduce(0, +)
    for truth in 0..<classCount { posteriors[item * classCount + truth] = weights[truth] / total }
  }
}
