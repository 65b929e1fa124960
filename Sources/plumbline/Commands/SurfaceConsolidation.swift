import AnnotationModel
import Consolidation
import Store

/// Makes one set of masks per image out of several annotators' masks and polygons.
struct SurfaceConsolidation {
  /// The images with an answer and a known size, in the order of the job.
  private(set) var images: [Image] = []
  /// Images that were left out because their size is not known.
  private(set) var sizeless = 0
  private let results: [MaskConsolidation.Result]

  /// Consolidates all answers of a job.
  init(_ given: JobAnswers, job: Job, method: MaskConsolidation.Method) throws {
    var tasks: [MaskTask] = []
    for object in given.objects {
      guard let size = object.image.size else {
        sizeless += 1
        continue
      }
      images.append(object.image)
      tasks.append(
        MaskTask(
          size: size,
          answers: object.answers.map {
            MaskAnswer(
              annotator: $0.annotator, masks: Self.masks($0.layer, job: job, size: size))
          }))
    }
    results = try MaskConsolidation.run(
      tasks, annotatorCount: given.annotators.count, classCount: job.labels.count,
      method: method, subject: .surfaces)
  }

  private static func masks(_ layer: Layer, job: Job, size: ImageSize) -> [LabeledMask] {
    layer.shapes.compactMap { shape in
      guard let index = job.classIndex(of: shape.label) else { return nil }
      let mask: Mask? =
        switch shape.geometry {
        case .mask(let mask): mask
        case .polygon(let polygon): Mask(filling: polygon, in: size)
        case .box(let box): Mask(covering: box, in: size)
        }
      return mask.map { LabeledMask(mask: $0, classIndex: index) }
    }
  }

  /// The layers that the result becomes.
  func layers(_ labels: [Label]) -> [RunLayer] {
    zip(images, results).map { image, result in
      RunLayer(
        image: image.id,
        shapes: result.masks.map {
          ImportedShape(
            label: labels[$0.classIndex].id, geometry: .mask($0.mask), confidence: $0.confidence)
        })
    }
  }

  /// Per label the images and the mean confidence, and the images that are disputed most.
  func report(_ labels: [Label]) -> [String] {
    var lines = labels.enumerated().map { index, label in
      let masks = results.flatMap(\.masks).filter { $0.classIndex == index }
      let sure = masks.compactMap { $0.confidence?.value }
      let mean =
        sure.isEmpty ? "-" : "\((sure.reduce(0, +) / Double(sure.count) * 100).rounded() / 100)"
      return "\(label.name)  \(Count.text(masks.count, "mask")), confidence \(mean)"
    }
    let disputed = zip(images, results).filter { $0.1.disagreement.amount > 0 }
      .sorted { $0.1.disagreement.amount > $1.1.disagreement.amount }
    for (image, result) in disputed.prefix(10) {
      let share = (result.disagreement.amount * 1000).rounded() / 10
      let name = image.locations.first?.place.fileName ?? "image"
      lines.append("  \(name): \(share) % of the pixels disputed")
    }
    if sizeless > 0 {
      lines.append("\(Count.text(sizeless, "image")) of unknown size left out")
    }
    return lines
  }
}
