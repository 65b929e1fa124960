import AnnotationModel
import Consolidation

/// The masks and polygons of a job in the form that consolidation and agreement take.
struct SurfaceAnswers: Sendable {
  /// The images with an answer and a known size, in the order of the job.
  private(set) var objects: [JobAnswers.Object] = []
  /// Their answers, without those that were suggested and left as they were.
  private(set) var tasks: [MaskTask] = []
  /// Images that were left out because their size is not known.
  private(set) var sizeless = 0
  /// How many answers were suggested and left as they were.
  private(set) var acceptedSuggestions = 0

  /// Takes the answers of a job; where everybody left a suggestion as it was, it counts once.
  init(_ given: JobAnswers, job: Job) {
    for object in given.objects {
      guard let size = object.image.size else {
        sizeless += 1
        continue
      }
      let own = object.answers.filter { !Self.saysNothing($0) }
      acceptedSuggestions += object.answers.count - own.count
      let counted = own.isEmpty ? Array(object.answers.prefix(1)) : own
      objects.append(object)
      tasks.append(
        MaskTask(
          size: size,
          answers: counted.map {
            MaskAnswer(
              annotator: $0.annotator, masks: Self.masks(of: $0.layer, job: job, size: size))
          }))
    }
  }

  /// Whether an answer is what was suggested: nothing was added and nothing changed.
  private static func saysNothing(_ answer: JobAnswers.Answer) -> Bool {
    !answer.accepted.isEmpty && answer.accepted.count == answer.layer.shapes.count
  }

  /// The shapes of a layer as masks with their classes.
  static func masks(of layer: Layer, job: Job, size: ImageSize) -> [LabeledMask] {
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
}
