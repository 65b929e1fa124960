import AnnotationModel
import Foundation
import Store
import Synchronization
import Workbench

/// Does what the workbench asks of the store, one effect after the other.
///
/// Calls block until the database has answered, so they belong on a queue of their own, and on one
/// only: an undo must not overtake the edit that it takes back. Effects that are
/// `isBesideOthers` only read, and may run beside it.
final class EffectRunner: Sendable {
  let store: Store
  let person: Person
  let library: ImageLibrary
  /// The language of label names, such as `ja`.
  let language: String
  private let job = Mutex<OpenJob>(.none)

  /// The job that is open, with a session of its own.
  private enum OpenJob {
    case none
    case canvas(CanvasEffects)
    case review(ReviewEffects)
    case consolidation(ConsolidationEffects)
  }

  /// What a run begins with.
  enum Start: Sendable {
    case home
    case annotate(Job)
    case review(Job)
    case preflight(Job)
  }

  init(store: Store, person: Person, library: ImageLibrary, language: String) {
    self.store = store
    self.person = person
    self.library = library
    self.language = language
  }

  /// Opens the first screen.
  func start(_ start: Start) -> [Action] {
    answering(waits: true) { () throws(StoreError) in
      switch start {
      case .home: [.home(try homeSummary(), visit: 0)]
      case .annotate(let job): try annotate(job)
      case .review(let job): try review(job)
      case .preflight(let job): try preflight(job)
      }
    }
  }

  /// Performs an effect and says what came of it; effects that are not for the store give nothing.
  func perform(_ effect: Effect) -> [Action] {
    switch effect {
    case .apply(_, let number, _), .decide(_, let number, _), .choose(_, let number, _):
      let actions = answering(waits: false) { () throws(StoreError) in try answer(to: effect) }
      guard case .failed? = actions.first else { return actions }
      return actions + [.outdated(index: Int(number))]
    case .submit(_, let index, _), .skip(_, let index, _), .reopen(_, let index):
      // An image that was removed or went to somebody else meanwhile is shown as it is now.
      let actions = answering(waits: true) { () throws(StoreError) in try answer(to: effect) }
      guard case .failed? = actions.first else { return actions }
      return actions + [.outdated(index: index)]
    case .finishReview(let number, _, _), .sendBack(let number, _):
      let actions = answering(waits: true) { () throws(StoreError) in try answer(to: effect) }
      guard case .failed? = actions.first else { return actions }
      return actions + [.outdated(index: Int(number))]
    case .readHome, .readHomeLater, .measureAgreement, .redraw, .changeDetail, .suspend, .quit,
      .runConsolidation, .measureJobAgreement, .simulateBudget, .runPreflight:
      return answering(waits: false) { () throws(StoreError) in try answer(to: effect) }
    default:
      return answering(waits: true) { () throws(StoreError) in try answer(to: effect) }
    }
  }

  private func answering(
    waits: Bool, _ body: () throws(StoreError) -> [Action]
  ) -> [Action] {
    do throws(StoreError) {
      return try body()
    } catch {
      if case .takenOver(let job) = error { return [.takenOver(job)] }
      return [.failed(error.onScreen, answersWait: waits)]
    }
  }

  private func answer(to effect: Effect) throws(StoreError) -> [Action] {
    switch effect {
    case .readHome(let visit): return [.home(try homeSummary(), visit: visit)]
    case .measureAgreement(let jobs): return try agreement(in: jobs)
    case .annotate(let id): return try annotate(try job(id))
    case .review(let id): return try review(try job(id))
    case .consolidate(let id): return try consolidate(try job(id))
    case .preflight(let id): return try preflight(try job(id))
    case .runConsolidation, .measureJobAgreement, .simulateBudget, .runPreflight:
      return beside(effect)
    case .leave(let visit):
      leave()
      return [.home(try homeSummary(), visit: visit)]
    case .takeOver(let index): return try takeOver(index)
    case .readHomeLater, .redraw, .changeDetail, .suspend, .quit: return []
    default:
      switch job.withLock({ $0 }) {
      case .none: return []
      case .canvas(let canvas): return try canvas.answer(to: effect)
      case .review(let review): return try review.answer(to: effect)
      case .consolidation(let consolidation): return try consolidation.answer(to: effect)
      }
    }
  }

  /// What the consolidation screen asks that only reads.
  private func beside(_ effect: Effect) -> [Action] {
    guard case .consolidation(let consolidation) = job.withLock({ $0 }) else { return [] }
    switch effect {
    case .runConsolidation(let request): return consolidation.run(request)
    case .measureJobAgreement(let attempt):
      return consolidation.measureAgreement(attempt: attempt)
    case .simulateBudget(let attempt): return consolidation.simulate(attempt: attempt)
    case .runPreflight(let request): return consolidation.check(request)
    default: return []
    }
  }

  // MARK: Opening and leaving jobs

  private func annotate(_ job: Job) throws(StoreError) -> [Action] {
    // The newest session of a person is the one that writes; an older one is told at its next key.
    let annotator = try store.annotator(person, job: job).newSession()
    let canvas = CanvasEffects(annotator, library: library)
    self.job.withLock { $0 = .canvas(canvas) }
    return [.entered(.canvas, context(of: job))] + (try canvas.resume())
  }

