import AnnotationModel
import Consolidation
import Interchange
import Store

/// Consolidates the answers of a job and publishes the result.
struct ConsolidateJob {
  let project: OpenProject
  let job: Job
  let lead: LeadView
  let method: ConsolidationMethod
  let model: DawidSkene.Options
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
    guard let method = method.forBoxes else { throw Failure.methodForClasses(method) }
    let input = try ConsolidationInput(job: job, lead: lead)
    try refuseNothing(input.images.count)
    var options = BoxConsolidation.Options()
    options.dawidSkene = model
    func consolidate(_ method: BoxConsolidation.Method) throws -> BoxConsensus {
      try BoxConsolidation.run(
        images: input.tasks, annotatorCount: input.annotators.count,
        classCount: job.labels.count, method: method, options: options)
    }
    let other: BoxConsolidation.Method = method == .dawidSkene ? .majorityVote : .dawidSkene
    let chosen = try consolidate(method)
    let table = ConsensusTable(
      job: job, input: input, chosen: chosen, beside: try consolidate(other),
      names: try names(of: input.annotators))
    print(table.text(method: method, beside: other))
    try publish(
      method.rawValue, RunParameters.boxes(method, options), inputs: input.inputs,
      layers: input.layers(from: chosen, labels: job.labels))
  }

  private func labels() throws {
    let found = try LabelConsolidation(
      job: job, lead: lead, method: method.forClasses, options: model)
    try refuseNothing(found.outcomes.count)
    let lines = found.report + found.annotatorReport(names: try names(of: found.annotators))
    for line in lines { print(PrintableText.escaping(line, limit: .max)) }
    try publish(
      method.forClasses.rawValue, RunParameters.classes(method.forClasses, model),
      inputs: found.inputs, layers: found.layers)
  }

  private func masks() throws {
    guard let method = method.forMasks else { throw Failure.methodForClasses(method) }
    let found = try SurfaceConsolidation(job: job, lead: lead, method: method)
    try refuseNothing(found.images.count)
    for line in found.report(job.labels) { print(PrintableText.escaping(line, limit: .max)) }
    try publish(
      method.rawValue, RunParameters.masks(method), inputs: found.inputs,
      layers: found.layers(job.labels))
  }

  private func refuseNothing(_ images: Int) throws {
    guard images == 0 else { return }
    throw Failure(
      "nobody has submitted an answer in job \"\(job.name)\" yet",
      hint: "draw and press Enter, or import answers")
  }

  private func names(of annotators: [ID<Person>]) throws -> [String] {
    let names = Dictionary(
      try project.store.persons().map { ($0.id, $0.name) },
      uniquingKeysWith: { first, _ in first })
    return annotators.map { names[$0] ?? "?" }
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
  /// A method that is about classes was asked for shapes.
  fileprivate static func methodForClasses(_ method: ConsolidationMethod) -> Failure {
    Failure(
      "method \(method.rawValue) is for labels of whole images only",
      hint: "use ds or mv for boxes and masks")
  }
}
