/// Dawid-Skene with one number per annotator: the probability of a right answer.
///
/// Y. Zhang, X. Chen, D. Zhou and M. I. Jordan, "Spectral methods meet EM", JMLR 17 (2016), section
/// on the one-coin model, with the same pseudo-counts as the full matrices. It needs fewer answers
/// per annotator, and fails where annotators favour one class.
package enum OneCoin {
  /// Fits the model, starting from the shares of the votes; see `DawidSkene.fit`.
  package static func fit(
    _ table: AnswerTable, options: DawidSkene.Options = .init(), gold: [Int: Int] = [:]
  ) throws(ConsolidationError) -> DawidSkene.Fit {
    try DawidSkene.fit(
      table, model: OneCoinMatrices(prior: options.prior), options: options, gold: gold)
  }
}

/// SageMaker Ground Truth's modified Dawid-Skene, for results that compare with its jobs.
package enum GroundTruthDawidSkene {
  /// As many iterations as Ground Truth's notebook does at most.
  package static let iterationLimit = 20

  /// Iterates the formulas of `GroundTruthMatrices`; the prior of the options is not used.
  ///
  /// The objective is the log-likelihood of the answers, which may fall: the model has no function
  /// that its steps climb.
  package static func fit(
    _ table: AnswerTable, options: DawidSkene.Options = .init(), gold: [Int: Int] = [:]
  ) throws(ConsolidationError) -> DawidSkene.Fit {
    var options = options
    options.iterationLimit = min(options.iterationLimit, iterationLimit)
    return try DawidSkene.fit(table, model: GroundTruthMatrices(), options: options, gold: gold)
  }
}
