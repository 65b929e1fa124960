import AnnotationModel
import Consolidation
import Interchange
import Store

/// Makes one answer out of several annotators' labels of whole images.
///
/// One label per image is one question with the job's labels as classes; several labels are one
/// question each, whether the label applies.
struct LabelConsolidation {
  /// What was found for one image.
  struct Outcome {
    let image: Image
    /// The labels that apply, by class index, with how sure that is.
    let labels: [(index: Int, confidence: Confidence?)]
    /// The votes of the annotators, by class index.
    let votes: [Int: Int]
    /// Whether most annotators say otherwise.
    let differsFromMajority: Bool
  }

  /// The images in the order of the job.
  let outcomes: [Outcome]
  /// What the run has to note about the layers it read.
  let inputs: [RunInput]
  /// The annotators, by the index that the results use.
  let annotators: [ID<Person>]
  /// The one question, or one per label.
  private let questions: [ClassConsolidation.Result]
  private let job: Job

  /// Reads all submitted answers of a job and consolidates them.
  init(
    job: Job, lead: LeadView, method: ClassConsolidation.Method,
    options: DawidSkene.Options = .init()
  ) throws {
    let given = try GivenLabels(job: job, lead: lead)
    self.job = job
    inputs = given.inputs
    annotators = given.annotators
    questions =
      job.task == .multiLabelClassification
      ? try given.several(labelCount: job.labels.count, method, options)
      : [try given.one(classCount: job.labels.count, method, options)]
    outcomes = given.images.indices.map { item in
      Self.outcome(given, item, questions, asksOnce: job.task != .multiLabelClassification)
    }
  }

  private static func outcome(
    _ given: GivenLabels, _ item: Int, _ questions: [ClassConsolidation.Result], asksOnce: Bool
  ) -> Outcome {
    var votes: [Int: Int] = [:]
    for label in given.answers[item].flatMap(\.labels) { votes[label, default: 0] += 1 }
    let answered = questions.indices.filter { questions[$0].consensus.support[item] > 0 }
    let labels = answered.compactMap { question -> (index: Int, confidence: Confidence?)? in
      let consensus = questions[question].consensus
      let confidence = consensus.confidence(of: item)
      if asksOnce { return (consensus.labels[item], confidence) }
      return consensus.labels[item] == 1 ? (question, confidence) : nil
    }
    return Outcome(
      image: given.images[item], labels: labels, votes: votes,
      differsFromMajority: answered.contains { questions[$0].differsFromMajority(item) })
  }

  /// How well each annotator answers, and who looks careless or reversed.
  ///
  /// With several questions the mean over those that the annotator answered.
  func annotatorReport(names: [String]) -> [String] {
    guard names.count > 1 else { return [] }
    return names.enumerated().map { index, name in
      let skills = questions.map { $0.annotators[index] }.filter { $0.answers > 0 }
      let mean = skills.map(\.skill).reduce(0, +) / Double(max(1, skills.count))
      let answers = skills.map(\.answers).max() ?? 0
      let doubts = Set(skills.map(\.standing)).intersection([.careless, .reversed])
        .map(\.rawValue).sorted()
      let interval =
        skills.count == 1
        ? " (\(Self.percent(skills[0].interval.lowerBound))"
          + " to \(Self.percent(skills[0].interval.upperBound)))" : ""
      return "\(name)  \(Count.text(answers, "answer")), skill \(Self.percent(mean))\(interval)"
        + (doubts.isEmpty ? "" : ", looks " + doubts.joined(separator: " and "))
    }
  }

  private static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }

  /// The layers that the result becomes.
  var layers: [RunLayer] {
    outcomes.map { outcome in
      RunLayer(
        image: outcome.image.id, shapes: [],
        tags: outcome.labels.map { Tag(label: job.labels[$0.index].id, confidence: $0.confidence) })
    }
  }

  /// What came of it, in words: how many of each label, and where most annotators say otherwise.
  var report: [String] {
    var counts = [Int](repeating: 0, count: job.labels.count)
    for outcome in outcomes { for label in outcome.labels { counts[label.index] += 1 } }
    var lines = zip(job.labels, counts).map { "\($0.name)  \($1)" }
    let disputed = outcomes.filter(\.differsFromMajority)
    lines.append("\(Count.text(disputed.count, "image")) differ from the majority")
    for outcome in disputed.prefix(20) {
      let name = outcome.image.locations.first?.place.fileName ?? "image"
      let chosen = outcome.labels.map { job.labels[$0.index].name }.joined(separator: ", ")
      lines.append("  \(name): \(chosen); votes \(votes(of: outcome))")
    }
    return lines
  }

  /// The votes of an image in words, most first.
  func votes(of outcome: Outcome) -> String {
    outcome.votes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\(job.labels[$0.key].name) \($0.value)" }.joined(separator: ", ")
  }
}

/// All submitted labels of a job.
private struct GivenLabels {
  private(set) var images: [Image] = []
  /// Per image who gave which labels.
  private(set) var answers: [[(worker: Int, labels: [Int])]] = []
  private(set) var inputs: [RunInput] = []
  let annotators: [ID<Person>]

  init(job: Job, lead: LeadView) throws {
    var workers: [ID<Person>: Int] = [:]
    var last = -1
    while case let page = try lead.submittedLayers(of: job, after: last), let end = page.last {
      for object in page {
        images.append(object.image)
        inputs += object.layers.map(\.input)
        answers.append(
          object.layers.map { submitted in
            let worker = workers[submitted.annotator] ?? workers.count
            workers[submitted.annotator] = worker
            return (worker, submitted.layer.tags.compactMap { job.classIndex(of: $0.label) })
          })
      }
      last = end.index
    }
    annotators = workers.sorted { $0.value < $1.value }.map(\.key)
  }

  /// One question with all labels as classes; an answer with no or several labels is none.
  func one(
    classCount: Int, _ method: ClassConsolidation.Method, _ options: DawidSkene.Options
  ) throws -> ClassConsolidation.Result {
    let single = answers.enumerated().flatMap { item, given in
      given.filter { $0.labels.count == 1 }.map {
        AnswerTable.Answer(item: item, worker: $0.worker, choice: $0.labels[0])
      }
    }
    let table = try AnswerTable(
      single, itemCount: images.count, workerCount: annotators.count, classCount: classCount,
      repeats: .lastWins)
    return try ClassConsolidation.run(table, method: method, options: options)
  }

  /// One question for each label, whether it applies.
  func several(
    labelCount: Int, _ method: ClassConsolidation.Method, _ options: DawidSkene.Options
  ) throws -> [ClassConsolidation.Result] {
    let sets = answers.enumerated().flatMap { item, given in
      given.map {
        MultiLabelConsolidation.Answer(
          item: item, worker: $0.worker, labels: Set($0.labels))
      }
    }
    return try MultiLabelConsolidation.run(
      sets, itemCount: images.count, workerCount: annotators.count, labelCount: labelCount,
      method: method, options: options
    ).questions
  }
}

extension TaskType {
  /// Whether answers are labels of whole images rather than things in them.
  var isAboutWholeImages: Bool {
    switch self {
    case .imageClassification, .multiLabelClassification, .labelVerification: true
    case .boundingBox, .semanticSegmentation: false
    }
  }
}
