/// What a model makes of expected counts: the M step.
protocol ConfusionModel: Sendable {
  /// The tables to begin with; most models take them from the shares of the votes.
  func start(from votes: ExpectedCounts) -> LogTables
  /// The best tables for expected counts.
  func tables(for counts: ExpectedCounts) -> LogTables
  /// The log density of the tables under the model's prior, without its constant.
  func logPrior(of tables: LogTables) -> Double
  /// Whether answers count that no second annotator and no gold tells anything about.
  var countsEveryAnswer: Bool { get }
  /// Which classes an item can get.
  var candidates: ClassConsensus.Candidates { get }
}

extension ConfusionModel {
  func start(from votes: ExpectedCounts) -> LogTables { tables(for: votes) }
}

/// The least expected count: an answer that was never seen stays possible.
///
/// Without it a maximum-likelihood fit has 0 / 0 for an annotator who never met a class, and closes
/// ways that EM should be able to take. The objective loses less than rounding does.
let leastExpectedCount = 1e-10

/// Logarithms of the shares of counts, each at least `leastExpectedCount`.
func logShares(_ counts: [Double]) -> [Double] {
  let floored = counts.map { max($0, leastExpectedCount) }
  let total = naturalLog(floored.reduce(0, +))
  return floored.map { naturalLog($0) - total }
}

/// One full confusion matrix per annotator, with Dirichlet pseudo-counts.
struct FullMatrices: ConfusionModel {
  let prior: DawidSkene.Prior
  // Maximum likelihood is by the letter of its publication.
  var countsEveryAnswer: Bool { prior == .none }
  var candidates: ClassConsensus.Candidates { prior == .none ? .all : .given }

  func tables(for counts: ExpectedCounts) -> LogTables {
    var tables = LogTables(rows: counts.values, marginals: marginals(for: counts))
    for worker in 0..<counts.workerCount { update(&tables, worker: worker, from: counts) }
    return tables
  }

  func marginals(for counts: ExpectedCounts) -> [Double] {
    logShares(counts.classes.map { $0 + prior.classCount })
  }

  /// Makes the matrix of one annotator anew.
  func update(_ tables: inout LogTables, worker: Int, from counts: ExpectedCounts) {
    let classes = counts.classCount
    let start = counts.row(worker: worker, answer: 0)
    var totals = [Double](repeating: 0, count: classes)
    for answer in 0..<classes {
      let row = start + answer * classes
      for truth in 0..<classes {
        let pseudo = truth == answer ? prior.diagonal : prior.offDiagonal
        let expected = max(counts.values[row + truth] + pseudo, leastExpectedCount)
        tables.rows[row + truth] = expected
        totals[truth] += expected
      }
    }
    for truth in 0..<classes { totals[truth] = naturalLog(totals[truth]) }
    for answer in 0..<classes {
      let row = start + answer * classes
      for truth in 0..<classes {
        tables.rows[row + truth] = naturalLog(tables.rows[row + truth]) - totals[truth]
      }
    }
  }

  func logPrior(of tables: LogTables) -> Double {
    guard case .dirichlet = prior else { return 0 }
    let classes = tables.marginals.count
    var (onDiagonal, beside) = (0.0, 0.0)
    for start in stride(from: 0, to: tables.rows.count, by: classes) {
      let answer = start / classes % classes
      for truth in 0..<classes where truth != answer { beside += tables.rows[start + truth] }
      onDiagonal += tables.rows[start + answer]
    }
    // A pseudo-count of 0 weighs nothing, even where the logarithm is enormous.
    return prior.diagonal * onDiagonal + prior.offDiagonal * beside
      + tables.marginals.reduce(0, +)
  }
}

/// One probability of a right answer per annotator; wrong answers are spread evenly.
///
/// The pseudo-count beside the diagonal stands for all wrong answers together: once per class would
/// take annotators of many classes for poor ones.
struct OneCoinMatrices: ConfusionModel {
  let prior: DawidSkene.Prior
  // Maximum likelihood is by the letter of its publication.
  var countsEveryAnswer: Bool { prior == .none }
  var candidates: ClassConsensus.Candidates { prior == .none ? .all : .given }

