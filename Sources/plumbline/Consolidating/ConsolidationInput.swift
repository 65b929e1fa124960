import AnnotationModel
import Consolidation
import Store

/// The submitted boxes of a job in the form that consolidation takes.
struct ConsolidationInput: Sendable {
  /// The images with at least one answer, in the order of the job.
  let images: [Image]
  /// Their answers, and where it is known the truth.
  let tasks: [BoxTask]
  /// The annotators' names, by the index that tasks use.
  let names: [String]
  /// Boxes that were suggested and left as they were: no independent answers.
  let acceptedSuggestions: Int

  /// Takes the answers of a job about boxes.
  init(_ given: JobAnswers, job: Job, names: [String]) {
    images = given.objects.map(\.image)
    tasks = given.objects.map { object in
      BoxTask(
        answers: object.answers.map { Self.answer($0, job: job) },
        gold: object.gold.map { Self.boxes(of: $0, accepted: [], job: job) })
    }
    self.names = names
    acceptedSuggestions = tasks.reduce(0) { sum, task in
      sum + task.answers.reduce(0) { $0 + $1.boxes.count - $1.independent.count }
    }
  }

  private static func answer(_ answer: JobAnswers.Answer, job: Job) -> Consolidation.BoxAnswer {
    Consolidation.BoxAnswer(
      annotator: answer.annotator,
      boxes: boxes(of: answer.layer, accepted: answer.accepted, job: job))
  }

  private static func boxes(of layer: Layer, accepted: Set<Int>, job: Job) -> [LabeledBox] {
    layer.shapes.compactMap { shape in
      guard case .box(let box) = shape.geometry, let index = job.classIndex(of: shape.label)
      else { return nil }
      return LabeledBox(
        box: box, classIndex: index, isIndependent: !accepted.contains(shape.number))
    }
  }

  /// The layers that a result becomes.
  func layers(from consensus: BoxConsensus, labels: [Label]) -> [RunLayer] {
    zip(images, consensus.images).map { image, boxes in
      RunLayer(
        image: image.id,
        shapes: boxes.map {
          ImportedShape(
            label: labels[$0.classIndex].id, geometry: .box($0.box), confidence: $0.confidence)
        })
    }
  }
}
