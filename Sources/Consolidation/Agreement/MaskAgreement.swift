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

  /// Two annotators on the images that both answered.
  package struct PairFigures: Hashable, Sendable {
    /// Index of the annotator, the lower one.
    package let first: Int
    /// Index of the other annotator.
    package let second: Int
    /// What they have in common.
    package let figures: Figures
  }

  /// Over all pairs of annotators.
  package let overall: Figures
  /// One per label index.
  package let labels: [Figures]
  /// One per pair with images in common, in the order of the annotators.
  package let pairs: [PairFigures]
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
    var all: [Overlaps] = []
    var byLabel = [[Overlaps]](repeating: [], count: classCount)
    var byPair: [Int: [Overlaps]] = [:]
    var byAnnotator = [[Overlaps]](repeating: [], count: annotatorCount)
    for image in images {
      var total = Overlaps()
      var labels = [Overlaps](repeating: Overlaps(), count: classCount)
      for (first, second, found) in Self.pairs(of: image, classCount: classCount) {
        var pair = Overlaps()
        for (label, overlap) in found {
          pair.add(overlap)
          labels[label].add(overlap)
        }
        total.add(pair)
        byPair[first * annotatorCount + second, default: []].append(pair)
        byAnnotator[first].append(pair)
        byAnnotator[second].append(pair)
      }
      all.append(total)
      for label in 0..<classCount { byLabel[label].append(labels[label]) }
    }
    overall = Self.figures(all, bootstrap)
    labels = byLabel.map { Self.figures($0, bootstrap) }
    pairs = byPair.sorted { $0.key < $1.key }.map {
      PairFigures(
        first: $0.key / annotatorCount, second: $0.key % annotatorCount,
        figures: Self.figures($0.value, bootstrap))
    }
    annotators = byAnnotator.map { Self.figures($0, bootstrap) }
  }

  /// Overlaps that are added up.
  private struct Overlaps {
    var sum = 0.0
    var count = 0

    mutating func add(_ overlap: Double) {
      sum += overlap
      count += 1
    }

    mutating func add(_ other: Overlaps) {
      sum += other.sum
      count += other.count
    }
  }

  /// The overlaps of the classes that either of two annotators marked, for every two.
  private static func pairs(
    of image: MaskTask, classCount: Int
  ) -> [(first: Int, second: Int, overlaps: [(label: Int, overlap: Double)])] {
    let answers = image.answers.sorted { $0.annotator < $1.annotator }
      .map { ($0.annotator, surfaces(of: $0, classCount: classCount)) }
    return answers.enumerated().flatMap { index, first in
      answers.dropFirst(index + 1).map { second in
        let overlaps = (0..<classCount).compactMap { label in
          overlap(first.1[label], second.1[label]).map { (label: label, overlap: $0) }
        }
        return (first.0, second.0, overlaps)
      }
    }
  }

  /// What an annotator marked of each class.
  private static func surfaces(of answer: MaskAnswer, classCount: Int) -> [Mask?] {
    (0..<classCount).map { label in
      let own = answer.masks.filter { $0.classIndex == label }.map(\.mask)
      guard let first = own.first else { return nil }
      return own.dropFirst().reduce(first) { $0.union($1) ?? $0 }
    }
  }

  private static func overlap(_ first: Mask?, _ second: Mask?) -> Double? {
    switch (first, second) {
    case (nil, nil): nil
    case (let first?, let second?): first.intersectionOverUnion(second)
    default: 0
    }
  }

  private static func figures(_ units: [Overlaps], _ bootstrap: Bootstrap) -> Figures {
    Figures(
      meanOverlap: Estimate(
        units: units.count, bootstrap: bootstrap.limited(toUnits: units.count)
      ) { times in
        var (sum, count) = (0.0, 0)
        for (unit, drawn) in zip(units, times) where drawn > 0 {
          sum += Double(drawn) * unit.sum
          count += drawn * unit.count
        }
        return count == 0 ? nil : sum / Double(count)
      }, comparisons: units.reduce(0) { $0 + $1.count })
  }
}
