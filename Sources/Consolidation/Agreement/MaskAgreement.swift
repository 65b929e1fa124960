import AnnotationModel

/// How far annotators agree about masks: the mean intersection over union of each pair.
package struct MaskAgreement: Hashable, Sendable {
  /// What two sets of masks have in common.
  package struct Figures: Hashable, Sendable {
    /// The mean intersection over union, 0...1; nil where nobody marked anything.
    package let meanOverlap: Estimate
    /// Classes of images that at least one of two annotators marked, counted once per pair.
    package let comparisons: Int
  }

  /// Over all pairs of annotators.
  package let overall: Figures
  /// One per label index.
  package let labels: [Figures]
  /// One per pair with images in common, in the order of the annotators.
  package let pairs: [PairFigures<Figures>]
  /// One per annotator, against all others.
  package let annotators: [Figures]

  /// Measures the agreement of all answers.
  ///
  /// All masks of a class in an answer are one surface. Where both of a pair left a class out, they
  /// agree and add nothing; where one did, the overlap is 0. Images are the units that the intervals
  /// draw.
  package init(
    _ images: [MaskTask], annotatorCount: Int, classCount: Int,
    bootstrap: Bootstrap = Bootstrap()
  ) {
    let answers = images.map { image in
      image.answers.map {
        (annotator: $0.annotator, surfaces: Self.surfaces(of: $0, classCount: classCount))
      }
    }
    let comparisons = PairwiseComparisons(answers, annotator: \.annotator) { first, second in
      zip(first.surfaces, second.surfaces).map(Self.overlap)
    }
    let figures = { (units: [[[OverlapSum]]]) in
      Figures(of: units.map { $0.flatMap(\.self) }, bootstrap)
    }
    overall = figures(comparisons.all)
    labels = (0..<classCount).map { label in figures(comparisons.all { [$0[label]] }) }
    pairs = comparisons.pairs(figures)
    annotators = comparisons.annotators(count: annotatorCount, figures)
  }

  /// What an annotator marked of each class.
  private static func surfaces(of answer: MaskAnswer, classCount: Int) -> [Mask?] {
    (0..<classCount).map { label in
      let own = answer.masks.filter { $0.classIndex == label }.map(\.mask)
      guard let first = own.first else { return nil }
      return own.dropFirst().reduce(first) { $0.union($1) ?? $0 }
    }
  }

  private static func overlap(_ first: Mask?, _ second: Mask?) -> OverlapSum {
    var sum = OverlapSum()
    switch (first, second) {
    case (nil, nil): break
    case (let first?, let second?): sum.add(first.intersectionOverUnion(second))
    default: sum.add(0)
    }
    return sum
  }
}

extension MaskAgreement.Figures {
  fileprivate init(of units: [[OverlapSum]], _ bootstrap: Bootstrap) {
    meanOverlap = OverlapSum.mean(of: units, bootstrap.limited(toUnits: units.count))
    comparisons = OverlapSum.count(of: units)
  }
}
