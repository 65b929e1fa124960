import AnnotationModel
import Consolidation
import Store
import Synchronization
import Workbench

/// Does what the lead's consolidation screen asks, in one job.
///
/// Consolidating, measuring and trying read answers and write nothing, so they may run beside the
/// store's queue; publishing, deciding and undoing belong on it.
final class ConsolidationEffects: Sendable {
  let job: Job
  let store: Store
  let lead: LeadView
  private let adjudicator: Adjudicator
  private let library: ImageLibrary
  /// The language of label names, such as `ja`.
  private let language: String
  private let desk = Mutex(Desk())

  /// What is known between two effects.
  private struct Desk {
    /// The asking that counts; results of earlier ones are not worked out any more.
    var attempt = 0
    /// What came of it: what is published is what was shown.
    var found: JobConsolidation?
    /// The names of data objects that were shown, by their places in the job, and what their
    /// adjudication starts from.
    var shown: [Int: Shown] = [:]
  }

  /// A data object on the canvas.
  private struct Shown {
    let key: DataObjectKey
    let image: ID<Image>
    let start: AdjudicationStart
  }

  init(
    _ job: Job, store: Store, lead: LeadView, library: ImageLibrary, language: String
  ) throws(StoreError) {
    self.job = job
    self.store = store
    self.lead = lead
    self.library = library
    self.language = language
    adjudicator = try lead.adjudicator(of: job)
  }

  /// The ways to weigh the job's answers, the usual one first.
  var methods: [Workbench.ConsolidationMethod] {
    ConsolidationMethod.all(for: job.task).map {
      Workbench.ConsolidationMethod(id: $0.rawValue, title: $0.title(for: job.task))
    }
  }

  // MARK: Beside the store's queue

  /// Notes that an asking begins; false when a later one has begun already.
  func begin(_ attempt: Int) -> Bool {
    desk.withLock { desk in
      desk.attempt = max(desk.attempt, attempt)
      return desk.attempt == attempt
    }
  }

  /// Whether an asking is still the latest.
  func isWanted(_ attempt: Int) -> Bool { desk.withLock { $0.attempt == attempt } }

  /// Ends what is being worked out, since nobody waits for it any more.
  func abandon() {
    desk.withLock { $0.attempt = .max }
  }

  /// Consolidates the answers as they are asked for.
  func run(_ request: ConsolidationRequest) -> [Action] {
    guard begin(request.attempt) else { return [] }
    do {
      let found = try consolidate(request)
      let summary = try ConsolidationSummary(of: found, lead: lead, language: language)
      let isStillNewest = desk.withLock { desk in
        guard desk.attempt == request.attempt else { return false }
        desk.found = found
        return true
      }
      return isStillNewest ? [.consolidated(summary, attempt: request.attempt)] : []
    } catch {
      return [.consolidationFailed(Self.words(for: error), attempt: request.attempt)]
    }
  }

  private func consolidate(_ request: ConsolidationRequest) throws -> JobConsolidation {
    let method = ConsolidationMethod(rawValue: request.method) ?? .ds
    let answers = try JobAnswers(
      job: job, lead: lead, models: request.countsModels, gold: true)
    // Where most images have gold there is little left to find out; then it is there to check.
    let isForChecking = 2 * answers.objects.count { $0.gold != nil } > answers.objects.count
    let plan = ConsolidationPlan(
      method: method, models: request.countsModels, gold: request.usesGold ?? !isForChecking)
    guard !answers.objects.isEmpty else { throw Failure.noAnswers(in: job) }
    return try JobConsolidation(answers, job: job, names: answers.names(in: store), plan: plan)
  }

  /// Measures how far the annotators of the last consolidation agree.
  func measureAgreement(attempt: Int) -> [Action] {
    guard let found = found(attempt) else { return [] }
    do {
      return [.jobAgreement(try ConsolidationAgreement(of: found), attempt: attempt)]
    } catch {
      return [.notice(Notice(Self.words(for: error), .error))]
    }
  }

  /// Tries what fewer annotators would give.
  func simulate(attempt: Int) -> [Action] {
    guard let found = found(attempt) else { return [] }
    do {
      return [.budget(try AnnotatorBudget(of: found).table, attempt: attempt)]
    } catch {
      return [.notice(Notice(Self.words(for: error), .error))]
    }
  }

  private func found(_ attempt: Int) -> JobConsolidation? {
    desk.withLock { $0.attempt == attempt ? $0.found : nil }
  }

  private static func words(for error: any Error) -> String {
    "\(error)"
  }

  // MARK: On the store's queue

  func answer(to effect: Effect) throws(StoreError) -> [Action] {
    switch effect {
    case .publishRun(let attempt): return try publish(attempt)
    case .adjudicate(let image): return try show(image)
    case .reload(let index): return try show(shown(index).image)
    case .apply(let changes, let number, let seconds):
      let shown = try shown(Int(number))
      let entry = try adjudicator.apply(
        changes, to: shown.key, from: shown.start, activeSeconds: seconds)
      return [.saved(entry: Int(entry))]
    case .choose(let labels, let number, let seconds):
      let shown = try shown(Int(number))
      let entry = try adjudicator.choose(
        labels.map { Tag(label: $0) }, for: shown.key, from: shown.start, activeSeconds: seconds)
      return [.saved(entry: Int(entry))]
    case .settle(let number, let index, let seconds):
      let shown = try shown(Int(number))
      let entry = try adjudicator.decide(
        shown.key, from: shown.start, activeSeconds: seconds)
      return [.settled(index: index, entry: Int(entry))]
    case .reopen(let number, _):
      let shown = try shown(Int(number))
      let entry = try adjudicator.reopen(shown.key)
      return [
        .adjudicationRevisited(
          try self.item(try adjudicator.item(of: shown.image)), entry: Int(entry),
          what: "opened again")
      ]
    case .undo:
      guard let undone = try adjudicator.undo() else { return [.refused("nothing to undo")] }
      return try revisit(undone, "undid")
    case .redo:
      guard let redone = try adjudicator.redo() else { return [.refused("nothing to redo")] }
      return try revisit(redone, "redid")
    default: return []
    }
  }

