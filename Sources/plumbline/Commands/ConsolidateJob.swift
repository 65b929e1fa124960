import AnnotationModel
import Consolidation
import Interchange
import Store

/// Consolidates the answers of a job and publishes the result.
struct ConsolidateJob {
  let project: OpenProject
  let job: Job
  let lead: LeadView
  /// How answers are weighed; nil for the job's own default.
  let method: ConsolidationMethod?
  let model: DawidSkene.Options
  /// Whether models count as annotators.
  let models: Bool
  let dryRun: Bool

  /// Reads, consolidates, prints and publishes, by what the job asks.
  func run() throws {
    switch job.task {
    case .boundingBox: try boxes()
    case .semanticSegmentation: try masks()
    case .imageClassification, .multiLabelClassification, .labelVerification: try labels()
    }
  }

  private func boxes() throws {
    let asked = method ?? .ds
    guard let method = asked.forBoxes else { throw Failure.notFor("boxes", asked, "ds or mv") }
    let input = try ConsolidationInput(
      job: job, lead: lead, store: project.store, models: models)
    try refuseNothing(input.images.count)
    var options = BoxConsolidation.Options()
    options.dawidSkene = model
    func consolidate(_ method: BoxConsolidation.Method) throws -> BoxConsensus {
      try BoxConsolidation.run(
        images: input.tasks, annotatorCount: input.names.count,
        classCount: job.labels.count, method: method, options: options)
    }
    let other: BoxConsolidation.Method = method == .dawidSkene ? .majorityVote : .dawidSkene
    let chosen = try consolidate(method)
    let table = ConsensusTable(
      job: job, input: input, chosen: chosen, beside: try consolidate(other))
    print(table.text(method: method, beside: other))
    try publish(
      method.rawValue, RunParameters.boxes(method, options), inputs: input.inputs,
      layers: input.layers(from: chosen, labels: job.labels))
  }

  private func labels() throws {
    let given = try JobAnswers(job: job, lead: lead, models: models)
    try refuseNothing(given.objects.count)
    let asked = method ?? .ds
    guard let method = asked.forClasses else {
      throw Failure.notFor("labels of whole images", asked, "ds, mv, onecoin, gt or glad")
    }
    let found = try LabelConsolidation(given, job: job, method: method, options: model)
    let lines = found.report + found.annotatorReport(names: try given.names(in: project.store))
    for line in lines { print(PrintableText.escaping(line, limit: .max)) }
    try publish(
      method.rawValue, RunParameters.classes(method, model),
      inputs: given.inputs, layers: found.layers)
  }

  private func masks() throws {
    // A smoothed vote is as good as anything on real masks, and needs no history.
    let asked = method ?? .mv
    guard let method = asked.forMasks else {
      throw Failure.notFor("masks", asked, "mv, ds or staple")
    }
    let given = try JobAnswers(job: job, lead: lead, models: models)
    try refuseNothing(given.objects.count)
    let found = try SurfaceConsolidation(given, job: job, method: method)
    for line in found.report(job.labels) { print(PrintableText.escaping(line, limit: .max)) }
    try publish(
      method.rawValue, RunParameters.masks(method), inputs: given.inputs,
      layers: found.layers(job.labels))
  }

  private func refuseNothing(_ images: Int) throws {
    guard images == 0 else { return }
    throw Failure(
      "nobody has submitted an answer in job \"\(job.name)\" yet",
      hint: "draw and press Enter, or import answers")
  }

  private func publish(
    _ method: String, _ parameters: String, inputs: [RunInput], layers: [RunLayer]
  ) throws {
    if dryRun { return }
    let run = try lead.publish(
      RunDraft(method: method, parametersJSON: parameters, inputs: inputs), layers: layers,
      in: job)
    print("\(Count.text(run.layerCount, "image")) answered by this run, entry #\(run.entry)")
  }
}

extension Failure {
  /// A method was asked for what it is not about.
  fileprivate static func notFor(
    _ subject: String, _ method: ConsolidationMethod, _ others: String
  ) -> Failure {
    Failure("method \(method.rawValue) is not for \(subject)", hint: "use \(others)")
  }
}
