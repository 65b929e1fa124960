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

  /// Krippendorff's alpha over all questions, one per item and label.
  package let alpha: Estimate
  /// Over all pairs.
  package let overall: Figures
  /// One per label index.
  package let labels: [LabelAgreement]
  /// One per pair with items in common, in the order of the annotators.
  package let pairs: [PairFigures<Figures>]
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
    let comparisons = PairwiseComparisons(items, annotator: \.worker) {
      Self.overlap($0, $1, labelCount)
    }
    let figures = { (units: [[OverlapSum]]) in
      Figures(
        meanOverlap: OverlapSum.mean(of: units, plan), comparisons: OverlapSum.count(of: units))
    }
    overall = figures(comparisons.all)
    pairs = comparisons.pairs(figures)
    annotators = comparisons.annotators(count: workerCount, figures)
  }

  /// Nil where there is no label about which both say something.
  private static func overlap(
    _ first: MultiLabelConsolidation.Answer, _ second: MultiLabelConsolidation.Answer,
    _ labelCount: Int
  ) -> OverlapSum? {
    let silent = first.unasked.union(second.unasked)
    guard silent.count < labelCount else { return nil }
    let sets = (first.labels.subtracting(silent), second.labels.subtracting(silent))
    let either = sets.0.union(sets.1).count
    var sum = OverlapSum()
    sum.add(either == 0 ? 1 : Double(sets.0.intersection(sets.1).count) / Double(either))
    return sum
  }
}
