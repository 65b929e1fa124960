/// What one E step finds.
struct ExpectationResult: Sendable {
  /// The expected counts under the tables that were given.
  var counts: ExpectedCounts
  /// The natural log-likelihood of the answers; gold items count with their known class.
  var logLikelihood: Double
}

/// The E step of all models whose annotators have confusion matrices.
///
/// Closures over one `RowExpectation` and not a protocol that it conforms to: a call through a
/// protocol of a generic type runs code that knows nothing of the length of the rows.
struct Expectation: Sendable {
  /// The expected counts under some tables.
  let counts: @Sendable (LogTables) -> ExpectationResult
  /// The probabilities of the classes of every item under some tables, item by item.
  let posteriors: @Sendable (LogTables) -> [Double]

  /// Chooses the E step that is compiled for the number of classes.
  ///
  /// `gold` holds the known class of every item, -1 where there is none. `threads` changes how long
  /// it takes and nothing else.
  init(_ table: AnswerTable, gold: [Int32], threads: Int = 1) {
    switch (table.classCount + 1) / 2 {
    case 1: self.init(RowExpectation<Row2>(table, gold: gold, threads: threads))
    case 2: self.init(RowExpectation<Row4>(table, gold: gold, threads: threads))
    case 3: self.init(RowExpectation<Row6>(table, gold: gold, threads: threads))
    case 4: self.init(RowExpectation<Row8>(table, gold: gold, threads: threads))
    case 5: self.init(RowExpectation<Row10>(table, gold: gold, threads: threads))
    case 6: self.init(RowExpectation<Row12>(table, gold: gold, threads: threads))
    case 7, 8: self.init(RowExpectation<Row16>(table, gold: gold, threads: threads))
    // More classes than the longest row holds are rare, and take several rows each.
    default: self.init(RowExpectation<Row32>(table, gold: gold, threads: threads))
    }
  }

  @inline(__always)
  private init<Row>(_ rows: RowExpectation<Row>) {
    counts = { rows.counts(under: $0) }
    posteriors = { rows.posteriors(under: $0) }
  }
}
