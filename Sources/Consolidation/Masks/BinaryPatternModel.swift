/// EM over groups of pixels with equal votes: each annotator has a sensitivity and a specificity.
///
/// Dawid-Skene with two classes, written for pixels: a group weighs as many as it has.
struct BinaryPatternModel {
  /// Pixels with the same votes of the same annotators.
  struct Group {
    /// Each annotator's index and vote.
    let votes: [(annotator: Int, isMarked: Bool)]
    /// How many pixels, or what they weigh.
    let weight: Double
  }

  /// What is held of the annotators and the pixels before the votes.
  struct Prior {
    /// Pseudo-counts of right and wrong votes, of marked and of unmarked pixels alike.
    var right: Double
    var wrong: Double
    /// The share of pixels that belong to the object; nil to estimate it along.
    var objectShare: Double?
  }

  /// Probability of marking a pixel of the object, per annotator.
  private(set) var sensitivity: [Double]
  /// Probability of leaving another pixel unmarked, per annotator.
  private(set) var specificity: [Double]
  /// The share of pixels that belong to the object.
  private(set) var objectShare: Double
  /// The log-likelihood after each iteration, with the log density of the prior.
  private(set) var objective: [Double] = []
  private(set) var converged = false
  private let prior: Prior

  /// Fits the model, from annotators who are nearly always right.
  init(
    _ groups: [Group], annotatorCount: Int, prior: Prior, tolerance: Double, iterationLimit: Int
  ) {
    self.prior = prior
    sensitivity = Array(repeating: 0.99999, count: annotatorCount)
    specificity = sensitivity
    objectShare = prior.objectShare ?? 0.5
    while objective.count < iterationLimit, !converged {
      let before = (sensitivity, specificity)
      objective.append(step(groups))
      let change = zip(before.0 + before.1, sensitivity + specificity).reduce(0) {
        max($0, abs($1.0 - $1.1))
      }
      converged = change < tolerance
    }
  }

  /// The probability that pixels with these votes belong to the object.
  func probability(_ votes: [(annotator: Int, isMarked: Bool)]) -> Double {
    let (inside, outside) = scores(votes)
    return logistic(inside - outside)
  }

  private func scores(
    _ votes: [(annotator: Int, isMarked: Bool)]
  ) -> (inside: Double, outside: Double) {
    var inside = naturalLog(max(objectShare, leastExpectedCount))
    var outside = naturalLog(max(1 - objectShare, leastExpectedCount))
    for (annotator, isMarked) in votes {
      let hit = isMarked ? sensitivity[annotator] : 1 - sensitivity[annotator]
      let pass = isMarked ? 1 - specificity[annotator] : specificity[annotator]
      inside += naturalLog(max(hit, leastExpectedCount))
      outside += naturalLog(max(pass, leastExpectedCount))
    }
    return (inside, outside)
  }

  /// One E and M step; returns the objective of the parameters before it.
  private mutating func step(_ groups: [Group]) -> Double {
    var marked = sensitivity.map { _ in (inside: 0.0, outside: 0.0) }
    var totals = marked
    var value = 0.0
    var (object, all) = (0.0, 0.0)
    for group in groups {
      let (inside, outside) = scores(group.votes)
      let share = logistic(inside - outside)
      value += group.weight * (max(inside, outside) - logLogistic(abs(inside - outside)))
      object += group.weight * share
      all += group.weight
      for (annotator, isMarked) in group.votes {
        totals[annotator].inside += group.weight * share
        totals[annotator].outside += group.weight * (1 - share)
        guard isMarked else { continue }
        marked[annotator].inside += group.weight * share
        marked[annotator].outside += group.weight * (1 - share)
      }
    }
    value += logPrior()
    for annotator in sensitivity.indices {
      sensitivity[annotator] = posterior(marked[annotator].inside, of: totals[annotator].inside)
      specificity[annotator] = posterior(
        totals[annotator].outside - marked[annotator].outside, of: totals[annotator].outside)
    }
    if prior.objectShare == nil, all > 0 { objectShare = object / all }
    return value
  }

  /// The most probable share of right votes; 1 when there were none to judge by.
  private func posterior(_ right: Double, of total: Double) -> Double {
    let all = total + prior.right + prior.wrong
    return all > 0 ? min(max((right + prior.right) / all, 0), 1) : 1
  }

  private func logPrior() -> Double {
    guard prior.right + prior.wrong > 0 else { return 0 }
    return (sensitivity + specificity).reduce(0) {
      $0 + prior.right * naturalLog(max($1, leastExpectedCount))
        + prior.wrong * naturalLog(max(1 - $1, leastExpectedCount))
    }
  }
}
