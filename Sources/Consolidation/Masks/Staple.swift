package import AnnotationModel

/// STAPLE: the pixels of an object, weighing annotators by what the image itself tells of them.
///
/// S. K. Warfield, K. H. Zou and W. M. Wells, "Simultaneous truth and performance level
/// estimation", IEEE Transactions on Medical Imaging 23 (2004). The share of object pixels is the
/// mean of the masks, as in the authors' program.
package enum Staple {
  /// The outcome.
  package struct Fit: Hashable, Sendable {
    /// The pixels that belong to the object more likely than not; nil when there are none.
    package let mask: Mask?
    /// Probability of marking a pixel of the object, per mask.
    package let sensitivity: [Double]
    /// Probability of leaving another pixel unmarked, per mask.
    package let specificity: [Double]
    /// Iterations until no parameter changed by more than 1e-7.
    package let iterations: Int
    /// Whether that was reached before the limit.
    package let converged: Bool
  }

  /// Fits the model to the masks of one image; nil stands for an annotator who marked nothing.
  ///
  /// Throws for more annotators than `VotePatterns` has bits.
  package static func fit(
    _ masks: [Mask?], size: ImageSize, iterationLimit: Int = 200
  ) throws(ConsolidationError) -> Fit {
    try VotePatterns.check(masks.count)
    let patterns = VotePatterns(masks, size: size)
    let groups = patterns.counts.map { pattern, pixels in
      BinaryPatternModel.Group(
        votes: patterns.votes(pattern, of: Array(masks.indices)), weight: pixels)
    }
    let marked = masks.reduce(0) { $0 + ($1?.area ?? 0) }
    let share = Double(marked) / Double(max(1, masks.count)) / Double(size.pixelCount)
    let model = BinaryPatternModel(
      groups, annotatorCount: masks.count,
      prior: .init(right: 0, wrong: 0, objectShare: share), tolerance: 1e-7,
      iterationLimit: iterationLimit)
    return Fit(
      mask: patterns.mask {
        model.probability(patterns.votes($0, of: Array(masks.indices))) > 0.5
      }, sensitivity: model.sensitivity, specificity: model.specificity,
      iterations: model.objective.count, converged: model.converged)
  }
}

extension VotePatterns {
  /// Refuses more annotators of one image than a pattern has room for.
  static func check(_ annotators: Int) throws(ConsolidationError) {
    guard annotators <= annotatorLimit else {
      throw .illegalOption(
        name: "annotators of one image", value: Double(annotators),
        allowed: "at most \(annotatorLimit)")
    }
  }

  /// The votes of a pattern under the annotators' indexes over all images.
  func votes(
    _ pattern: Pattern, of annotators: [Int]
  ) -> [(annotator: Int, isMarked: Bool)] {
    annotators.enumerated().map { ($1, pattern >> Pattern($0) & 1 == 1) }
  }
}
