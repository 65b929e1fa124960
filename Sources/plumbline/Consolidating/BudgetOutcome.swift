import AnnotationModel
import Consolidation

/// A result in a form that can be compared with another and with gold.
struct BudgetOutcome {
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
