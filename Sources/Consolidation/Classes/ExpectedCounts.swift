/// How often each annotator is expected to have given each answer where each class is true.
struct ExpectedCounts: Hashable, Sendable {
  /// How many annotators there are.
  let workerCount: Int
  /// How many classes there are.
  let classCount: Int
  /// `values[(worker * classCount + answer) * classCount + truth]`: one answer, one row of truths.
  var values: [Double]
  /// The expected number of answered items of each class.
  var classes: [Double]

  /// Makes counts of nothing.
  init(workerCount: Int, classCount: Int) {
    self.workerCount = workerCount
    self.classCount = classCount
    values = Array(repeating: 0, count: workerCount * classCount * classCount)
    classes = Array(repeating: 0, count: classCount)
  }

  /// Where the row of truths of an annotator's answer begins in `values`.
  func row(worker: Int, answer: Int) -> Int { (worker * classCount + answer) * classCount }

  /// Counts as if each answered item were each class with the share of its votes.
  ///
  /// Items of known class (`gold[item]` at least 0) are that class.
  init(votesOf table: AnswerTable, gold: [Int32]) {
    self.init(workerCount: table.workerCount, classCount: table.classCount)
    for item in 0..<table.itemCount {
      let range = table.offsets[item]..<table.offsets[item + 1]
      guard !range.isEmpty else { continue }
      if gold[item] >= 0 {
        for index in range { values[Int(table.codes[index]) * classCount + Int(gold[item])] += 1 }
        classes[Int(gold[item])] += 1
        continue
      }
      let share = 1 / Double(range.count)
      for vote in range {
        let truth = Int(table.codes[vote]) % classCount
        classes[truth] += share
        for index in range { values[Int(table.codes[index]) * classCount + truth] += share }
      }
    }
  }

  /// Counts under given probabilities of the classes, item by item.
  init(of table: AnswerTable, posteriors: [Double]) {
    self.init(workerCount: table.workerCount, classCount: table.classCount)
    for item in 0..<table.itemCount where table.offsets[item] < table.offsets[item + 1] {
      let start = item * classCount
      for index in table.offsets[item]..<table.offsets[item + 1] {
        let row = Int(table.codes[index]) * classCount
        for truth in 0..<classCount { values[row + truth] += posteriors[start + truth] }
      }
      for truth in 0..<classCount { classes[truth] += posteriors[start + truth] }
    }
  }
}

/// Natural logarithms of confusion matrices and class frequencies.
struct LogTables: Hashable, Sendable {
  /// In the order of `ExpectedCounts.values`: for each truth, the answers' logarithms.
  var rows: [Double]
  /// Per class.
  var marginals: [Double]
}
