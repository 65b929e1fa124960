import AnnotationModel
import Consolidation
import Store

/// The submitted answers of a job in the form that consolidation takes.
struct ConsolidationInput {
  /// The images with at least one answer, in the order of the job.
  let images: [Image]
  /// Their answers.
  let tasks: [BoxTask]
  /// The annotators, by the index that tasks use.
  let annotators: [ID<Person>]
  /// What the run has to note about the layers it read.
  let inputs: [RunInput]
  /// Boxes that were suggested and left as they were: no independent answers.
  let acceptedSuggestions: Int

  /// Reads all submitted answers of a job.
  init(job: Job, lead: LeadView) throws {
    var images: [Image] = []
    var tasks: [BoxTask] = []
    var inputs: [RunInput] = []
    var indexes: [ID<Person>: Int] = [:]
    var last = -1
    while case let page = try lead.submittedLayers(of: job, after: last), let end = page.last {
      for object in page {
        images.append(object.image)
        inputs += object.layers.map(\.input)
        tasks.append(
          BoxTask(
            answers: object.layers.map { submitted in
              let index = indexes[submitted.annotator] ?? indexes.count
              indexes[submitted.annotator] = index
              return Self.answer(submitted, annotator: index, job: job)
            }))
      }
      last = end.index
    }
    self.images = images
    self.tasks = tasks
    self.inputs = inputs
    acceptedSuggestions = tasks.reduce(0) { sum, task in
      sum + task.answers.reduce(0) { $0 + $1.boxes.count - $1.independent.count }
    }
    annotators = indexes.sorted { $0.value < $1.value }.map(\.key)
  }

  private static func answer(
    _ submitted: SubmittedLayer, annotator: Int, job: Job
  ) -> Consolidation.BoxAnswer {
    Consolidation.BoxAnswer(
      annotator: annotator,
      boxes: submitted.layer.shapes.compactMap { shape in
        guard case .box(let box) = shape.geometry,
          let index = job.classIndex(of: shape.label)
        else { return nil }
        return LabeledBox(
          box: box, classIndex: index,
          isIndependent: !submitted.accepted.contains(shape.number))
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