  private func review(_ job: Job) throws(StoreError) -> [Action] {
    let queue = try store.reviewer(person).queue(of: job).newSession()
    let review = ReviewEffects(queue, library: library)
    self.job.withLock { $0 = .review(review) }
    return [.entered(.review, context(of: job))] + (try review.next())
  }

  private func consolidate(_ job: Job) throws(StoreError) -> [Action] {
    let lead = try store.lead(person)
    let consolidation = try ConsolidationEffects(
      job, store: store, lead: lead, library: library, language: language)
    self.job.withLock { $0 = .consolidation(consolidation) }
    return [
      .entered(.consolidation, context(of: job)),
      .consolidating(job.id, methods: consolidation.methods),
    ]
  }

  private func preflight(_ job: Job) throws(StoreError) -> [Action] {
    let lead = try store.lead(person)
    let effects = try ConsolidationEffects(
      job, store: store, lead: lead, library: library, language: language)
    self.job.withLock { $0 = .consolidation(effects) }
    return [
      .entered(.preflight, context(of: job)),
      .preflighting(job.id, consumers: effects.consumers),
    ]
  }

  /// Begins a newer session than the one that took over, and shows the same data object.
  private func takeOver(_ index: Int?) throws(StoreError) -> [Action] {
    switch job.withLock({ $0 }) {
    case .none, .consolidation: return []
    case .canvas(let canvas):
      let again = CanvasEffects(try canvas.annotator.newSession(), library: library)
      job.withLock { $0 = .canvas(again) }
      return [.entered(.canvas, context(of: canvas.annotator.job))]
        + (try again.resume(at: index)) + [.notice(Notice("working here again", .success))]
    case .review(let review):
      let again = ReviewEffects(try review.queue.newSession(), library: library)
      job.withLock { $0 = .review(again) }
      return [.entered(.review, context(of: review.queue.job))] + (try again.next())
        + [.notice(Notice("working here again", .success))]
    }
  }

  /// Gives back what was not touched; what cannot be given back now comes back by itself later.
  func leave() {
    switch job.withLock({ $0 }) {
    case .none: break
    case .consolidation(let consolidation): consolidation.abandon()
    case .canvas(let canvas): try? canvas.release()
    case .review(let review): try? review.release()
    }
    job.withLock { $0 = .none }
  }

  /// Keeps what is open for this person; tells when another session has it.
  func heartbeat() -> [Action] {
    do throws(StoreError) {
      switch job.withLock({ $0 }) {
      case .none, .consolidation: return []
      case .canvas(let canvas): return try canvas.heartbeat()
      case .review(let review): return try review.heartbeat()
      }
    } catch {
      // A heartbeat that failed is followed by another; only a newer session is news.
      if case .takenOver(let job) = error { return [.takenOver(job)] }
      return []
    }
  }

  /// Seconds without a heartbeat after which others get what is open.
  var leaseSeconds: Int {
    switch job.withLock({ $0 }) {
    case .none, .consolidation: LeaseNote.usual
    case .canvas(let canvas): (try? canvas.annotator.leaseSeconds()) ?? LeaseNote.usual
    case .review(let review): (try? review.queue.leaseSeconds()) ?? LeaseNote.usual
    }
  }

  /// The images that will probably be shown next, after the one at a place.
  func upcoming(after index: Int) -> [ID<Image>] {
    guard case .canvas(let canvas) = job.withLock({ $0 }) else { return [] }
    return canvas.upcoming(after: index)
  }

  /// The images that will probably be reviewed next.
  func upcomingReviews() -> [ID<Image>] {
    guard case .review(let review) = job.withLock({ $0 }) else { return [] }
    return review.upcoming()
  }

  private func context(of job: Job) -> JobContext {
    JobContext(jobName: job.name, labels: job.choices, language: language)
  }

  func job(_ id: ID<Job>) throws(StoreError) -> Job {
    guard let job = try store.jobs().first(where: { $0.id == id }) else {
      throw .unknown(kind: "job", name: id.description)
    }
    return job
  }
}

extension StoreError {
  /// What the error says on a screen, which reads what was changed elsewhere by itself.
  fileprivate var onScreen: String {
    guard case .outdated(let index, let detail) = self else { return description }
    return "image \(index + 1) was changed elsewhere (\(detail)); it is shown as it is now: look, "
      + "and do it again"
  }
}

/// How a lease is told.
enum LeaseNote {
  /// Seconds that a lease lasts where nothing else is known.
  static let usual = 600

  /// Until when something is kept from now on; nil when it is not.
  static func action(isHeld: Bool, seconds: Int) -> Action {
    .holding(until: isHeld ? Clock.timeOfDay(in: seconds) : nil)
  }
}

extension Effect {
  /// Whether it only reads, and may take a while: then it runs beside the store's queue.
  var isBesideOthers: Bool {
    switch self {
    case .measureAgreement, .runConsolidation, .measureJobAgreement, .simulateBudget,
      .runPreflight:
      true
    default: false
    }
  }
}
