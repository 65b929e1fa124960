import AnnotationModel
import Consolidation
import Store

/// The answers of a job made into one, whatever the job asks.
struct JobConsolidation: Sendable {
  /// The outcome by what the job asks.
  enum Body: Sendable {
    case boxes(BoxConsensus, ConsolidationInput)
    case labels(LabelConsolidation)
    case masks(SurfaceConsolidation)
  }

  /// How the model was fitted.
  struct Fit: Hashable, Sendable {
    /// Iterations of the model; 0 for a vote, nil where the method does not tell.
    var iterations: Int?
    /// The objective at the end; nil for a vote and where the method does not tell.
    var objective: Double?
    var converged: Bool
    /// How long it took.
    var seconds: Double
  }

  /// The job, with the labels that its answers can be about.
  let job: Job
  /// What was asked.
  let plan: ConsolidationPlan
  /// What was read; gold may be there without being used.
  let answers: JobAnswers
  /// The annotators' names, by their index.
  let names: [String]
  /// What came of it.
  let body: Body
  /// How it was found.
  let fit: Fit
  /// The layers that the result becomes.
  let layers: [RunLayer]

  /// Consolidates; throws a `Failure` for a method that is not for this task.
  init(
    _ answers: JobAnswers, job: Job, names: [String], plan: ConsolidationPlan
  ) throws {
    // Labels that nobody can mean would count as classes that everybody may be wrong about.
    let job = job.reduced(toUsed: answers.labels)
    self.job = job
    let plan = Self.applicable(plan, to: answers)
    self.plan = plan
    self.answers = answers
    self.names = names
    let start = ContinuousClock.now
    body = try Self.consolidate(plan.gold ? answers : answers.withoutGold, job, names, plan)
    fit = Self.fit(of: body, seconds: start.duration(to: .now) / .seconds(1))
    layers = Self.layers(of: body, job)
  }

  /// The plan, or a vote where every image has one answer and no gold is used.
  ///
  /// A model of annotators who never meet is not determined by their answers: on the first answers
  /// to the birds of the Ground Truth notebook it would overrule 240 of 302.
  private static func applicable(
    _ plan: ConsolidationPlan, to answers: JobAnswers
  ) -> ConsolidationPlan {
    let meet = answers.objects.contains { $0.answers.count > 1 }
    let hasGold = plan.gold && answers.objects.contains { $0.gold != nil }
    guard !meet, !hasGold else { return plan }
    var plan = plan
    plan.method = .mv
    return plan
  }

  /// All that has to be said about the answers.
  var notes: [String] { [loneAnswerNote, suggestionNote, goldNote].compactMap(\.self) }

  /// What has to be said where images have one answer; nil where all have more.
  private var loneAnswerNote: String? {
    let lone = answers.objects.count { $0.answers.count == 1 }
    guard lone > 0 else { return nil }
    return answers.objects.contains { $0.answers.count > 1 }
      ? "\(Count.text(lone, "image")) with one answer: it stands, and says nothing about its annotator."
      : "Every image has one answer, which counts as it is."
  }

  private static func consolidate(
    _ answers: JobAnswers, _ job: Job, _ names: [String], _ plan: ConsolidationPlan
  ) throws -> Body {
    switch job.task {
    case .boundingBox:
      guard let method = plan.method.forBoxes else {
        throw Failure.notFor("boxes", plan.method, "ds or mv")
      }
      let input = ConsolidationInput(answers, job: job, names: names)
      let found = try BoxConsolidation.run(
        images: input.tasks, annotatorCount: names.count, classCount: job.labels.count,
        method: method, options: plan.boxes)
      return .boxes(found, input)
    case .semanticSegmentation:
      guard let method = plan.method.forMasks else {
        throw Failure.notFor("masks", plan.method, "mv, ds or staple")
      }
      return .masks(try SurfaceConsolidation(answers, job: job, method: method))
    case .imageClassification, .multiLabelClassification, .labelVerification:
      guard let method = plan.method.forClasses else {
        throw Failure.notFor(
          "labels of whole images", plan.method, "ds, mv, onecoin, gt or glad")
      }
      return .labels(
        try LabelConsolidation(answers, job: job, method: method, options: plan.model))
    }
  }

