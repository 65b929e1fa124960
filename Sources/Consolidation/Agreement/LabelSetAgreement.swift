/// How far annotators agree about sets of labels: the overlap of the sets of each pair, and
/// Krippendorff's alpha of the yes-or-no question of each label.
package struct LabelSetAgreement: Hashable, Sendable {
  /// Two annotators, or one against all others.
  package struct Figures: Hashable, Sendable {
    /// The mean of shared labels over all labels of either (Jaccard), 0...1; two empty sets are
    /// equal, and without a comparison it is nil.
    package let meanOverlap: Estimate
    /// Pairs of answers to the same item.
    package let comparisons: Int
  }

  /// One label's yes-or-no question.
  package struct LabelAgreement: Hashable, Sendable {
    /// Answers that chose it.
    package let answers: Int
    /// Krippendorff's alpha of choosing it or not.
    package let alpha: Estimate
  }

  /// Two annotators on the items that both answered.
  package struct PairFigures: Hashable, Sendable {
    /// Index of the annotator, the lower one.
    package let first: Int
    /// Index of the other annotator.
    package let second: Int
    /// What they have in common.
    package let figures: Figures
  }

  /// Krippendorff's alpha over all questions, one per item and label.
  package let alpha: Estimate
  /// Over all pairs.
  package let overall: Figures
  /// One per label index.
  package let labels: [LabelAgreement]
  /// One per pair with items in common, in the order of the annotators.
  package let pairs: [PairFigures]
  /// One per annotator, against all others.
  package let annotators: [Figures]

  /// Measures the agreement of answers, at most one of each annotator to an item.
  ///
  /// Labels about which an answer says nothing (`unasked`) count in no comparison with it. Items
  /// are the units that the intervals draw.
  package init(
    _ answers: [MultiLabelConsolidation.Answer], itemCount: Int, workerCount: Int,
    labelCount: Int, bootstrap: Bootstrap = Bootstrap()
  ) {
    var items = [[MultiLabelConsolidation.Answer]](repeating: [], count: itemCount)
    for answer in answers { items[answer.item].append(answer) }
    let plan = bootstrap.limited(toUnits: answers.count * labelCount + itemCount)
    let counts = (0..<labelCount).map { label in
      AnswerCounts(
        items.map { item in
          item.compactMap { $0.unasked.contains(label) ? nil : $0.labels.contains(label) ? 1 : 0 }
        }, classCount: 2)
    }
    let all = AnswerCounts(joining: counts)
    alpha = Estimate(units: itemCount, bootstrap: plan) { times in
      KrippendorffAlpha.of(all, times: (0..<labelCount).flatMap { _ in times })
    }
    labels = counts.enumerated().map { label, counts in
      LabelAgreement(
        answers: answers.count {
          $0.labels.contains(label) && !$0.unasked.contains(label)
        },
        alpha: Estimate(units: itemCount, bootstrap: plan) {
          KrippendorffAlpha.of(counts, times: $0)
        })
    }
    let overlaps = Overlaps(items, workerCount: workerCount, labelCount: labelCount)
    overall = Self.figures(overlaps.all, plan)
    annotators = overlaps.annotators.map { Self.figures($0, plan) }
    pairs = overlaps.pairs.sorted { $0.key < $1.key }.map {
      PairFigures(
        first: $0.key / workerCount, second: $0.key % workerCount,
        figures: Self.figures($0.value, plan))
    }
  }

  private static func figures(_ units: [Overlaps.Unit], _ plan: Bootstrap) -> Figures {
    Figures(
      meanOverlap: Estimate(units: units.count, bootstrap: plan) { times in
        var (sum, count) = (0.0, 0)
        for (unit, drawn) in zip(units, times) where drawn > 0 {
          sum += Double(drawn) * unit.sum
          count += drawn * unit.count
        }
        return count == 0 ? nil : sum / Double(count)
      }, comparisons: units.reduce(0) { $0 + $1.count })
  }
}

/// The overlaps of the label sets of all pairs of answers, item by item.
private struct Overlaps {
  struct Unit {
    var sum = 0.0
    var count = 0
  }

  private(set) var all: [Unit] = []
  private(set) var annotators: [[Unit]]
  private(set) var pairs: [Int: [Unit]] = [:]

  init(_ items: [[MultiLabelConsolidation.Answer]], workerCount: Int, labelCount: Int) {
    annotators = [[Unit]](repeating: [], count: workerCount)
    for item in items {
      let answers = item.sorted { $0.worker < $1.worker }
      var total = Unit()
      for (index, first) in answers.enumerated() {
        for second in answers.dropFirst(index + 1) {
          guard let overlap = Self.overlap(first, second, labelCount) else { continue }
          let unit = Unit(sum: overlap, count: 1)
          total = Unit(sum: total.sum + overlap, count: total.count + 1)
          pairs[first.worker * workerCount + second.worker, default: []].append(unit)
          annotators[first.worker].append(unit)
          annotators[second.worker].append(unit)
        }
      }
      all.append(total)
    }
  }

  /// Nil where there is no label about which both say something.
  private static func overlap(
    _ first: MultiLabelConsolidation.Answer, _ second: MultiLabelConsolidation.Answer,
    _ labelCount: Int
  ) -> Double? {
    let silent = first.unasked.union(second.unasked)
    guard silent.count < labelCount else { return nil }
    let sets = (first.labels.subtracting(silent), second.labels.subtracting(silent))
    let either = sets.0.union(sets.1).count
    return either == 0 ? 1 : Double(sets.0.intersection(sets.1).count) / Double(either)
  }
}
