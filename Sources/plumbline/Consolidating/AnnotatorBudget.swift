import AnnotationModel
import Consolidation
import Workbench

/// What a job's result would have been with fewer annotators, by leaving out answers at random.
///
/// Every image keeps at most so many of its answers; the same plan consolidates what is left, and
/// the result is compared with that of all answers, and with gold, which it is not shown.
struct AnnotatorBudget {
  /// The rows, one per number of annotators.
  let table: ConsolidationBudget

  /// How often answers are drawn for each number.
  static let draws = 5
  /// The most images that are looked at: the first with the most answers.
  static let images = 400

  /// Tries all numbers of annotators up to the most that an image has, at most ten.
  init(of found: JobConsolidation, seed: UInt64 = 1) throws {
    let sample = AnswerSample(seed: seed)
    let answers = Self.sampled(found.answers)
    var plan = found.plan
    // Gold would make few answers look better than they are.
    plan.gold = false
    let whole = try Self.outcome(of: answers, found, plan)
    let most = min(10, answers.objects.map(\.answers.count).max() ?? 0)
    var rows: [ConsolidationBudget.Row] = []
    for number in 1...max(1, most) {
      // With all answers there is one way to draw them.
      let isWhole = answers.objects.allSatisfy { $0.answers.count <= number }
      var (matches, golds, costs) = ([Double](), [Double](), 0)
      let draws = isWhole ? 1 : Self.draws
      for draw in 0..<draws {
        let fewer = answers.keeping {
          sample.places(keeping: number, of: $0.answers.count, item: $0.index, draw: draw)
        }
        let outcome = isWhole ? whole : try Self.outcome(of: fewer, found, plan)
        costs += fewer.objects.reduce(0) { $0 + $1.answers.count }
        if let match = outcome.match(with: whole) { matches.append(match) }
        if let gold = outcome.matchWithGold { golds.append(gold) }
      }
      rows.append(
        ConsolidationBudget.Row(
          annotators: number, answers: costs / draws, match: Self.mean(matches),
          range: isWhole ? nil : Self.range(matches), gold: Self.mean(golds)))
    }
    table = ConsolidationBudget(
      rows: rows, measure: BudgetOutcome.measure(found.job.task), draws: Self.draws, seed: seed,
      images: answers.objects.count)
  }

  /// Few enough images to be quick, those with the most answers, in the order of the job.
  private static func sampled(_ answers: JobAnswers) -> JobAnswers {
    guard answers.objects.count > images else { return answers }
    let chosen = answers.objects.enumerated().sorted {
      ($1.element.answers.count, $0.offset) < ($0.element.answers.count, $1.offset)
    }.prefix(images).map(\.offset)
    return answers.keepingObjects(at: Set(chosen))
  }

  private static func outcome(
    of answers: JobAnswers, _ found: JobConsolidation, _ plan: ConsolidationPlan
  ) throws -> BudgetOutcome {
    BudgetOutcome(try JobConsolidation(answers, job: found.job, names: found.names, plan: plan))
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}

/// A result in a form that can be compared with another and with gold.
private struct BudgetOutcome {
  private let job: Job
  private let boxes: [[LabeledBox]]
  private let labels: [Set<Int>]
  private let masks: [ID<Image>: (size: ImageSize, masks: [LabeledMask])]
  private let gold: [Layer?]
  private let images: [ID<Image>]

  init(_ found: JobConsolidation) {
    job = found.job
    gold = found.answers.objects.map(\.gold)
    images = found.answers.objects.map(\.image.id)
    var (boxes, labels) = ([[LabeledBox]](), [Set<Int>]())
    var masks: [ID<Image>: (size: ImageSize, masks: [LabeledMask])] = [:]
    switch found.body {
    case .boxes(let consensus, _): boxes = consensus.images.map { $0.map(\.labeled) }
    case .labels(let consensus): labels = consensus.outcomes.map { Set($0.labels.map(\.index)) }
    case .masks(let surfaces):
      for (image, result) in zip(surfaces.images, surfaces.results) {
        guard let size = image.size else { continue }
        masks[image.id] = (
          size, result.masks.map { LabeledMask(mask: $0.mask, classIndex: $0.classIndex) }
        )
      }
    }
    (self.boxes, self.labels, self.masks) = (boxes, labels, masks)
  }

  /// What the match is measured in.
  static func measure(_ task: TaskType) -> String {
    switch task {
    case .boundingBox: "F1"
    case .semanticSegmentation: "IoU"
    default: "same"
    }
  }

  /// How far this is the same as another result over the same images, 0...1.
  func match(with other: BudgetOutcome) -> Double? {
    switch job.task {
    case .boundingBox: return Self.f1(zip(boxes, other.boxes).map { ($0, $1) })
    case .semanticSegmentation:
      return Self.overlap(
        masks.sorted { $0.key < $1.key }.compactMap { id, own in
          other.masks[id].map { (own.size, own.masks, $0.masks) }
        }, classCount: job.labels.count)
    default:
      let equal = zip(labels, other.labels).count { $0 == $1 }
      return labels.isEmpty ? nil : Double(equal) / Double(labels.count)
    }
  }

  /// How far this is the same as gold, where there is gold, 0...1.
  var matchWithGold: Double? {
    let known = gold.enumerated().compactMap { item, layer in layer.map { (item, $0) } }
    guard !known.isEmpty else { return nil }
    switch job.task {
    case .boundingBox:
      return Self.f1(
        known.map { item, layer in
          (
            boxes[item],
            layer.shapes.compactMap { shape in
              job.classIndex(of: shape.label).map {
                LabeledBox(box: shape.geometry.bounds, classIndex: $0)
              }
            }
          )
        })
    case .semanticSegmentation:
      return Self.overlap(
        known.compactMap { item, layer in
          masks[images[item]].map {
            ($0.size, $0.masks, SurfaceAnswers.masks(of: layer, job: job, size: $0.size))
          }
        }, classCount: job.labels.count)
    default:
      let equal = known.count { item, layer in
        labels[item] == Set(LabelConsolidation.labels(of: layer, job))
      }
      return Double(equal) / Double(known.count)
    }
  }

  private static func f1(_ pairs: [([LabeledBox], [LabeledBox])]) -> Double? {
    pairs.reduce(into: DetectionScore()) {
      $0 += DetectionScore(predicted: $1.0, gold: $1.1)
    }.f1
  }

  private static func overlap(
    _ pairs: [(ImageSize, [LabeledMask], [LabeledMask])], classCount: Int
  ) -> Double? {
    MaskAgreement(
      pairs.map { size, own, other in
        MaskTask(
          size: size,
          answers: [
            MaskAnswer(annotator: 0, masks: own), MaskAnswer(annotator: 1, masks: other),
          ])
      }, annotatorCount: 2, classCount: classCount, bootstrap: Bootstrap(samples: 1)
    ).overall.meanOverlap.value
  }
}
