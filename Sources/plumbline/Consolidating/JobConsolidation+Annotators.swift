import AnnotationModel
import Consolidation

/// How well one annotator answers, whatever the job asks.
struct ConsolidatedAnnotator: Sendable {
  let name: String
  /// Images answered.
  let answers: Int
  /// The probability of a right answer, 0...1; nil where it is not estimated.
  let skill: Double?
  /// Where the skill lies with 95 % probability; nil where that is not known.
  let interval: ClosedRange<Double>?
  /// The share of the boxes drawn that the result has; nil for other jobs.
  let precision: Double?
  /// The share of the boxes of the result that were drawn; nil for other jobs.
  let recall: Double?
  /// `sound`, `careless`, `reversed` or `unmeasured`; nil where the method does not tell.
  let standing: String?
  /// How each truth is answered, as rows; nil where the method does not tell.
  let confusion: Confusion?

  /// Probabilities of answers for each truth.
  struct Confusion: Hashable, Sendable {
    /// What is true, row by row.
    let truths: [String]
    /// What is answered, column by column.
    let answers: [String]
    /// Probabilities, row by row; nil where nothing is known.
    let values: [[Double?]]
  }
}

extension JobConsolidation {
  /// The annotators by their index.
  var annotators: [ConsolidatedAnnotator] {
    switch body {
    case .boxes(let found, _): found.annotators.map(boxAnnotator)
    case .labels(let found): names.indices.map { labelAnnotator($0, found) }
    case .masks(let found): names.indices.map { maskAnnotator($0, found) }
    }
  }

  /// One annotator alone agrees with themselves; that says nothing about how well they answer.
  private var isMeasured: Bool { names.count > 1 }

  private func boxAnnotator(_ report: AnnotatorReport) -> ConsolidatedAnnotator {
    ConsolidatedAnnotator(
      name: names[report.annotator], answers: report.images,
      skill: isMeasured ? report.skill : nil, interval: isMeasured ? report.skillInterval : nil,
      precision: isMeasured ? report.precision : nil, recall: isMeasured ? report.recall : nil,
      standing: isMeasured ? report.standing.rawValue : nil,
      confusion: isMeasured ? report.confusion.map(matrix) : nil)
  }

  private func matrix(_ matrix: ConfusionMatrix) -> ConsolidatedAnnotator.Confusion {
    let names = job.labels.map(\.name)
    return .init(
      truths: names, answers: names,
      values: names.indices.map { truth in
        names.indices.map { matrix[truth: truth, answer: $0] }
      })
  }

  /// With several questions the mean over those that the annotator answered.
  private func labelAnnotator(
    _ index: Int, _ found: LabelConsolidation
  ) -> ConsolidatedAnnotator {
    let skills = found.questions.map { $0.annotators[index] }.filter { $0.answers > 0 }
    let mean = skills.map(\.skill).reduce(0, +) / Double(max(1, skills.count))
    let doubts = Set(skills.map(\.standing))
    let standing = [AnnotatorSkill.Standing.reversed, .careless, .sound]
      .first(where: doubts.contains)
    return ConsolidatedAnnotator(
      name: names[index], answers: skills.map(\.answers).max() ?? 0,
      skill: isMeasured && !skills.isEmpty ? mean : nil,
      interval: isMeasured && skills.count == 1 ? skills[0].interval : nil, precision: nil,
      recall: nil, standing: isMeasured ? standing?.rawValue : nil,
      confusion: isMeasured ? confusion(of: index, found) : nil)
  }

  private func confusion(
    of index: Int, _ found: LabelConsolidation
  ) -> ConsolidatedAnnotator.Confusion {
    guard job.task == .multiLabelClassification else {
      return matrix(found.questions[0].annotators[index].confusion)
    }
    return .init(
      truths: job.labels.map(\.name), answers: ["there", "absent"],
      values: found.questions.map { question in
        let skill = question.annotators[index]
        guard skill.answers > 0 else { return [nil, nil] }
        return [
          skill.confusion[truth: 1, answer: 1], skill.confusion[truth: 0, answer: 1],
        ]
      })
  }

  /// The skill of who paints masks is their mean overlap with the result.
  private func maskAnnotator(
    _ index: Int, _ found: SurfaceConsolidation
  ) -> ConsolidatedAnnotator {
    let own = found.tasks.indices.filter { item in
      found.tasks[item].answers.contains { $0.annotator == index }
    }
    let pairs = own.map { item in
      MaskTask(
        size: found.tasks[item].size,
        answers: [
          MaskAnswer(
            annotator: 0,
            masks: found.tasks[item].answers.first { $0.annotator == index }?.masks ?? []),
          MaskAnswer(
            annotator: 1,
            masks: found.results[item].masks.map {
              LabeledMask(mask: $0.mask, classIndex: $0.classIndex)
            }),
        ])
    }
    let overlap = MaskAgreement(
      pairs, annotatorCount: 2, classCount: job.labels.count, bootstrap: Bootstrap(samples: 200)
    ).overall.meanOverlap
    return ConsolidatedAnnotator(
      name: names[index], answers: own.count, skill: isMeasured ? overlap.value : nil,
      interval: isMeasured ? overlap.interval : nil, precision: nil, recall: nil, standing: nil,
      confusion: nil)
  }
}
