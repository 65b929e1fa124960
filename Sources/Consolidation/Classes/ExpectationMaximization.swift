/// The EM algorithm over confusion matrices, whatever the model makes them of.
struct ExpectationMaximization {
  /// When to stop, and with how many threads.
  struct Stopping {
    var tolerance: Double
    var iterationLimit: Int
  }

  /// Where the iterations ended.
  struct Outcome {
    let tables: LogTables
    /// The expected counts under the tables.
    let counts: ExpectedCounts
    /// The objective after each iteration.
    let objective: [Double]
    let converged: Bool
  }

  let expectation: Expectation
  let model: any ConfusionModel
  let stopping: Stopping

  /// Repeats M and E steps until the objective changes by less than the tolerance.
  ///
  /// An iteration makes tables and finds what the answers say under them; the first one takes the
  /// tables that are given.
  func run(from start: LogTables) -> Outcome {
    var tables = start
    var result = expectation.counts(tables)
    var objective = [result.logLikelihood + model.logPrior(of: tables)]
    var converged = false
    while objective.count < stopping.iterationLimit, !converged {
      let last = objective[objective.count - 1]
      tables = model.tables(for: result.counts)
      result = expectation.counts(tables)
      let value = result.logLikelihood + model.logPrior(of: tables)
      converged = abs(value - last) <= stopping.tolerance * abs(last)
      objective.append(value)
    }
    return Outcome(
      tables: tables, counts: result.counts, objective: objective, converged: converged)
  }
}
