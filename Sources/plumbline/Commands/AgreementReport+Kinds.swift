import AnnotationModel
import Consolidation

extension AgreementReport {
  /// Reports on the answers of a job, whatever it asks.
  ///
  /// Of answers that were made from others only what was changed counts, and the notes say so.
  init(
    of answers: JobAnswers, job: Job, annotators: [String],
    metric: KrippendorffAlpha.Metric = .nominal, bootstrap: Bootstrap
  ) throws {
    let labels = job.labels.map(\.name)
    switch job.task {
    case .boundingBox:
      let input = ConsolidationInput(answers, job: job, names: annotators)
      self.init(
        labels: labels, annotators: annotators,
        agreement: BoxAgreement(
          input.tasks, annotatorCount: annotators.count, classCount: labels.count,
          bootstrap: bootstrap), accepted: input.acceptedSuggestions)
    case .semanticSegmentation:
      let input = SurfaceAnswers(answers, job: job)
      self.init(
        labels: labels, annotators: annotators,
        agreement: MaskAgreement(
          input.tasks, annotatorCount: annotators.count, classCount: labels.count,
          bootstrap: bootstrap), accepted: input.acceptedSuggestions)
    case .multiLabelClassification:
      self.init(
        labels: labels, annotators: annotators,
        agreement: LabelSetAgreement(
          LabelConsolidation.sets(of: answers, job: job), itemCount: answers.objects.count,
          workerCount: annotators.count, labelCount: labels.count, bootstrap: bootstrap),
        accepted: LabelConsolidation.accepted(in: answers, job: job))
    case .imageClassification, .labelVerification:
      self.init(
        labels: labels, annotators: annotators, metric: metric,
        agreement: ClassAgreement(
          try LabelConsolidation.table(of: answers, job: job), metric: metric,
          bootstrap: bootstrap), accepted: LabelConsolidation.accepted(in: answers, job: job))
    }
  }

  /// Reports on one class per item; `accepted` answers were suggested and left as they were.
  init(
    labels: [String], annotators: [String], metric: KrippendorffAlpha.Metric,
    agreement: ClassAgreement, accepted: Int = 0
  ) {
    let overall = Line(
      name: metric.rawValue, count: agreement.items,
      figures: [("alpha", agreement.alpha), ("fleiss", agreement.kappa)])
    self.init(
      sections: [
        Section(title: "overall", counted: "items", lines: [overall]),
        Section(
          title: "labels", counted: "answers",
          lines: agreement.labels.map {
            Line(name: labels[$0.label], count: $0.answers, figures: [("alpha", $0.alpha)])
          }),
        Section(
          title: "annotators", counted: "comparisons",
          lines: agreement.annotators.map {
            Line(
              name: annotators[$0.annotator], count: $0.comparisons,
              figures: [("agreement", $0.agreement)])
          }),
        Section(
          title: "pairs", counted: "items",
          lines: agreement.pairs.map { pair in
            Line(
              name: Self.pair(pair.first, pair.second, annotators), count: pair.items,
              figures: [("agreement", pair.agreement), ("kappa", pair.kappa)]
                // Without an order there is no distance that could be squared.
                + (metric == .nominal ? [] : [("weighted", pair.weightedKappa)]))
          }),
      ], notes: [("samples", agreement.samples, ""), Self.note(accepted, "answer")])
  }

  /// Reports on sets of labels.
  private init(
    labels: [String], annotators: [String], agreement: LabelSetAgreement, accepted: Int
  ) {
    func line(_ name: String, _ figures: LabelSetAgreement.Figures) -> Line {
      Line(
        name: name, count: figures.comparisons, figures: [("meanOverlap", figures.meanOverlap)])
    }
    let overall = Line(
      name: "all", count: agreement.overall.comparisons,
      figures: [("alpha", agreement.alpha), ("meanOverlap", agreement.overall.meanOverlap)])
    self.init(
      sections: [
        Section(title: "overall", counted: "comparisons", lines: [overall]),
        Section(
          title: "labels", counted: "answers",
          lines: zip(labels, agreement.labels).map {
            Line(name: $0, count: $1.answers, figures: [("alpha", $1.alpha)])
          }),
        Section(
          title: "annotators", counted: "comparisons",
          lines: zip(annotators, agreement.annotators).map(line)),
        Section(
          title: "pairs", counted: "comparisons",
          lines: agreement.pairs.map {
            line(Self.pair($0.first, $0.second, annotators), $0.figures)
          }),
      ], notes: [Self.note(accepted, "answer")])
  }

  /// Reports on masks.
  private init(
    labels: [String], annotators: [String], agreement: MaskAgreement, accepted: Int
  ) {
    func line(_ name: String, _ figures: MaskAgreement.Figures) -> Line {
      Line(
        name: name, count: figures.comparisons, figures: [("meanOverlap", figures.meanOverlap)])
    }
    self.init(
      sections: Self.sections(
        overall: line("all", agreement.overall), labels: zip(labels, agreement.labels).map(line),
        annotators: zip(annotators, agreement.annotators).map(line),
        pairs: agreement.pairs.map {
          line(Self.pair($0.first, $0.second, annotators), $0.figures)
        }), notes: [Self.note(accepted, "answer")])
  }

  /// Reports on boxes; `accepted` boxes were suggested and left as they were.
  init(labels: [String], annotators: [String], agreement: BoxAgreement, accepted: Int) {
    func line(_ name: String, _ figures: BoxAgreement.Figures) -> Line {
      Line(
        name: name, count: figures.comparisons,
        figures: [("f1", figures.f1), ("meanOverlap", figures.meanOverlap)])
    }
    self.init(
      sections: Self.sections(
        overall: line("all", agreement.overall), labels: zip(labels, agreement.labels).map(line),
        annotators: zip(annotators, agreement.annotators).map(line),
        pairs: agreement.pairs.map {
          line(Self.pair($0.first, $0.second, annotators), $0.figures)
        }), notes: [Self.note(accepted, "box")])
  }

  private static func sections(
    overall: Line, labels: [Line], annotators: [Line], pairs: [Line]
  ) -> [Section] {
    [("overall", [overall]), ("labels", labels), ("annotators", annotators), ("pairs", pairs)]
      .map { Section(title: $0, counted: "comparisons", lines: $1) }
  }

  private static func pair(_ first: Int, _ second: Int, _ annotators: [String]) -> String {
    annotators[first] + " / " + annotators[second]
  }

  private static func note(
    _ accepted: Int, _ thing: String
  ) -> (key: String, count: Int, text: String) {
    (
      "acceptedSuggestions", accepted,
      "\(Count.text(accepted, thing)) that were suggested and left as they were are not counted"
    )
  }
}

extension LabelConsolidation {
  /// How many answers are what was suggested.
  static func accepted(in answers: JobAnswers, job: Job) -> Int {
    answers.objects.reduce(0) { sum, object in
      sum + object.answers.count { saysNothing($0, job) }
    }
  }
}
