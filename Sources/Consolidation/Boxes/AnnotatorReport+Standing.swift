extension AnnotatorReport {
  /// The fewest boxes after which a standing is given.
  private static let leastBoxes = 10

  /// The probability of naming a box rightly; nil where it is not estimated.
  package var skill: Double? { naming?.mean }

  /// Where the skill lies with 95 % probability, with Jeffreys' counts of one half; nil where there
  /// is no skill.
  package var skillInterval: ClosedRange<Double>? { naming?.interval }

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
