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
  func pairs(bootstrap: Bootstrap) -> [ClassAgreement.PairAgreement] {
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
    let plan = bootstrap.limited(toUnits: comparisons.count)
    return slices.map { Self.pair(of: $0, plan) }
  }

  private static func pair(
    of comparisons: ArraySlice<Comparison>, _ plan: Bootstrap
  ) -> ClassAgreement.PairAgreement {
    // Of many classes a pair has met few: its tables need no more.
    let classes = Set(comparisons.flatMap { [$0.firstChoice, $0.secondChoice] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(classes, 0...))
    let choices = comparisons.map {
      (first: places[$0.firstChoice] ?? 0, second: places[$0.secondChoice] ?? 0)
    }
    let order = classes.map(Int.init)
    let figures = Estimate.several(units: choices.count, bootstrap: plan) { times in
      var table = [[Double]](
        repeating: [Double](repeating: 0, count: order.count), count: order.count)
      for (choice, count) in zip(choices, times) where count > 0 {
        table[choice.first][choice.second] += Double(count)
      }
      return [
        agreement(table), CohenKappa.of(table, classes: order),
        CohenKappa.of(table, weights: .quadratic, classes: order),
      ]
    }
    let head = comparisons[comparisons.startIndex]
    return .init(
      first: Int(head.first), second: Int(head.second), items: comparisons.count,
      agreement: figures[0], kappa: figures[1], weightedKappa: figures[2])
  }

  /// The share of items on the diagonal of a pair's table; nil for an empty one.
  private static func agreement(_ table: [[Double]]) -> Double? {
    let total = table.joined().reduce(0, +)
    return total > 0 ? table.indices.reduce(0) { $0 + table[$1][$1] } / total : nil
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