  private func publish(_ attempt: Int) throws(StoreError) -> [Action] {
    guard let found = found(attempt) else {
      return [.refused("another consolidation has begun; wait for it and publish that")]
    }
    let draft: RunDraft
    do {
      draft = try found.draft()
    } catch {
      throw .invalid("the result cannot be written: \(error)")
    }
    let run = try lead.publish(draft, layers: found.layers, in: job)
    return [
      .runChanged(
        "\(Count.text(run.layerCount, "image")) answered by run #\(run.entry); u takes it back",
        entry: Int(run.entry),
        try ConsolidationSummary(of: found, lead: lead, language: language))
    ]
  }

  private func revisit(
    _ undone: AdjudicationUndone, _ verb: String
  ) throws(StoreError) -> [Action] {
    let what = "\(verb) \(undone.description)"
    if let item = undone.item {
      return [.adjudicationRevisited(try self.item(item), entry: Int(undone.entry), what: what)]
    }
    let found = desk.withLock { $0.found }
    let summary = try found.map { found throws(StoreError) in
      try ConsolidationSummary(of: found, lead: lead, language: language)
    }
    return [.runChanged(what, entry: Int(undone.entry), summary)]
  }

  // MARK: In the workbench's terms

  private func show(_ image: ID<Image>) throws(StoreError) -> [Action] {
    let item = try adjudicator.item(of: image)
    return [.adjudicating(try self.item(item))]
      + (library.notice(of: item.image).map { [.notice($0)] } ?? [])
  }

  private func shown(_ index: Int) throws(StoreError) -> Shown {
    guard let shown = desk.withLock({ $0.shown[index] }) else {
      throw .unknown(kind: "image to decide about", name: "\(index + 1)")
    }
    return shown
  }

  /// What an adjudication of an image starts from: what the answers come to, else the answer that
  /// counts, numbered from 1, with nothing said about how sure that is.
  private func start(_ item: StoredAdjudication) throws(StoreError) -> AdjudicationStart {
    if let found = desk.withLock({ $0.found }) {
      let layer = found.layer(of: item.image.id)
      return AdjudicationStart(
        shapes: Self.numbered((layer?.shapes ?? []).map { ($0.label, $0.geometry) }),
        tags: (layer?.tags ?? []).map { Tag(label: $0.label) })
    }
    let answer = try lead.answers(of: job, after: item.index - 1, limit: 1).first
    let layer = answer?.image.id == item.image.id ? answer?.layer : nil
    return AdjudicationStart(
      shapes: Self.numbered((layer?.shapes ?? []).map { ($0.label, $0.geometry) }),
      tags: (layer?.tags ?? []).map { Tag(label: $0.label) })
  }

  private static func numbered(_ shapes: [(ID<Label>, Geometry)]) -> [Shape] {
    shapes.enumerated().map {
      Shape(number: $0.offset + 1, label: $0.element.0, geometry: $0.element.1)
    }
  }

  /// What annotators are called: as the answers were combined, else as the project knows them.
  private func names() throws(StoreError) -> [ID<Person>: String] {
    if let found = desk.withLock({ $0.found }) { return found.namesByPerson }
    return Dictionary(
      try store.persons().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  private func item(
    _ item: StoredAdjudication
  ) throws(StoreError) -> Workbench.AdjudicationItem {
    let start = try start(item)
    desk.withLock {
      $0.shown[item.index] = Shown(key: item.dataObject, image: item.image.id, start: start)
    }
    let shapes = item.layer?.shapes ?? start.shapes
    let names = try names()
    return Workbench.AdjudicationItem(
      work: Workbench.WorkItem(
        number: Int64(item.index), index: item.index, image: item.image.id,
        size: item.image.size, orientation: item.image.orientation,
        name: ImageLibrary.name(of: item.image),
        isPresent: library.remember(item.image) == .present, state: item.state.asAssignment,
        shapes: shapes,
        nextShapeNumber: max(
          item.nextShapeNumber, (shapes.map(\.number).max() ?? 0) + 1)),
      asks: job.task.question, chosen: (item.layer?.tags ?? start.tags).map(\.label),
      votes: item.answers.map { answer in
        Workbench.AdjudicationItem.Vote(
          name: names[answer.annotator] ?? "?", shapes: answer.layer.shapes,
          labels: answer.layer.tags.map(\.label))
      }, pinnedBy: item.answeredBy?.pin ?? "")
  }
}

extension AdjudicationState {
  /// The state as the canvas knows it.
  fileprivate var asAssignment: AssignmentState {
    switch self {
    case .none: .waiting
    case .draft: .draft
    case .decided: .submitted
    }
  }
}

extension TaskType {
  /// What is asked of an image.
  fileprivate var question: Workbench.AdjudicationItem.Question {
    switch self {
    case .boundingBox, .semanticSegmentation: .shapes
    case .imageClassification, .labelVerification: .label
    case .multiLabelClassification: .labels
    }
  }
}

extension Source {
  /// Whose answer stands whatever an adjudication says; nil where an adjudication would.
  fileprivate var pin: String? {
    switch self {
    case .gold: "gold"
    case .reviewer: "reviewer"
    default: nil
    }
  }
}
