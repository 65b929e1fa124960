/// The two steps of the EM algorithm over packed tables.
///
/// A table row belongs to one (annotator, answer) pair and runs over the true classes, so that
/// one answer adds one contiguous row to the scores of its item. Rows are padded to whole vectors
/// of four; the padding has log frequency -infinity and so never gets any weight.
struct ConfusionEstimator {
  private typealias Lanes = SIMD4<Double>

  /// The least expected count: an answer that was never seen stays possible.
  ///
  /// Without it a maximum-likelihood fit has 0 / 0 for an annotator who never met a class, and
  /// closes ways that EM should be able to take. The objective loses less than rounding does.
  private static let leastCount = 1e-10

  private let table: AnswerTable
  private let prior: DawidSkene.Prior
  /// The known class of every item, -1 where there is none.
  private let gold: [Int]
  /// Vectors per row.
  private let width: Int
  /// Natural logarithms of the confusion matrices.
  private var logRows: [Lanes]
  /// Expected counts behind the next confusion matrices.
  private var counts: [Lanes]
  /// Natural logarithms of the class frequencies.
  private var logMarginals: [Lanes]
  /// Expected number of items of each class.
  private var classCounts: [Lanes]

  init(table: AnswerTable, prior: DawidSkene.Prior, gold: [Int]) {
    self.table = table
    self.prior = prior
    self.gold = gold
    width = (table.classCount + 3) / 4
    let rows = table.workerCount * table.classCount * width
    logRows = Array(repeating: .zero, count: rows)
    counts = logRows
    logMarginals = Array(repeating: .zero, count: width)
    classCounts = logMarginals
  }

  /// Counts as if each item were each class with the share of its votes.
  mutating func startFromVotes() {
    clearCounts()
    let shares = MajorityVote.shares(table)
    var row = [Lanes](repeating: .zero, count: width)
    for item in 0..<table.itemCount where table.offsets[item] < table.offsets[item + 1] {
      for lane in 0..<table.classCount {
        let share = shares[item * table.classCount + lane]
        row[lane / 4][lane % 4] = gold[item] < 0 ? share : gold[item] == lane ? 1.0 : 0.0
      }
      add(row, of: item)
    }
  }

  private mutating func clearCounts() {
    for index in counts.indices { counts[index] = .zero }
    for index in classCounts.indices { classCounts[index] = .zero }
  }

  private mutating func add(_ row: [Lanes], of item: Int) {
    for code in table.codes[table.offsets[item]..<table.offsets[item + 1]] {
      for vector in 0..<width { counts[Int(code) * width + vector] += row[vector] }
    }
    for vector in 0..<width { classCounts[vector] += row[vector] }
  }

  /// M step: confusion matrices and class frequencies from the expected counts.
  mutating func maximize() {
    let classes = table.classCount
    for worker in 0..<table.workerCount {
      for vector in 0..<width {
        var total = Lanes.zero
        for answer in 0..<classes {
          let index = (worker * classes + answer) * width + vector
          let expected = counts[index] + pseudoCounts(answer: answer, vector: vector)
          counts[index] = expected.clamped(
            lowerBound: Lanes(repeating: Self.leastCount), upperBound: Lanes(repeating: .infinity))
          total += counts[index]
        }
        let logTotal = naturalLog(total)
        for answer in 0..<classes {
          let index = (worker * classes + answer) * width + vector
          logRows[index] = naturalLog(counts[index]) - logTotal
        }
      }
    }
    maximizeMarginals()
  }

  private mutating func maximizeMarginals() {
    var total = 0.0
    for lane in 0..<table.classCount {
      let expected = classCounts[lane / 4][lane % 4] + prior.classCount
      classCounts[lane / 4][lane % 4] = max(expected, Self.leastCount)
      total += classCounts[lane / 4][lane % 4]
    }
    let logTotal = naturalLog(Lanes(repeating: total))
    for vector in 0..<width { logMarginals[vector] = naturalLog(classCounts[vector]) - logTotal }
    for lane in table.classCount..<width * 4 { logMarginals[lane / 4][lane % 4] = -.infinity }
  }

  private func pseudoCounts(answer: Int, vector: Int) -> Lanes {
    var row = Lanes(repeating: prior.offDiagonal)
    if answer / 4 == vector { row[answer % 4] = prior.diagonal }
    return row
  }

  /// E step: the expected counts under the current tables; returns the log-likelihood.
  mutating func expect() -> Double {
    clearCounts()
    var likelihood = 0.0
    var row = [Lanes](repeating: .zero, count: width)
    for item in 0..<table.itemCount where table.offsets[item] < table.offsets[item + 1] {
      likelihood += score(item, into: &row)
      add(row, of: item)
    }
    return likelihood
  }

  /// Fills `row` with the posterior of an item and returns the log-likelihood of its answers.
  private func score(_ item: Int, into row: inout [Lanes]) -> Double {
    for vector in 0..<width { row[vector] = logMarginals[vector] }
    for code in table.codes[table.offsets[item]..<table.offsets[item + 1]] {
      for vector in 0..<width { row[vector] += logRows[Int(code) * width + vector] }
    }
    let known = gold[item]
    if known >= 0 {
      let joint = row[known / 4][known % 4]
      for vector in 0..<width { row[vector] = .zero }
      row[known / 4][known % 4] = 1
      return joint
    }
    var best = -Double.infinity
    for vector in 0..<width { best = max(best, row[vector].max()) }
    var total = 0.0
    for vector in 0..<width {
      row[vector] = exponential(row[vector] - best)
      total += row[vector].sum()
    }
    for vector in 0..<width { row[vector] /= total }
    return best + naturalLog(total)
  }

  /// The log density of the tables under the prior, without its constant.
  func logPriorDensity() -> Double {
    guard case .dirichlet = prior else { return 0 }
    var density = 0.0
    for worker in 0..<table.workerCount {
      for answer in 0..<table.classCount {
        let base = (worker * table.classCount + answer) * width
        for lane in 0..<table.classCount {
          let count = lane == answer ? prior.diagonal : prior.offDiagonal
          if count > 0 { density += count * logRows[base + lane / 4][lane % 4] }
        }
      }
    }
    for lane in 0..<table.classCount { density += logMarginals[lane / 4][lane % 4] }
    return density
  }
}

// MARK: - What was estimated

extension ConfusionEstimator {
  /// The posteriors under the current tables, item by item.
  func posteriors() -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(table.itemCount * table.classCount)
    var row = [Lanes](repeating: .zero, count: width)
    for item in 0..<table.itemCount {
      _ = score(item, into: &row)
      for lane in 0..<table.classCount { result.append(row[lane / 4][lane % 4]) }
    }
    return result
  }

  /// The class frequencies.
  func marginals() -> [Double] {
    (0..<table.classCount).map { exponential(logMarginals[$0 / 4])[$0 % 4] }
  }

  /// One confusion matrix per annotator.
  func confusions() -> [ConfusionMatrix] {
    let classes = table.classCount
    return (0..<table.workerCount).map { worker in
      var values = [Double](repeating: 0, count: classes * classes)
      for answer in 0..<classes {
        for vector in 0..<width {
          let row = exponential(logRows[(worker * classes + answer) * width + vector])
          for truth in vector * 4..<min(classes, vector * 4 + 4) {
            values[truth * classes + answer] = row[truth % 4]
          }
        }
      }
      return ConfusionMatrix(classCount: classes, values: values)
    }
  }
}
