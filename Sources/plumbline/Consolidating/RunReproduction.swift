import AnnotationModel
import Store

/// A published run done again, over the layers that it combined and as it was asked.
struct RunReproduction {
  /// The digest of what the run answered, as it is stored.
  let stored: String
  /// The digest of what came of it now.
  let again: String
  /// Images whose answer is another one now.
  let differing: Int

  /// Whether it came to the same answers, to the last bit.
  var isEqual: Bool { stored == again }

  /// Does a run again; throws a `Failure` when what it combined is no longer what it was.
  init(_ run: PublishedRun, of job: Job, lead: LeadView, store: Store) throws {
    guard let plan = ConsolidationPlan(json: run.parametersJSON) else {
      throw Failure(
        "run #\(run.entry) was made by an older version, which did not keep how it was asked",
        hint: "consolidate again")
    }
    let inputs = try lead.inputs(of: run.id)
    let answers = try JobAnswers(
      job: job, lead: lead, models: plan.models, gold: plan.gold, only: inputs)
    let changed = Set(inputs).subtracting(answers.inputs + answers.goldInputs).count
    guard changed == 0 else {
      throw Failure(
        "\(changed) of the \(inputs.count) answers that run #\(run.entry) combined have changed "
          + "since, so it cannot be done again", hint: "publish a new run")
    }
    let found = try JobConsolidation(
      answers, job: job, names: try answers.names(in: store), plan: plan)
    let kept = try Self.layers(of: run, lead: lead)
    stored = try RunDigest.of(stored: kept)
    again = try RunDigest.of(found.layers)
    let before = try Dictionary(
      kept.map { ($0.image, try RunDigest.of(stored: [$0])) },
      uniquingKeysWith: { first, _ in first })
    differing =
      stored == again
      ? 0 : try found.layers.count { try RunDigest.of([$0]) != before[$0.image] }
  }

  /// All that a run answered.
  private static func layers(of run: PublishedRun, lead: LeadView) throws -> [Layer] {
    var layers: [Layer] = []
    var last = -1
    while case let page = try lead.layers(of: run.id, after: last), let end = page.last {
      layers += page.map(\.layer)
      last = end.index
    }
    return layers
  }
}
