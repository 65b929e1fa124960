/// Maximum a posteriori Dawid-Skene: one confusion matrix per annotator, fitted by EM.
///
/// A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the
/// EM algorithm", Applied Statistics 28 (1979), with Dirichlet pseudo-counts that keep annotators
/// with few answers near a good annotator. Sums of logarithms throughout, taken in an order that
/// depends on the answers alone, so the result is the same on every run and number of threads.
package enum DawidSkene {
  /// What is believed about annotators before they answer.
  package enum Prior: Hashable, Sendable {
    /// Nothing: maximum likelihood. It loses to a majority vote when annotators answer little.
    case none
    /// Pseudo-counts added to every confusion matrix, and one to every class.
    ///
    /// 2 and 0.5 won over 20 public crowd data sets, but any prior with a heavier diagonal was
    /// within half a point. The same count everywhere would pull the answer to "don't know".
    case dirichlet(diagonal: Double, offDiagonal: Double)

    /// Pseudo-counts of 2 on the diagonal and 0.5 beside it.
    package static let standard = Prior.dirichlet(diagonal: 2, offDiagonal: 0.5)

    var diagonal: Double { if case .dirichlet(let count, _) = self { count } else { 0 } }
    var offDiagonal: Double { if case .dirichlet(_, let count) = self { count } else { 0 } }
    var classCount: Double { if case .dirichlet = self { 1 } else { 0 } }
  }

  /// How to fit.
  package struct Options: Hashable, Sendable {
    /// What is believed before the answers.
    package var prior: Prior
    /// Stop when the objective changes by less than this share of itself.
    package var tolerance: Double
    /// Stop after this many iterations even when the objective still rises.
    package var iterationLimit: Int
    /// How many threads to work with; the result does not depend on it.
    package var threads: Int

    /// Makes options; the defaults lose nothing in accuracy against a tolerance of 1e-9.
    package init(
      prior: Prior = .standard, tolerance: Double = 1e-7, iterationLimit: Int = 200,
      threads: Int = 1
    ) {
      self.prior = prior
      self.tolerance = tolerance
      self.iterationLimit = iterationLimit
      self.threads = threads
    }
  }

  /// The fitted model.
  package struct Fit: Hashable, Sendable {
    /// The class of each item.
    package let consensus: ClassConsensus
    /// How frequent each class is; sums to 1.
    package let marginals: [Double]
    /// How each annotator answers.
    package let confusions: [ConfusionMatrix]
    /// The objective after each iteration; it never falls.
    ///
    /// Natural log-likelihood of the answers, plus the log density of the prior (without its
    /// constant) when there is one. Gold items count with their known class.
    package let objective: [Double]
    /// Whether the tolerance was reached before the iteration limit.
    package let converged: Bool
    /// The expected counts behind the matrices.
    let counts: ExpectedCounts
    /// How many iterations were done.
    package var iterations: Int { objective.count }
  }

  /// Fits the model, starting from the shares of the votes.
  ///
  /// With a prior, an item that one annotator alone answered teaches nothing about that annotator: what
  /// the model would make of such items is what it believed before, and the classes found frequent would
  /// grow with every step. It gets its posterior from what the others teach. Without a prior the fit is
  /// the textbook's, and so is the choice among all classes.
  ///
  /// `gold` maps items to known classes: they stay there and teach the confusion matrices. An item
  /// without answers has the class frequencies as its posterior and support 0. Throws when an
  /// option or a gold entry is out of range.
  package static func fit(
    _ table: AnswerTable, options: Options = Options(), gold: [Int: Int] = [:]
  ) throws(ConsolidationError) -> Fit {
    try fit(table, model: FullMatrices(prior: options.prior), options: options, gold: gold)
  }

  /// Fits any model of confusion matrices; from `start` when given, else from the votes.
  static func fit(
    _ table: AnswerTable, model: any ConfusionModel, options: Options, gold: [Int: Int],
    start: LogTables? = nil
  ) throws(ConsolidationError) -> Fit {
    try check(options)
    try table.checkSize()
    let gold = try GoldItems(gold, of: table).classes
    let told = model.countsEveryAnswer ? table : table.telling(gold: gold)
    let fitting = ExpectationMaximization(
      expectation: Expectation(told, gold: gold, threads: options.threads), model: model,
      stopping: .init(tolerance: options.tolerance, iterationLimit: options.iterationLimit))
    let outcome = fitting.run(
      from: start ?? model.start(from: ExpectedCounts(votesOf: told, gold: gold)))
    let everything = Expectation(table, gold: gold, threads: options.threads)
    return Fit(
      consensus: ClassConsensus(
        table: table, posteriors: everything.posteriors(outcome.tables), gold: gold,
        candidates: model.candidates),
      marginals: outcome.tables.marginals.map(exponential),
      confusions: ConfusionMatrix.all(in: outcome.tables, workerCount: table.workerCount),
      objective: outcome.objective, converged: outcome.converged, counts: outcome.counts)
  }

  static func check(_ options: Options) throws(ConsolidationError) {
    let counts = ("pseudo-count", "a number of at least 0")
    for value in [options.prior.diagonal, options.prior.offDiagonal]
    where !value.isFinite || value < 0 {
      throw .illegalOption(name: counts.0, value: value, allowed: counts.1)
    }
    guard options.tolerance >= 0 else {
      throw .illegalOption(
        name: "tolerance", value: options.tolerance, allowed: "a number of at least 0")
    }
    guard options.iterationLimit >= 1 else {
      throw .illegalOption(
        name: "iteration limit", value: Double(options.iterationLimit), allowed: "at least 1")
    }
  }
}
