package import AnnotationModel

/// Makes one set of masks out of several annotators' masks.
package enum MaskConsolidation {
  /// How pixels are decided.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Most votes after light smoothing: as good as anything on real crowd masks.
    case smoothedVote
    /// Most votes, pixel by pixel.
    case majorityVote
    /// STAPLE: annotators weigh by what the image itself tells of them.
    case staple
    /// Dawid-Skene over the disputed pixels of all images: annotators weigh by all their work.
    case pooledDawidSkene
  }

  /// What the masks are of.
  package enum Subject: Hashable, Sendable {
    /// Kinds of surface: each pixel has one class, and all masks of a class are one.
    case surfaces
    /// Things one by one: masks of one thing overlap by at least this much on average.
    case things(overlap: Double)
  }

  /// A mask that several annotators' masks were made into.
  package struct ConsensusMask: Hashable, Sendable {
    /// Which pixels.
    package let mask: Mask
    /// The class with the most votes among those who marked it; the lowest of equals.
    package let classIndex: Int
    /// Who marked it, ascending.
    package let contributors: [Int]
    /// How many annotators answered the image.
    package let support: Int
    /// The mean intersection over union of the contributors' masks with this one.
    package let meanOverlap: Double

    /// How sure the mask is; nil when only one annotator answered.
    ///
    /// The mean overlap of all annotators with it, those who marked nothing counting 0. Comparable
    /// within one run; not calibrated.
    package var confidence: Confidence? {
      guard support >= 2 else { return nil }
      return .belowCertainty(meanOverlap * Double(contributors.count) / Double(support))
    }
  }

  /// The outcome for one image.
  package struct Result: Hashable, Sendable {
    /// The masks, in the order of their classes and then of their first contributors.
    package let masks: [ConsensusMask]
    /// How sure the image as a whole is: the mean over its masks weighed by their pixels; nil when
    /// one annotator answered, or there is no mask.
    package let confidence: Confidence?
    /// Where annotators disagree.
    package let disagreement: DisagreementMap
  }

  /// Consolidates all images; annotators are counted from 0 below `annotatorCount`.
  ///
  /// Throws when an index is out of range, an annotator answered an image twice, a mask is of
  /// another size than its image, or an image has more than 64 answers.
  package static func run(
    _ images: [MaskTask], annotatorCount: Int, classCount: Int, method: Method = .smoothedVote,
    subject: Subject
  ) throws(ConsolidationError) -> [Result] {
    try check(images, annotatorCount, classCount)
    let groups = images.map { MaskGroup.groups(of: $0, subject: subject, classCount: classCount) }
    let fused = try fuse(images, groups, annotatorCount, method: method, subject: subject)
    return zip(zip(images, groups), fused).map { pair, masks in
      result(pair.0, pair.1, masks)
    }
  }

  private static func result(
    _ image: MaskTask, _ groups: [MaskGroup], _ fused: [Mask?]
  ) -> Result {
    let masks = zip(groups, fused).compactMap { group, mask in
      mask.map { consensus($0, group, support: image.answers.count) }
    }
    let area = masks.reduce(0.0) { $0 + Double($1.mask.area) }
    let sure = masks.compactMap { mask in
      mask.confidence.map { $0.value * Double(mask.mask.area) / area }
    }
    return Result(
      masks: masks, confidence: sure.isEmpty ? nil : .belowCertainty(sure.reduce(0, +)),
      disagreement: DisagreementMap(groups, annotators: image.answers.count, size: image.size))
  }

  private static func consensus(
    _ mask: Mask, _ group: MaskGroup, support: Int
  ) -> ConsensusMask {
    let overlaps = group.members.map { $0.mask.intersectionOverUnion(mask) }
    return ConsensusMask(
      mask: mask, classIndex: group.classIndex, contributors: group.members.map(\.annotator),
      support: support,
      meanOverlap: overlaps.reduce(0, +) / Double(max(1, overlaps.count)))
  }

  private static func check(
    _ images: [MaskTask], _ annotatorCount: Int, _ classCount: Int
  ) throws(ConsolidationError) {
    for (index, image) in images.enumerated() {
      var seen = Set<Int>()
      try VotePatterns.check(image.answers.count)
      for answer in image.answers {
        guard answer.annotator >= 0, answer.annotator < annotatorCount else {
          throw .indexOutOfRange(what: "annotator", index: answer.annotator, count: annotatorCount)
        }
        guard seen.insert(answer.annotator).inserted else {
          throw .repeatedAnswer(image: index, annotator: answer.annotator)
        }
        for mask in answer.masks {
          guard mask.classIndex >= 0, mask.classIndex < classCount else {
            throw .indexOutOfRange(what: "class", index: mask.classIndex, count: classCount)
          }
          guard mask.mask.size == image.size else { throw .sizesDiffer(image: index) }
        }
      }
    }
  }
}
