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

  /// The agreement of each pair with items in common, in the order of the annotators.
  func pairs(classCount: Int, bootstrap: Bootstrap) -> [ClassAgreement.PairAgreement] {
    var slices: [ArraySlice<Comparison>] = []
    var start = 0
    while start < comparisons.count {
      let (first, second) = (comparisons[start].first, comparisons[start].second)
      let end =
        comparisons[start...].firstIndex { ($0.first, $0.second) != (first, second) }
        ?? comparisons.endIndex
      slices.append(comparisons[start..<end])
      start = end
    }
    // A kappa visits every item and every cell of the pair's table.
    let plan = bootstrap.limited(
      toUnits: 3 * (comparisons.count + slices.count * classCount * classCount))
    return slices.map { Self.pair(of: $0, classCount: classCount, plan) }
  }

  private static func pair(
    of comparisons: ArraySlice<Comparison>, classCount: Int, _ plan: Bootstrap
  ) -> ClassAgreement.PairAgreement {
    func estimate(_ figure: ([[Double]]) -> Double?) -> Estimate {
      Estimate(units: comparisons.count, bootstrap: plan) { times in
        figure(table(of: comparisons, times: times, classCount: classCount))
      }
    }
    let head = comparisons[comparisons.startIndex]
    return .init(
      first: Int(head.first), second: Int(head.second), items: comparisons.count,
      agreement: estimate(Self.agreement), kappa: estimate { CohenKappa.of($0) },
      weightedKappa: estimate { CohenKappa.of($0, weights: .quadratic) })
  }

  /// The share of items on the diagonal of a pair's table; nil for an empty one.
  private static func agreement(_ table: [[Double]]) -> Double? {
    let total = table.joined().reduce(0, +)
    return total > 0 ? table.indices.reduce(0) { $0 + table[$1][$1] } / total : nil
  }

  /// `table[i][j]` items got class i from the one and j from the other, each as often as it is drawn.
  private static func table(
    of comparisons: ArraySlice<Comparison>, times: [Int], classCount: Int
  ) -> [[Double]] {
    var table = [[Double]](
      repeating: [Double](repeating: 0, count: classCount), count: classCount)
    for (comparison, count) in zip(comparisons, times) where count > 0 {
      table[Int(comparison.firstChoice)][Int(comparison.secondChoice)] += Double(count)
    }
    return table
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
