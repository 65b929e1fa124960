import AnnotationModel
import Consolidation
import Store

/// Makes one set of masks per image out of several annotators' masks and polygons.
///
/// An answer that was made from somebody else's and left as it was is none, except where nobody
/// said anything else; one in which something was changed counts as a whole.
struct SurfaceConsolidation: Sendable {
  /// The images with an answer and a known size, in the order of the job.
  let images: [Image]
  /// The places of these images in the job, from 0.
  let places: [Int]
  /// Images that were left out because their size is not known.
  let sizeless: Int
  /// How many answers were suggested and left as they were.
  let acceptedSuggestions: Int
  /// The answers that count.
  let tasks: [MaskTask]
  /// What was found for each image.
  let results: [MaskConsolidation.Result]

  /// Consolidates all answers of a job.
  init(_ given: JobAnswers, job: Job, method: MaskConsolidation.Method) throws {
    let answers = SurfaceAnswers(given, job: job)
    images = answers.objects.map(\.image)
    places = answers.objects.map(\.index)
    (sizeless, acceptedSuggestions, tasks) = (
      answers.sizeless, answers.acceptedSuggestions, answers.tasks
    )
    results = try MaskConsolidation.run(
      tasks, annotatorCount: given.annotators.count, classCount: job.labels.count,
      method: method, subject: .surfaces)
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
