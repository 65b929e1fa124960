/// How far annotators agree about classes, all together, per label, per pair and per annotator.
package struct ClassAgreement: Hashable, Sendable {
  /// One label against all others.
  package struct LabelAgreement: Hashable, Sendable {
    /// Index of the label.
    package let label: Int
    /// Answers that chose it.
    package let answers: Int
    /// Krippendorff's alpha of choosing it or not.
    package let alpha: Estimate
  }

  /// Two annotators on the items that both answered.
  package struct PairAgreement: Hashable, Sendable {
    /// Index of the annotator, the lower one.
    package let first: Int
    /// Index of the other annotator.
    package let second: Int
    /// Items that both answered.
    package let items: Int
    /// The share of items on which they chose the same.
    package let agreement: Estimate
    /// Cohen's kappa; nil where chance alone agrees on everything.
    package let kappa: Estimate
    /// Cohen's kappa with squared distances, for labels that have an order; nil as above.
    package let weightedKappa: Estimate
  }

  /// One annotator against the others on the same items.
  package struct AnnotatorAgreement: Hashable, Sendable {
    /// Index of the annotator.
    package let annotator: Int
    /// Pairs of an own answer and another's to the same item.
    package let comparisons: Int
    /// The share of these pairs that agree, each item counting once; nil without any.
    package let agreement: Estimate
  }

  /// How many items had two answers or more.
  package let items: Int
  /// Krippendorff's alpha.
  package let alpha: Estimate
  /// Fleiss' kappa.
  package let kappa: Estimate
  /// One per label.
  package let labels: [LabelAgreement]
  /// One per pair with items in common, in the order of the annotators.
  package let pairs: [PairAgreement]
  /// One per annotator.
  package let annotators: [AnnotatorAgreement]
  /// How many samples the intervals were made of.
  package let samples: Int

  /// Measures the agreement in a table of answers.
  ///
  /// `metric` and `values` are those of `KrippendorffAlpha`. Of several answers of one annotator to
  /// one item each counts for alpha and kappa; pairs take the first by class.
  package init(
    _ table: AnswerTable, metric: KrippendorffAlpha.Metric = .nominal, values: [Double]? = nil,
    bootstrap: Bootstrap = Bootstrap()
  ) {
    let counts = AnswerCounts(table)
    let plan = bootstrap.limited(toUnits: table.codes.count + table.itemCount)
    samples = plan.samples
    items = counts.units.count { unit in unit.reduce(0) { $0 + $1.count } > 1 }
    alpha = Estimate(units: table.itemCount, bootstrap: plan) {
      KrippendorffAlpha.of(counts, metric: metric, values: values, times: $0)
    }
    kappa = Estimate(units: table.itemCount, bootstrap: plan) { FleissKappa.of(counts, times: $0) }
    labels = (0..<table.classCount).map { label in
      let binary = counts.binary(label)
      return LabelAgreement(
        label: label,
        answers: counts.units.joined().reduce(0) { $0 + ($1.label == label ? Int($1.count) : 0) },
        alpha: Estimate(
          units: table.itemCount, bootstrap: table.classCount > 20 ? nil : plan
        ) { KrippendorffAlpha.of(binary, times: $0) })
    }
    let comparisons = AnswerComparisons(table)
    pairs = comparisons.pairs(bootstrap: plan)
    annotators = comparisons.annotators(count: table.workerCount, bootstrap: plan)
  }
}