  private static func fit(of body: Body, seconds: Double) -> Fit {
    switch body {
    case .boxes(let found, _):
      return Fit(
        iterations: found.iterations, objective: found.objective, converged: found.converged,
        seconds: seconds)
    case .labels(let found):
      // Several questions are several models: the longest fit, and the sum of what they reached.
      let reached = found.questions.compactMap(\.objective.last)
      return Fit(
        iterations: found.questions.map(\.iterations).max() ?? 0,
        objective: reached.isEmpty ? nil : reached.reduce(0, +),
        converged: found.questions.allSatisfy(\.converged), seconds: seconds)
    case .masks: return Fit(converged: true, seconds: seconds)
    }
  }

  /// What the runs of this method are called.
  var methodName: String {
    switch job.task {
    case .boundingBox: plan.method.forBoxes?.rawValue ?? plan.method.rawValue
    case .semanticSegmentation: plan.method.forMasks?.rawValue ?? plan.method.rawValue
    default: plan.method.forClasses?.rawValue ?? plan.method.rawValue
    }
  }

  private static func layers(of body: Body, _ job: Job) -> [RunLayer] {
    switch body {
    case .boxes(let found, let input): input.layers(from: found, labels: job.labels)
    case .labels(let found): found.layers
    case .masks(let found): found.layers(job.labels)
    }
  }

  /// Answers, or boxes, that were suggested and left as they were.
  var acceptedSuggestions: Int {
    switch body {
    case .boxes(_, let input): input.acceptedSuggestions
    case .labels(let found): found.acceptedSuggestions
    case .masks(let found): found.acceptedSuggestions
    }
  }

  /// What has to be said about suggestions that were left as they were; nil without any.
  private var suggestionNote: String? {
    guard acceptedSuggestions > 0 else { return nil }
    switch body {
    case .boxes:
      return "\(Count.text(acceptedSuggestions, "suggested box")) left as they were count for "
        + "places only, not as independent answers"
    case .labels, .masks:
      return "\(Count.text(acceptedSuggestions, "answer")) made from another one and left as "
        + "they were count for nothing"
    }
  }

  /// What has to be said where known masks could not be used; nil elsewhere.
  private var goldNote: String? {
    guard case .masks = body, plan.gold else { return nil }
    let known = answers.objects.count { $0.gold != nil }
    guard known > 0 else { return nil }
    return
      "\(Count.text(known, "image")) of known truth fused like the others: no method for masks "
      + "learns from gold"
  }

  /// The run to publish.
  func draft() throws -> RunDraft {
    RunDraft(
      method: methodName, parametersJSON: plan.json(forBoxes: job.task == .boundingBox),
      outcomeJSON: RunOutcome(fit, digest: try RunDigest.of(layers)).json,
      inputs: answers.inputs + (plan.gold ? answers.goldInputs : []))
  }
}

extension ConsolidationMethod {
  /// The methods that a task has, the usual one first.
  static func all(for task: TaskType) -> [ConsolidationMethod] {
    switch task {
    case .boundingBox: [.ds, .mv]
    // A smoothed vote is as good as anything on real masks, and needs no history.
    case .semanticSegmentation: [.mv, .ds, .staple]
    case .imageClassification, .multiLabelClassification, .labelVerification:
      [.ds, .mv, .onecoin, .gt, .glad]
    }
  }

  /// What people call it.
  func title(for task: TaskType) -> String {
    switch self {
    case .mv: task == .semanticSegmentation ? "smoothed vote" : "majority vote"
    case .ds: "Dawid-Skene"
    case .onecoin: "one-coin"
    case .gt: "Ground Truth's"
    case .glad: "GLAD"
    case .staple: "STAPLE"
    }
  }
}

extension Failure {
  /// A method was asked for what it is not about.
  fileprivate static func notFor(
    _ subject: String, _ method: ConsolidationMethod, _ others: String
  ) -> Failure {
    Failure("method \(method.rawValue) is not for \(subject)", hint: "use \(others)")
  }

  /// Nobody has answered.
  static func noAnswers(in job: Job) -> Failure {
    Failure(
      "nobody has submitted an answer in job \"\(job.name)\" yet",
      hint: "draw and press Enter, or import answers")
  }
}
