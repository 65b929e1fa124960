/// What one E step finds.
struct ExpectationResult: Sendable {
  /// The expected counts under the tables that were given.
  var counts: ExpectedCounts
  /// The natural log-likelihood of the answers; gold items count with their known class.
  var logLikelihood: Double
}

/// The E step of all models whose annotators have confusion matrices.
protocol Expectation: Sendable {
  /// The expected counts under `tables`.
  func counts(under tables: LogTables) -> ExpectationResult
  /// The probabilities of the classes of every item under `tables`, item by item.
  func posteriors(under tables: LogTables) -> [Double]
}

/// Chooses the E step that is compiled for a number of classes.
///
/// `gold` holds the known class of every item, -1 where there is none. `threads` changes how long
/// it takes and nothing else.
func makeExpectation(
  _ table: AnswerTable, gold: [Int32], threads: Int = 1
) -> any Expectation {
  switch (table.classCount + 1) / 2 {
  case 1: RowExpectation<Row2>(table, gold: gold, threads: threads)
  case 2: RowExpectation<Row4>(table, gold: gold, threads: threads)
  case 3: RowExpectation<Row6>(table, gold: gold, threads: threads)
  case 4: RowExpectation<Row8>(table, gold: gold, threads: threads)
  case 5: RowExpectation<Row10>(table, gold: gold, threads: threads)
  case 6: RowExpectation<Row12>(table, gold: gold, threads: threads)
  case 7, 8: RowExpectation<Row16>(table, gold: gold, threads: threads)
  // More classes than the longest row holds are rare, and take several rows each.
  default: RowExpectation<Row32>(table, gold: gold, threads: threads)
  }
}
