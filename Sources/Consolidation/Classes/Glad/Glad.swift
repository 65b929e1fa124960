/// GLAD: an ability per annotator and an ease per item.
///
/// J. Whitehill, P. Ruvolo, T. Wu, J. Bergsma and J. Movellan, "Whose vote should count more",
/// NIPS 22 (2009): an answer is right with probability `1 / (1 + exp(-ability * ease))`, a wrong
/// one is any other class alike. Ability has a normal prior with mean 1, the logarithm of the ease
/// one with mean 1, both of variance 1, as in the authors' program; classes are equally frequent.
/// The M step takes one safeguarded Newton step per parameter instead of running a general
/// optimiser, so the objective never falls.
package enum Glad {
  /// The fitted model.
  package struct Fit: Hashable, Sendable {
    /// The class of each item.
    package let consensus: ClassConsensus
    /// Per annotator; 0 answers at random, below 0 answers reversed.
    package let abilities: [Double]
    /// Per item, above 0; near 0 nobody can tell.
    package let eases: [Double]
    /// The log-likelihood of the answers plus the log density of the priors, which never falls.
    package let objective: [Double]
    /// Whether the tolerance was reached before the iteration limit.
    package let converged: Bool
  }

  /// Fits the model, starting from the shares of the votes.
  ///
  /// `gold` maps items to known classes. The prior and the threads of the options are not used.
  package static func fit(
    _ table: AnswerTable, options: DawidSkene.Options = .init(), gold: [Int: Int] = [:]
  ) throws(ConsolidationError) -> Fit {
    try DawidSkene.check(options)
    let gold = try GoldItems(gold, of: table).classes
    var steps = GladSteps(table, gold: gold)
    var objective: [Double] = []
    var converged = false
    while objective.count < options.iterationLimit, !converged {
      steps.improveAbilities()
      steps.improveEases()
      let value = steps.expect()
      if let last = objective.last {
        converged = abs(value - last) <= options.tolerance * abs(last)
      }
      objective.append(value)
    }
    return Fit(
      consensus: ClassConsensus(table: table, posteriors: steps.posteriors, gold: gold),
      abilities: steps.abilities, eases: steps.logEases.map(exponential), objective: objective,
      converged: converged)
  }
}
