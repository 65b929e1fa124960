import AnnotationModel
import Interchange
import Store
import Workbench

/// What the lead's preflight screen asks; images are opened and decided about as in consolidation.
extension ConsolidationEffects {
  /// The most images that a rule lists on the screen.
  private static let mostPlaces = 10_000

  /// Who may read the export of the job, as the screen knows them.
  var consumers: [PreflightConsumer] {
    Preflight.Consumer.allCases.filter { $0.takes(job.task) }.map {
      PreflightConsumer(id: $0.rawValue, title: $0.title)
    }
  }

  /// Checks the export as it is asked for, beside the store's queue.
  func check(_ request: PreflightRequest) -> [Action] {
    guard begin(request.attempt) else { return [] }
    var demands = TrainingPreflight.Demands()
    demands.placeLimit = Self.mostPlaces
    let consumer = Preflight.Consumer(rawValue: request.consumer) ?? .training
    do {
      let preflight = ProjectPreflight(
        job: job, parent: try store.jobs().first { $0.id == job.parent }, lead: lead,
        frame: .upright, demands: demands, readsFiles: true, maskRoots: [], progress: nil)
      let found = try preflight.check(for: consumer) { isWanted(request.attempt) }
      return [.preflighted(PreflightSummary(of: found, for: consumer), attempt: request.attempt)]
    } catch is CancellationError {
      return []
    } catch {
      let words = KnownFailure(error)?.description ?? "\(error)"
      return [.preflightFailed(words, attempt: request.attempt)]
    }
  }
}

extension PreflightSummary {
  /// What was found, in the workbench's terms.
  fileprivate init(of found: ProjectPreflight.Found, for consumer: Preflight.Consumer) {
    let report = found.report
    let whole = report.terminal.map {
      BrokenRule(
        name: $0.rule, verdict: $0.isWarning ? .warns : .refusesAll, count: 1, detail: $0.detail,
        repair: $0.repair)
    }
    let others = report.findings.map { finding in
      BrokenRule(
        name: finding.rule, verdict: finding.isWarning ? .warns : .refusesImage,
        count: finding.count, detail: finding.detail, repair: finding.repair,
        images: finding.places.map { place in
          OffendingImage(
            line: place.line, name: place.image.split(separator: "/").last.map(String.init) ?? "-",
            detail: place.detail, image: place.subject)
        })
    }
    self.init(
      standing: PreflightText.standing(found, consumer: consumer.title),
      // The gravest first; among those of one kind the order in which they were found.
      rules: (whole + others).filter { $0.verdict != .warns }
        + (whole + others).filter { $0.verdict == .warns })
  }
}