  func tables(for counts: ExpectedCounts) -> LogTables {
    let classes = counts.classCount
    var rows = counts.values
    for worker in 0..<counts.workerCount {
      let range = counts.row(worker: worker, answer: 0)..<counts.row(worker: worker + 1, answer: 0)
      let total = counts.values[range].reduce(0, +)
      let right = (0..<classes).reduce(0.0) {
        $0 + counts.values[counts.row(worker: worker, answer: $1) + $1]
      }
      let shares = logShares([right + prior.diagonal, total - right + prior.offDiagonal])
      let wrong = classes > 1 ? shares[1] - naturalLog(Double(classes - 1)) : 0
      for answer in 0..<classes {
        let start = counts.row(worker: worker, answer: answer)
        for truth in 0..<classes {
          rows[start + truth] = classes == 1 ? 0 : truth == answer ? shares[0] : wrong
        }
      }
    }
    return LogTables(
      rows: rows, marginals: logShares(counts.classes.map { $0 + prior.classCount }))
  }

  func logPrior(of tables: LogTables) -> Double {
    guard case .dirichlet = prior else { return 0 }
    let classes = tables.marginals.count
    guard classes > 1 else { return 0 }
    var density = tables.marginals.reduce(0, +)
    for start in stride(from: 0, to: tables.rows.count, by: classes * classes) {
      density += prior.diagonal * tables.rows[start]
      density += prior.offDiagonal * tables.rows[start + 1]
    }
    return density
  }
}

/// The modified Dawid-Skene of Amazon's notebook on annotation consolidation.
///
/// Annotators begin with 0.7 on the diagonal. Each step adds, to every row of an annotator with n
/// answers, n pseudo-answers spread as a one-coin annotator of the same accuracy gives them, and
/// n / 2 spread as one of the mean accuracy: full matrices drawn far towards one coin. Read from
/// `sm-ground_truth_annotation_consolidation_image_classification` in aws/amazon-sagemaker-examples
/// as formulas; sums of logarithms here where the notebook multiplies, and without its mistake of
/// normalising the tables whose likelihood it then takes. There is no objective that it climbs.
struct GroundTruthMatrices: ConfusionModel {
  var countsEveryAnswer: Bool { true }
  var candidates: ClassConsensus.Candidates { .given }

  func start(from votes: ExpectedCounts) -> LogTables {
    let classes = votes.classCount
    var rows = votes.values
    let beside = classes > 1 ? naturalLog(0.3 / Double(classes - 1)) : 0
    for index in rows.indices {
      let isRight = index / classes % classes == index % classes
      rows[index] = classes == 1 ? 0 : isRight ? naturalLog(0.7) : beside
    }
    let even = [Double](repeating: -naturalLog(Double(classes)), count: classes)
    return LogTables(rows: rows, marginals: even)
  }

  func tables(for counts: ExpectedCounts) -> LogTables {
    let accuracies = (0..<counts.workerCount).map { accuracy(of: $0, counts) }
    let known = accuracies.filter { $0.answers > 0 }.map(\.share)
    let mean = known.reduce(0, +) / Double(max(1, known.count))
    var smoothed = counts
    for worker in 0..<counts.workerCount {
      let (answers, share) = accuracies[worker]
      // n one-coin answers of the own accuracy and n / 2 of the mean, added up.
      let right = answers * (share + mean / 2)
      let wrong = answers * 1.5 - right
      for answer in 0..<counts.classCount {
        let start = counts.row(worker: worker, answer: answer)
        for truth in 0..<counts.classCount {
          smoothed.values[start + truth] +=
            truth == answer ? right : wrong / Double(counts.classCount - 1)
        }
      }
    }
    return FullMatrices(prior: .none).tables(for: smoothed)
  }

  private func accuracy(
    of worker: Int, _ counts: ExpectedCounts
  ) -> (answers: Double, share: Double) {
    let range = counts.row(worker: worker, answer: 0)..<counts.row(worker: worker + 1, answer: 0)
    let answers = counts.values[range].reduce(0, +)
    let right = (0..<counts.classCount).reduce(0.0) {
      $0 + counts.values[counts.row(worker: worker, answer: $1) + $1]
    }
    return (answers, answers > 0 ? right / answers : 0)
  }

  func logPrior(of tables: LogTables) -> Double { 0 }
}
