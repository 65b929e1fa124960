/// How well one annotator answers, as far as the answers show it.
package struct AnnotatorSkill: Hashable, Sendable {
  /// What an annotator's answers look like.
  package enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Too few answers, or of too few classes, to say: looking and not looking are both likely.
    case unmeasured
    /// Better than guessing.
    case sound
    /// At best nearer to answering without looking than to answering rightly.
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
  /// The probability of a right answer: the mean of `interval`'s distribution.
  package let skill: Double
  /// Where the skill lies with 95 % probability, taking the consensus for the truth.
  ///
  /// Right and other answers are counted over all classes, with Jeffreys' counts of one half. The
  /// prior of the matrices has no part in it: one count beside each diagonal entry is what labels
  /// need, but over ten classes it would outweigh fifty answers.
  package let interval: ClosedRange<Double>
  /// What the answers look like.
  package let standing: Standing
}

extension AnnotatorSkill {
  /// The fewest answers after which a standing is given.
  private static let leastAnswers = 10

  /// Judges one annotator from the expected counts; answers that tell nothing may be left out of them.
  init(
    _ annotator: Int, answers: Int, counts: ExpectedCounts, confusion: ConfusionMatrix
  ) {
    let rows = TruthRows(of: annotator, in: counts)
    let distribution =
      BetaDistribution(rightIn: counts, of: annotator)
      ?? BetaDistribution(successes: 0.5, failures: 0.5)
    self.annotator = annotator
    self.answers = answers
    self.confusion = confusion
    skill = distribution.mean
    interval = distribution.interval
    standing = rows.standing(leastAnswers: Self.leastAnswers)
  }
}

extension BetaDistribution {
  /// What the expected counts say about an annotator's share of right answers, with Jeffreys' counts
  /// of one half; nil when they hold none of the annotator's.
  init?(rightIn counts: ExpectedCounts, of annotator: Int) {
    var (right, all) = (0.0, 0.0)
    for answer in 0..<counts.classCount {
      let row = counts.row(worker: annotator, answer: answer)
      right += counts.values[row + answer]
      all += counts.values[row..<row + counts.classCount].reduce(0, +)
    }
    guard all > 0 else { return nil }
    self.init(successes: right + 0.5, failures: max(0, all - right) + 0.5)
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
    if interval.lowerBound > guessed { return .sound }
    return interval.upperBound < (1 + guessed) / 2 ? .careless : .unmeasured
  }
}
