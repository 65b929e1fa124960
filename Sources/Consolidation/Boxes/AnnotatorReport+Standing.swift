extension AnnotatorReport {
  /// The fewest boxes after which a standing is given.
  private static let leastBoxes = 10

  /// Where the skill lies with 95 % probability, from the boxes found that were named rightly, with
  /// Jeffreys' counts of one half; nil where there is no skill.
  package var skillInterval: ClosedRange<Double>? {
    guard let skill else { return nil }
    let interval = BetaDistribution(
      successes: Double(rightlyLabeled) + 0.5, failures: Double(found - rightlyLabeled) + 0.5
    ).interval
    return min(interval.lowerBound, skill)...max(interval.upperBound, skill)
  }

  /// What the boxes look like.
  ///
  /// Whoever names more than half of what they find wrongly is reversed; whoever draws more that
  /// is not there than what is, or misses more than half, is careless.
  package var standing: AnnotatorSkill.Standing {
    guard drawn >= Self.leastBoxes else { return .unmeasured }
    if found >= Self.leastBoxes, 2 * rightlyLabeled < found { return .reversed }
    return (precision ?? 1) < 0.5 || (recall ?? 1) < 0.5 ? .careless : .sound
  }
}
