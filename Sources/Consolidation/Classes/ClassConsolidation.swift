/// Makes one class per item out of several annotators' classes, by any of the methods.
package enum ClassConsolidation {
  /// How the answers are weighed.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Every answer counts the same.
    case majorityVote
    /// A confusion matrix per annotator.
    case dawidSkene
    /// A probability of a right answer per annotator.
    case oneCoin
    /// Confusion matrices drawn towards one coin, as SageMaker Ground Truth does it.
    case groundTruth
    /// An ability per annotator and an ease per item.
    case glad
  }

  /// The outcome.
  package struct Result: Hashable, Sendable {
    /// How the answers were weighed: a majority vote where nothing could tell annotators apart.
    package let method: Method
    /// The class of each item.
    package let consensus: ClassConsensus
    /// The class of each item by votes alone.
    package let majority: ClassConsensus
    /// How frequent each class is found to be; sums to 1.
    package let marginals: [Double]
    /// One per annotator index.
    package let annotators: [AnnotatorSkill]
    /// The objective after each iteration; empty for a majority vote.
    package let objective: [Double]
    /// Whether the iterations settled; always for a majority vote.
    package let converged: Bool
    /// Whether an item's label is one that somebody gave it, or its known class: always, but for
    /// maximum likelihood by the letter.
    package let choosesAmongGiven: Bool
    /// How many iterations were done; 0 for a majority vote.
    package var iterations: Int { objective.count }

    /// Whether the label of an item is none of those with the most votes.
    package func differsFromMajority(_ item: Int) -> Bool {
      let votes = majority.posterior(of: item)
      let share = votes[votes.startIndex + consensus.labels[item]]
      return share < (votes.max() ?? 0) - ClassConsensus.tieTolerance
    }

    /// Whether the annotators seem to have swapped classes all together.
    ///
    /// Nothing in the answers tells such a solution from the right one; gold does.
    package var looksSwapped: Bool {
      let measured = annotators.filter { $0.standing != .unmeasured }
      return !measured.isEmpty && 2 * measured.count { $0.standing == .reversed } > measured.count
    }
  }

  /// Consolidates a table; `gold` maps items to known classes, which they keep.
  ///
  /// Without gold, and without an item that two annotators answered, no answer says anything about
  /// another: any confusion matrices explain them all, and what a fit would make of them comes from its
  /// start alone. Then the answers stand as they are, whatever the method.
  package static func run(
    _ table: AnswerTable, method: Method, options: DawidSkene.Options = .init(),
    gold: [Int: Int] = [:]
  ) throws(ConsolidationError) -> Result {
    try table.checkSize()
    switch gold.isEmpty && !table.isCorroborated ? .majorityVote : method {
    case .majorityVote:
      let known = try GoldItems(gold, of: table).classes
      return voted(table, .majorityVote, MajorityVote.run(table, gold: known), known, options)
    case .glad:
      let fit = try Glad.fit(table, options: options, gold: gold)
      let known = try GoldItems(gold, of: table).classes
      return voted(
        table, method, fit.consensus, known, options, objective: fit.objective,
        converged: fit.converged)
    case .dawidSkene:
      return fitted(table, method, try DawidSkene.fit(table, options: options, gold: gold), options)
    case .oneCoin:
      return fitted(table, method, try OneCoin.fit(table, options: options, gold: gold), options)
    case .groundTruth:
      let fit = try GroundTruthDawidSkene.fit(table, options: options, gold: gold)
      return fitted(table, method, fit, options)
    }
  }

  private static func fitted(
    _ table: AnswerTable, _ method: Method, _ fit: DawidSkene.Fit, _ options: DawidSkene.Options
  ) -> Result {
    let answers = table.answerCounts
    return Result(
      method: method, consensus: fit.consensus, majority: MajorityVote.run(table),
      marginals: fit.marginals,
      annotators: fit.confusions.enumerated().map { annotator, confusion in
        AnnotatorSkill(
          annotator, answers: answers[annotator], counts: fit.counts, confusion: confusion)
      }, objective: fit.objective, converged: fit.converged,
      choosesAmongGiven: method == .groundTruth || options.prior != .none)
  }

  /// The outcome of a method without confusion matrices: they are counted against its consensus.
  private static func voted(
    _ table: AnswerTable, _ method: Method, _ consensus: ClassConsensus, _ gold: [Int32],
    _ options: DawidSkene.Options, objective: [Double] = [], converged: Bool = true
  ) -> Result {
    let counts = ExpectedCounts(of: table.telling(gold: gold), posteriors: consensus.posteriors)
    let tables = FullMatrices(prior: options.prior).tables(for: counts)
    let marginals = tables.marginals.map(exponential)
    let confusions = ConfusionMatrix.all(in: tables, workerCount: table.workerCount)
    let answers = table.answerCounts
    return Result(
      method: method, consensus: consensus, majority: MajorityVote.run(table),
      marginals: marginals,
      annotators: confusions.enumerated().map { annotator, confusion in
        AnnotatorSkill(
          annotator, answers: answers[annotator], counts: counts, confusion: confusion)
      }, objective: objective, converged: converged, choosesAmongGiven: true)
  }
}
