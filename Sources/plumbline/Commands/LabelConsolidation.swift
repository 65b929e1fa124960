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
  private(set) var outcomes: [Outcome] = []
  /// What the run has to note about the layers it read.
  private(set) var inputs: [RunInput] = []
  private let job: Job

  /// Reads all submitted answers of a job and consolidates them.
  init(job: Job, lead: LeadView, method: BoxConsolidation.Method) throws {
    self.job = job
    var images: [Image] = []
    var given: [[(worker: Int, labels: [Int])]] = []
    var workers: [ID<Person>: Int] = [:]
    var last = -1
    while case let page = try lead.submittedLayers(of: job, after: last), let end = page.last {
      for object in page {
        images.append(object.image)
        inputs += object.layers.map(\.input)
        given.append(
          object.layers.map { submitted in
            let worker = workers[submitted.annotator] ?? workers.count
            workers[submitted.annotator] = worker
            return (worker, submitted.layer.tags.compactMap { job.classIndex(of: $0.label) })
          })
      }
      last = end.index
    }
    let answers = Answers(given: given, workerCount: workers.count)
    let found =
      job.task == .multiLabelClassification
      ? try answers.several(classCount: job.labels.count, method)
      : try answers.one(classCount: job.labels.count, method)
    outcomes = zip(images, zip(given, found)).map { image, both in
      var votes: [Int: Int] = [:]
      for answer in both.0 { for label in answer.labels { votes[label, default: 0] += 1 } }
      let most = votes.values.max() ?? 0
      let differs =
        job.task != .multiLabelClassification
        && both.1.contains { (votes[$0.index] ?? 0) < most }
      return Outcome(image: image, labels: both.1, votes: votes, differsFromMajority: differs)
    }
  }

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

/// All answers of a job as tables of classes.
private struct Answers {
  let given: [[(worker: Int, labels: [Int])]]
  let workerCount: Int

  /// One question with all labels as classes; an answer with no or several labels is none.
  func one(
    classCount: Int, _ method: BoxConsolidation.Method
  ) throws -> [[(index: Int, confidence: Confidence?)]] {
    let consensus = try consensus(classCount: classCount, method) { labels in
      labels.count == 1 ? labels[0] : nil
    }
    return given.indices.map { item in
      consensus.support[item] == 0
        ? [] : [(consensus.labels[item], consensus.confidence(of: item))]
    }
  }

  /// One question for each label, whether it applies.
  func several(
    classCount: Int, _ method: BoxConsolidation.Method
  ) throws -> [[(index: Int, confidence: Confidence?)]] {
    var result = [[(index: Int, confidence: Confidence?)]](repeating: [], count: given.count)
    for label in 0..<classCount {
      let consensus = try consensus(classCount: 2, method) { $0.contains(label) ? 1 : 0 }
      for item in given.indices where consensus.support[item] > 0 && consensus.labels[item] == 1 {
        result[item].append((label, consensus.confidence(of: item)))
      }
    }
    return result
  }

  private func consensus(
    classCount: Int, _ method: BoxConsolidation.Method, _ choice: ([Int]) -> Int?
  ) throws -> ClassConsensus {
    var answers: [AnswerTable.Answer] = []
    for (item, object) in given.enumerated() {
      for answer in object {
        if let choice = choice(answer.labels) {
          answers.append(.init(item: item, worker: answer.worker, choice: choice))
        }
      }
    }
    let table = try AnswerTable(
      answers, itemCount: given.count, workerCount: workerCount, classCount: classCount,
      repeats: .lastWins)
    return method == .majorityVote
      ? MajorityVote.run(table) : try DawidSkene.fit(table).consensus
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
