import AnnotationModel
import Store

/// The submitted answers of a job, image by image, with annotators by index.
struct JobAnswers: Sendable {
  /// Who answered.
  enum Annotator: Hashable, Sendable {
    case person(ID<Person>)
    /// A model, when it was asked to count as one more annotator.
    case model(Source)
  }

  /// One annotator's answer to one image.
  struct Answer: Hashable, Sendable {
    /// Index of the annotator.
    let annotator: Int
    let layer: Layer
    /// Numbers of shapes that were suggested and left as they were.
    let accepted: Set<Int>
    /// The labels of the whole image that it was started with; nil when it was started empty.
    var suggestedTags: Set<ID<Label>>?
  }

  /// An image with its answers.
  struct Object: Hashable, Sendable {
    /// Its place in the job, from 0.
    let index: Int
    let image: Image
    var answers: [Answer]
    /// What is known to be true of it; nil when nothing is, or gold was not asked for.
    var gold: Layer?
  }

  /// The images with at least one answer of a person, in the order of the job.
  private(set) var objects: [Object] = []
  /// What a run has to note about the answers that were read.
  private(set) var inputs: [RunInput] = []
  /// What a run has to note about the gold that was read.
  private(set) var goldInputs: [RunInput] = []
  /// The annotators by their index, in the order in which they are met.
  private(set) var annotators: [Annotator] = []
  /// All labels of the answers and the gold.
  var labels: Set<ID<Label>> {
    var labels: Set<ID<Label>> = []
    for object in objects {
      for layer in object.answers.map(\.layer) + [object.gold].compactMap(\.self) {
        labels.formUnion(layer.shapes.map(\.label))
        labels.formUnion(layer.tags.map(\.label))
      }
      for answer in object.answers { labels.formUnion(answer.suggestedTags ?? []) }
    }
    return labels
  }

  private var indexes: [Annotator: Int] = [:]

  /// Reads all submitted answers of a job; with `models` what models said of the same images, and
  /// with `gold` what is known of them.
  ///
  /// With `inputs` only these layers are read, as long as they are what they were: those of a run,
  /// to do it again.
  init(
    job: Job, lead: LeadView, models: Bool = false, gold: Bool = false,
    only inputs: [RunInput]? = nil
  ) throws(StoreError) {
    let wanted = inputs.map { Set($0) }
    func isWanted(_ input: RunInput) -> Bool { wanted?.contains(input) ?? true }
    var last = -1
    while case let page = try lead.submittedLayers(of: job, after: last), let end = page.last {
      let places = last + 1...end.index
      let predictions = models ? try lead.modelLayers(of: job, at: places) : []
      let truths = gold ? try lead.goldLayers(of: job, at: places) : []
      let predicted = Dictionary(grouping: predictions, by: \.index)
      let known = Dictionary(truths.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
      for object in page {
        let layers = object.layers.filter { isWanted($0.input) }
        guard !layers.isEmpty else { continue }
        var answers = layers.map { submitted in
          Answer(
            annotator: index(of: .person(submitted.annotator)), layer: submitted.layer,
            accepted: submitted.accepted, suggestedTags: submitted.suggestedTags)
        }
        self.inputs += layers.map(\.input)
        for prediction in predicted[object.index] ?? [] where isWanted(prediction.input) {
          self.inputs.append(prediction.input)
          answers.append(
            Answer(
              annotator: index(of: .model(prediction.layer.source)),
              layer: Self.asked(prediction.layer, job: job), accepted: []))
        }
        let truth = known[object.index].flatMap { isWanted($0.input) ? $0 : nil }
        if let truth { goldInputs.append(truth.input) }
        objects.append(
          Object(
            index: object.index, image: object.image, answers: answers, gold: truth?.layer))
      }
      last = end.index
    }
  }

  /// The answers with some of each image's left out: those at the places that `kept` names.
  func keeping(_ kept: (Object) -> [Int]) -> JobAnswers {
    var fewer = self
    fewer.objects = objects.map { object in
      var object = object
      object.answers = kept(object).map { object.answers[$0] }
      return object
    }
    return fewer
  }

  /// The answers to some of the images: those at these places among `objects`.
  func keepingObjects(at places: Set<Int>) -> JobAnswers {
    var fewer = self
    fewer.objects = objects.enumerated().filter { places.contains($0.offset) }.map(\.element)
    return fewer
  }

  /// The answers alone, as if nothing were known to be true.
  var withoutGold: JobAnswers {
    var blind = self
    for index in blind.objects.indices { blind.objects[index].gold = nil }
    blind.goldInputs = []
    return blind
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
  func names(in store: Store) throws(StoreError) -> [String] {
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
