/// How well one annotator answers, as far as the answers show it.
package struct AnnotatorSkill: Hashable, Sendable {
  /// What an annotator's answers look like.
  package enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Too few answers, or of too few classes, to say.
    case unmeasured
    /// Better than guessing.
    case sound
    /// Not to be told from answering without looking.
    case careless
    /// Worse than answering without looking: classes are taken for one another.
    case reversed
  }

  /// Index of the annotator.
  package let annotator: Int
  /// How many answers were given.
  package let answers: Int
  /// How each class is answered, as the method estimates it.
  package let confusion: ConfusionMatrix
  /// The probability of a right answer at the job's class frequencies.
  package let skill: Double
  /// Where the skill lies with 95 % probability, taking the consensus for the truth.
  package let interval: ClosedRange<Double>
  /// What the answers look like.
  package let standing: Standing
}

extension AnnotatorSkill {
  /// The fewest answers after which a standing is given.
  private static let leastAnswers = 10

  /// Judges one annotator from the expected counts; answers that tell nothing may be left out of them.
  init(
    _ annotator: Int, answers: Int, counts: ExpectedCounts, marginals: [Double],
    confusion: ConfusionMatrix,
    prior: DawidSkene.Prior
  ) {
    let rows = TruthRows(of: annotator, in: counts)
    let skill = confusion.accuracy(marginals: marginals)
    let interval = rows.accuracy(marginals, prior: prior)
    self.annotator = annotator
    self.answers = answers
    self.confusion = confusion
    self.skill = skill
    self.interval = min(interval.lowerBound, skill)...max(interval.upperBound, skill)
    standing = rows.standing(leastAnswers: Self.leastAnswers)
  }
}

/// The expected answers of one annotator, one row per true class.
private struct TruthRows {
  /// Answers of each class per true class.
  let rows: [[Double]]
  var answerCount: Double { rows.joined().reduce(0, +) }

  init(of annotator: Int, in counts: ExpectedCounts) {
    rows = (0..<counts.classCount).map { truth in
      (0..<counts.classCount).map {
        counts.values[counts.row(worker: annotator, answer: $0) + truth]
      }
    }
  }

  /// The interval of the accuracy at some class frequencies.
  ///
  /// Each class has a beta posterior; their weighted sum is taken for a beta distribution of the
  /// same mean and variance. Without a prior, Jeffreys' counts of one half stand in.
  func accuracy(_ marginals: [Double], prior: DawidSkene.Prior) -> ClosedRange<Double> {
    let beside = prior.offDiagonal * Double(rows.count - 1)
    var (mean, variance) = (0.0, 0.0)
    for (truth, row) in rows.enumerated() {
      let beta = BetaDistribution(
        successes: row[truth] + max(prior.diagonal, 0.5),
        failures: max(0, row.reduce(0, +) - row[truth]) + max(beside, 0.5))
      mean += marginals[truth] * beta.mean
      variance += marginals[truth] * marginals[truth] * beta.variance
    }
    return BetaDistribution(mean: mean, variance: variance)?.interval ?? 0...1
  }

  /// Compares the mean share of right answers over the classes that were met with the share that
  /// the same answers would have without regard to the truth.
  ///
  /// Classes count alike, so that always naming the most frequent one earns nothing. Each class
  /// gets one pseudo-answer spread as guessing would spread it.
  func standing(leastAnswers: Int) -> AnnotatorSkill.Standing {
    let met = rows.indices.filter { rows[$0].reduce(0, +) >= 0.5 }
    guard met.count > 1, answerCount >= Double(leastAnswers) else { return .unmeasured }
    var (mean, variance, guessed) = (0.0, 0.0, 0.0)
    for truth in met {
      // How often the answer is given where other classes are true as well.
      let guess =
        met.reduce(0.0) { $0 + rows[$1][truth] / rows[$1].reduce(0, +) } / Double(met.count)
      let total = rows[truth].reduce(0, +)
      let beta = BetaDistribution(
        successes: rows[truth][truth] + max(guess, 1e-6),
        failures: max(0, total - rows[truth][truth]) + max(1 - guess, 1e-6))
      mean += beta.mean / Double(met.count)
      variance += beta.variance / Double(met.count * met.count)
      guessed += guess / Double(met.count)
    }
    guard let interval = BetaDistribution(mean: mean, variance: variance)?.interval else {
      return mean > guessed ? .sound : .careless
    }
    if interval.upperBound < guessed { return .reversed }
    return interval.lowerBound > guessed ? .sound : .careless
  }
}
