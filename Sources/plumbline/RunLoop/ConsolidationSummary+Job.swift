import AnnotationModel
import Store
import Workbench

extension Workbench.ConsolidationSummary {
  /// What came of a consolidation, and how it stands to what the job's answers are now; labels are
  /// named in a language.
  init(
    of found: JobConsolidation, lead: LeadView, language: String
  ) throws(StoreError) {
    let standing = try AnswerStanding(of: found, lead: lead)
    let status = try lead.status(of: found.job)
    let confidences = found.confidences
    self.init(
      method: Workbench.ConsolidationMethod(
        id: found.plan.method.rawValue, title: found.plan.method.title(for: found.job.task)),
      countsModels: found.plan.models, usesGold: found.plan.gold, fit: Self.words(for: found.fit),
      isSettled: found.fit.converged,
      progress: ConsolidationProgress(
        images: status.dataObjects, asked: found.job.annotatorsPerImage,
        byAnswers: status.byAnswers,
        gold: found.answers.objects.count { $0.gold != nil }, reviewed: status.review.reviewed,
        adjudicated: standing.pins.values.count { $0 == "adjudication" }),
      annotators: zip(found.annotators, found.shortNames).map {
        Self.annotator($0, name: $1, found.job, language)
      },
      items: Self.items(of: found, standing, language), doubtTitle: Self.doubtTitle(found.job.task),
      confidences: confidences.compactMap(\.self).sorted(),
      unmeasured: confidences.count { $0 == nil }, thing: Self.thing(found.job.task),
      standing: standing.sentences, publication: standing.publication,
      notes: found.notes)
  }

  /// `12 iterations, settled, 0.03 s`.
  private static func words(for fit: JobConsolidation.Fit) -> String {
    var parts: [String] = []
    if let iterations = fit.iterations, iterations > 0 {
      parts.append(Count.text(iterations, "iteration"))
      parts.append(fit.converged ? "settled" : "not settled")
    }
    parts.append("\((fit.seconds * 100).rounded() / 100) s")
    return parts.joined(separator: ", ")
  }

  private static func doubtTitle(_ task: TaskType) -> String {
    switch task {
    case .boundingBox: "Wrong boxes"
    case .semanticSegmentation: "% disputed"
    case .imageClassification, .labelVerification: "Doubt"
    case .multiLabelClassification: "Wrong labels"
    }
  }

  private static func thing(_ task: TaskType) -> String {
    switch task {
    case .boundingBox: "box"
    case .semanticSegmentation: "mask"
    default: "label"
    }
  }

  /// The most disputed first; those whose answer stands whatever the run says come after.
  private static func items(
    of found: JobConsolidation, _ standing: AnswerStanding, _ language: String
  ) -> [ConsolidationItem] {
    let scale = found.job.task == .semanticSegmentation ? 100.0 : 1
    let items = found.disputes(language: language).map { dispute in
      ConsolidationItem(
        index: dispute.index, image: dispute.image.id,
        name: dispute.image.locations.first?.place.fileName
          ?? ImageLibrary.name(of: dispute.image), doubt: dispute.doubt.map { $0 * scale },
        answers: dispute.answers, text: dispute.text,
        isAgainstMajority: dispute.isAgainstMajority || dispute.isTied,
        pinnedBy: standing.pins[dispute.image.id] ?? "")
    }
    return items.filter(\.pinnedBy.isEmpty) + items.filter { !$0.pinnedBy.isEmpty }
  }

  private static func annotator(
    _ annotator: ConsolidatedAnnotator, name: String, _ job: Job, _ language: String
  ) -> ConsolidationAnnotator {
    ConsolidationAnnotator(
      name: name, answers: annotator.answers, skill: annotator.skill,
      interval: annotator.interval, precision: annotator.precision, recall: annotator.recall,
      standing: annotator.standing.flatMap(ConsolidationAnnotator.Standing.init) ?? .unmeasured,
      heatMap: annotator.confusion.map { heatMap($0, job, language) })
  }

  /// Columns are headed by the labels' codes, or by their numbers where two have the same code.
  private static func heatMap(
    _ confusion: ConsolidatedAnnotator.Confusion, _ job: Job, _ language: String
  ) -> HeatMap {
    let isSquare = confusion.truths == confusion.answers
    let codes = job.labels.map(\.code)
    let areUnique = Set(codes).count == codes.count
    let truths = job.labels.map { $0.displayName(language: language) }
    return HeatMap(
      rows: isSquare && !areUnique
        ? truths.enumerated().map { "\($0.offset + 1) \($0.element)" } : truths,
      columns: !isSquare
        ? confusion.answers : areUnique ? codes : codes.indices.map { "\($0 + 1)" },
      values: confusion.values, isSquare: isSquare)
  }
}
