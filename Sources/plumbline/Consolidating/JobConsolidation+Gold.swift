import AnnotationModel
import Consolidation

/// How often a method is right about the project's gold while it is not shown it.
struct GoldReport: Hashable, Sendable {
  /// Images, or for several labels questions, that were compared.
  let items: Int
  /// What they are: `image` or `question`.
  let thing: String
  /// Figures of the method and, where there is one to compare with, of a majority vote, 0...1.
  let figures: [Figure]

  /// One figure.
  struct Figure: Hashable, Sendable {
    /// Its key in JSON.
    let key: String
    let own: Double?
    let majority: Double?
  }
}

extension JobConsolidation {
  /// Holds gold out part by part, so that what is compared was never shown to the method.
  func goldReport() throws -> GoldReport {
    switch body {
    case .boxes:
      try boxGold(ConsolidationInput(answers, job: job, names: names))
    case .labels: try labelGold()
    case .masks(let found): maskGold(found)
    }
  }

  private func boxGold(_ input: ConsolidationInput) throws -> GoldReport {
    let check = try BoxGoldCheck(
      input.tasks, annotatorCount: names.count, classCount: job.labels.count,
      method: plan.method.forBoxes ?? .dawidSkene, options: plan.boxes)
    return GoldReport(
      items: check.images, thing: "image",
      figures: [
        .init(key: "f1", own: check.score.f1, majority: check.majority.f1),
        .init(
          key: "meanOverlap", own: check.score.meanOverlap, majority: check.majority.meanOverlap),
        .init(
          key: "labelAccuracy", own: check.score.labelAccuracy,
          majority: check.majority.labelAccuracy),
      ])
  }

  private func labelGold() throws -> GoldReport {
    let method = plan.method.forClasses ?? .dawidSkene
    var (items, right, byMajority) = (0, 0, 0)
    if job.task == .multiLabelClassification {
      let gold = LabelConsolidation.goldSets(of: answers, job: job)
      let given = LabelConsolidation.sets(of: answers, job: job)
      for label in job.labels.indices {
        let table = try AnswerTable(
          given.filter { !$0.unasked.contains(label) }.map {
            .init(item: $0.item, worker: $0.worker, choice: $0.labels.contains(label) ? 1 : 0)
          }, itemCount: answers.objects.count, workerCount: names.count, classCount: 2,
          repeats: .lastWins)
        let check = try GoldCheck(
          table, method: method, options: plan.model,
          gold: gold.mapValues { $0.contains(label) ? 1 : 0 })
        items += check.items
        right += check.right
        byMajority += check.rightByMajority
      }
    } else {
      let check = try GoldCheck(
        try LabelConsolidation.table(of: answers, job: job), method: method, options: plan.model,
        gold: LabelConsolidation.gold(of: answers, job: job))
      (items, right, byMajority) = (check.items, check.right, check.rightByMajority)
    }
    func share(_ count: Int) -> Double? { items == 0 ? nil : Double(count) / Double(items) }
    return GoldReport(
      items: items, thing: job.task == .multiLabelClassification ? "question" : "image",
      figures: [.init(key: "accuracy", own: share(right), majority: share(byMajority))])
  }

  /// Masks are fused without gold, so all of it is held out.
  private func maskGold(_ found: SurfaceConsolidation) -> GoldReport {
    let gold = Dictionary(
      answers.objects.compactMap { object in object.gold.map { (object.index, $0) } },
      uniquingKeysWith: { first, _ in first })
    var tasks: [MaskTask] = []
    for (item, image) in found.images.enumerated() {
      guard let truth = gold[found.places[item]], let size = image.size else { continue }
      let own = found.results[item].masks.map {
        LabeledMask(mask: $0.mask, classIndex: $0.classIndex)
      }
      let known = SurfaceAnswers.masks(of: truth, job: job, size: size)
      tasks.append(
        MaskTask(
          size: size,
          answers: [MaskAnswer(annotator: 0, masks: own), MaskAnswer(annotator: 1, masks: known)]))
    }
    let overlap = MaskAgreement(
      tasks, annotatorCount: 2, classCount: job.labels.count, bootstrap: Bootstrap(samples: 1)
    ).overall.meanOverlap.value
    return GoldReport(
      items: tasks.count, thing: "image",
      figures: [.init(key: "meanOverlap", own: overlap, majority: nil)])
  }
}
