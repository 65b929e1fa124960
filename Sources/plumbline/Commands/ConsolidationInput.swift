import AnnotationModel
import Consolidation
import Store

/// The submitted boxes of a job in the form that consolidation takes.
struct ConsolidationInput {
  /// The images with at least one answer, in the order of the job.
  let images: [Image]
  /// Their answers.
  let tasks: [BoxTask]
  /// The annotators' names, by the index that tasks use.
  let names: [String]
  /// What the run has to note about the layers it read.
  let inputs: [RunInput]
  /// Boxes that were suggested and left as they were: no independent answers.
  let acceptedSuggestions: Int

  /// Reads all submitted answers of a job, and with `models` those of models.
  init(job: Job, lead: LeadView, store: Store, models: Bool = false) throws {
    let given = try JobAnswers(job: job, lead: lead, models: models)
    images = given.objects.map(\.image)
    tasks = given.objects.map { object in
      BoxTask(answers: object.answers.map { Self.answer($0, job: job) })
    }
    names = try given.names(in: store)
    inputs = given.inputs
    acceptedSuggestions = tasks.reduce(0) { sum, task in
      sum + task.answers.reduce(0) { $0 + $1.boxes.count - $1.independent.count }
    }
  }

  private static func answer(_ answer: JobAnswers.Answer, job: Job) -> Consolidation.BoxAnswer {
    Consolidation.BoxAnswer(
      annotator: answer.annotator,
      boxes: answer.layer.shapes.compactMap { shape in
        guard case .box(let box) = shape.geometry,
          let index = job.classIndex(of: shape.label)
        else { return nil }
        return LabeledBox(
          box: box, classIndex: index, isIndependent: !answer.accepted.contains(shape.number))
      })
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
