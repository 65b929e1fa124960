import AnnotationModel
import Store

/// The submitted answers of a job, image by image, with annotators by index.
struct JobAnswers {
  /// Who answered.
  enum Annotator: Hashable {
    case person(ID<Person>)
    /// A model, when it was asked to count as one more annotator.
    case model(Source)
  }

  /// One annotator's answer to one image.
  struct Answer {
    /// Index of the annotator.
    let annotator: Int
    let layer: Layer
    /// Numbers of shapes that were suggested and left as they were.
    let accepted: Set<Int>
  }

  /// An image with its answers.
  struct Object {
    let image: Image
    let answers: [Answer]
  }

  /// The images with at least one answer of a person, in the order of the job.
  private(set) var objects: [Object] = []
  /// What a run has to note about the layers that were read.
  private(set) var inputs: [RunInput] = []
  /// The annotators by their index, in the order in which they are met.
  private(set) var annotators: [Annotator] = []
  private var indexes: [Annotator: Int] = [:]

  /// Reads all submitted answers of a job, and with `models` what models said of the same images.
  init(job: Job, lead: LeadView, models: Bool = false) throws {
    var last = -1
    while case let page = try lead.submittedLayers(of: job, after: last), let end = page.last {
      let predictions =
        models ? try lead.modelLayers(of: job, at: last + 1...end.index) : []
      let byIndex = Dictionary(grouping: predictions, by: \.index)
      for object in page {
        var answers = object.layers.map { submitted in
          Answer(
            annotator: index(of: .person(submitted.annotator)), layer: submitted.layer,
            accepted: submitted.accepted)
        }
        inputs += object.layers.map(\.input)
        for prediction in byIndex[object.index] ?? [] {
          inputs.append(prediction.input)
          answers.append(
            Answer(
              annotator: index(of: .model(prediction.layer.source)),
              layer: Self.asked(prediction.layer, job: job), accepted: []))
        }
        objects.append(Object(image: object.image, answers: answers))
      }
      last = end.index
    }
  }

  private mutating func index(of annotator: Annotator) -> Int {
    if let known = indexes[annotator] { return known }
    indexes[annotator] = annotators.count
    annotators.append(annotator)
    return annotators.count - 1
  }

  /// What a model says is there: shapes and tags that are at least as sure as their label asks.
  private static func asked(_ layer: Layer, job: Job) -> Layer {
    func isSure(_ label: ID<Label>, _ confidence: Confidence?) -> Bool {
      let threshold = job.labels.first { $0.id == label }?.threshold?.value ?? 0.5
      return confidence.map { $0.value >= threshold } ?? true
    }
    var asked = layer
    asked.shapes = layer.shapes.filter { isSure($0.label, $0.confidence) }
    asked.tags = layer.tags.filter { isSure($0.label, $0.confidence) }
    return asked
  }

  /// What people call the annotators, by their index.
  func names(in store: Store) throws -> [String] {
    let persons = Dictionary(
      try store.persons().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return annotators.map { annotator in
      switch annotator {
      case .person(let id): persons[id] ?? "?"
      case .model(.model(let name, let version, _)): "\(name) \(version)"
      case .model: "model"
      }
    }
  }
}
