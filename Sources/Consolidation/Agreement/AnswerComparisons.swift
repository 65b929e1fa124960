/// Every two answers of different annotators to one item.
struct AnswerComparisons {
  private struct Comparison {
    let first: Int32
    let second: Int32
    let firstChoice: Int32
    let secondChoice: Int32
  }

  /// Ordered by the annotators.
  private let comparisons: [Comparison]
  /// Per annotator the items compared on: how many others there were, how many agreed.
  private let items: [[(others: Double, agreeing: Double)]]

  init(_ table: AnswerTable) {
    var comparisons: [Comparison] = []
    var items = [[(others: Double, agreeing: Double)]](repeating: [], count: table.workerCount)
    for item in 0..<table.itemCount {
      let answers = Self.firstAnswers(table, item)
      guard answers.count > 1 else { continue }
      for (index, answer) in answers.enumerated() {
        for other in answers.dropFirst(index + 1) {
          comparisons.append(
            Comparison(
              first: answer.worker, second: other.worker, firstChoice: answer.choice,
              secondChoice: other.choice))
        }
        let agreeing = answers.count { $0.choice == answer.choice } - 1
        items[Int(answer.worker)].append((Double(answers.count - 1), Double(agreeing)))
      }
    }
    self.comparisons = comparisons.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    self.items = items
  }

  private static func firstAnswers(
    _ table: AnswerTable, _ item: Int
  ) -> [(worker: Int32, choice: Int32)] {
    var answers: [(worker: Int32, choice: Int32)] = []
    for code in table.codes[table.offsets[item]..<table.offsets[item + 1]] {
      let worker = Int32(Int(code) / table.classCount)
      if answers.last?.worker != worker {
        answers.append((worker, Int32(Int(code) % table.classCount)))
      }
    }
    return answers
  }

  func pairs(classCount: Int) -> [ClassAgreement.PairAgreement] {
    var pairs: [ClassAgreement.PairAgreement] = []
    var start = 0
    while start < comparisons.count {
      let head = comparisons[start]
      var end = start
      var table = [[Double]](
        repeating: [Double](repeating: 0, count: classCount), count: classCount)
      while end < comparisons.count, comparisons[end].first == head.first,
        comparisons[end].second == head.second
      {
        table[Int(comparisons[end].firstChoice)][Int(comparisons[end].secondChoice)] += 1
        end += 1
      }
      let agreeing = table.indices.reduce(0) { $0 + table[$1][$1] }
      pairs.append(
        .init(
          first: Int(head.first), second: Int(head.second), items: end - start,
          agreement: agreeing / Double(end - start), kappa: CohenKappa.of(table),
          weightedKappa: CohenKappa.of(table, weights: .quadratic)))
      start = end
    }
    return pairs
  }

  func annotators(count: Int, bootstrap: Bootstrap) -> [ClassAgreement.AnnotatorAgreement] {
    (0..<count).map { annotator in
      let own = items[annotator]
      return .init(
        annotator: annotator, comparisons: Int(own.reduce(0) { $0 + $1.others }),
        agreement: Estimate(units: own.count, bootstrap: bootstrap) { times in
          let drawn = times.reduce(0, +)
          guard drawn > 0 else { return nil }
          return zip(own, times).reduce(0) {
            $0 + Double($1.1) * $1.0.agreeing / $1.0.others
          } / Double(drawn)
        })
    }
  }
}
