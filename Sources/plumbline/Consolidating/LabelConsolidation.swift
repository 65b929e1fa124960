import AnnotationModel
import Consolidation
import Interchange
import Store

/// Makes one answer out of several annotators' labels of whole images.
///
/// One label per image is one question with the job's labels as classes; several labels are one
/// question each, whether the label applies. What was suggested and left so is no answer, except
/// where nobody said anything else: then the suggestion counts once.
struct LabelConsolidation: Sendable {
  /// What was found for one image.
  struct Outcome: Sendable {
    let image: Image
    /// The labels that apply, by class index, with how sure that is.
    let labels: [(index: Int, confidence: Confidence?)]
    /// The votes of the annotators, by class index.
    let votes: [Int: Int]
    /// Whether most annotators say otherwise.
    let differsFromMajority: Bool
    /// Whether another label was as probable.
    let isTied: Bool
    /// How many labels are probably wrong; nil where fewer than two answered.
    let doubt: Double?
  }

  /// The images in the order of the job.
  let outcomes: [Outcome]
  /// The one question, or one per label.
  let questions: [ClassConsolidation.Result]
  /// How many answers were suggested and left as they were: no independent answers.
  let acceptedSuggestions: Int
  private let job: Job

  /// Consolidates all answers of a job.
  init(
    _ given: JobAnswers, job: Job, method: ClassConsolidation.Method,
    options: DawidSkene.Options = .init()
  ) throws {
    self.job = job
    questions =
      job.task == .multiLabelClassification
      ? try MultiLabelConsolidation.run(
        Self.sets(of: given, job: job), itemCount: given.objects.count,
        workerCount: given.annotators.count, labelCount: job.labels.count, method: method,
        options: options, gold: Self.goldSets(of: given, job: job)
      ).questions
      : [
        try ClassConsolidation.run(
          Self.table(of: given, job: job), method: method, options: options,
          gold: Self.gold(of: given, job: job))
      ]
    acceptedSuggestions = Self.accepted(in: given, job: job)
    outcomes = given.objects.enumerated().map { [questions] item, object in
      Self.outcome(object, item, questions, job: job)
    }
  }

  private static func outcome(
    _ object: JobAnswers.Object, _ item: Int, _ questions: [ClassConsolidation.Result], job: Job
  ) -> Outcome {
    var votes: [Int: Int] = [:]
    for label in object.answers.flatMap({ Self.labels(of: $0.layer, job) }) {
      votes[label, default: 0] += 1
    }
    let answered = questions.indices.filter { questions[$0].consensus.support[item] > 0 }
    let labels = answered.compactMap { question -> (index: Int, confidence: Confidence?)? in
      let consensus = questions[question].consensus
      let confidence = consensus.confidence(of: item)
      if job.task != .multiLabelClassification { return (consensus.labels[item], confidence) }
      return consensus.labels[item] == 1 ? (question, confidence) : nil
    }
    let doubts = answered.compactMap { question -> Double? in
      let consensus = questions[question].consensus
      guard consensus.support[item] >= 2 else { return nil }
      return 1 - consensus.posteriors[item * consensus.classCount + consensus.labels[item]]
    }
    return Outcome(
      image: object.image, labels: labels, votes: votes,
      differsFromMajority: answered.contains { questions[$0].differsFromMajority(item) },
      isTied: answered.contains { questions[$0].consensus.isTied[item] },
      doubt: doubts.isEmpty ? nil : doubts.reduce(0, +))
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
    lines.append(
      "\(Count.text(disputed.count, "image")) against the majority, "
        + "\(outcomes.count(where: \.isTied)) tied")
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

extension TaskType {
  /// Whether answers are labels of whole images rather than things in them.
  var isAboutWholeImages: Bool {
    switch self {
    case .imageClassification, .multiLabelClassification, .labelVerification: true
    case .boundingBox, .semanticSegmentation: false
    }
  }
}
