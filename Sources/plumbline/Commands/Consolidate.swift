import AnnotationModel
import ArgumentParser
import Consolidation
import Interchange
import Store

/// Makes one answer out of several annotators' answers.
struct Consolidate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make one answer per image out of several annotators' answers.",
    discussion: """
      In a project, boxes are clustered without regard to their class, at most one box of each \
      annotator to a cluster; classes are found by Dawid-Skene, edges by the median. The result \
      becomes the answer of the job; annotators' own answers stay as they are.

        plumbline consolidate breads
        plumbline consolidate breads --method mv --dry-run

      A plain table of answers needs no project: a CSV file with the columns item, worker and \
      label. Written are item, label, confidence (empty where only one worker answered), support \
      and the majority's label.

        plumbline consolidate answers.csv --method ds --out labels.csv
        plumbline consolidate answers.csv --gold gold.csv --workers workers.csv --json

      Methods: mv majority vote, ds Dawid-Skene, onecoin one skill per worker, gt Ground Truth's \
      modified Dawid-Skene, glad skill and difficulty.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "How answers are weighed: mv, ds, onecoin, gt or glad.")
  var method: ConsolidationMethod = .ds

  @OptionGroup(title: "Fitting")
  var fitting: FittingOptions

  @OptionGroup(title: "Tables of answers")
  var files: AnswerFileOptions

  @Flag(help: "Print a summary as JSON.")
  var json = false

  @Flag(help: "Print the table only; write nothing.")
  var dryRun = false

  @Option(help: "Where to write every row that was left out.", completion: .file())
  var rejects: String?

  func run() throws {
    let path = try LocalPath(project.directory)
    if path.entryKind() == .file {
      try consolidateTable(path)
    } else {
      try consolidateJob()
    }
  }

  private func consolidateTable(_ path: LocalPath) throws {
    try Rejects.check(rejects)
    let rejected = try ConsolidateTable(
      path: path, method: method.forClasses, model: fitting.model, files: files, json: json,
      dryRun: dryRun
    ).run()
    try rejected.report(to: rejects)
    if !rejected.isEmpty { throw RejectedInputs() }
  }

  private func consolidateJob() throws {
    guard let method = method.forBoxes else {
      throw Failure(
        "method \(method.rawValue) is for classes only", hint: "use ds or mv for boxes")
    }
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    let lead = try open.store.lead(open.person)
    if job.task.isAboutWholeImages { return try consolidateLabels(job, lead) }
    guard job.task == .boundingBox else {
      throw Failure("job \"\(job.name)\" is about masks; those are not consolidated yet")
    }
    let input = try ConsolidationInput(job: job, lead: lead)
    guard !input.images.isEmpty else {
      throw Failure(
        "nobody has submitted an answer in job \"\(job.name)\" yet",
        hint: "draw and press Enter, or import answers")
    }
    let chosen = try BoxConsolidation.run(
      images: input.tasks, annotatorCount: input.annotators.count,
      classCount: job.labels.count, method: method)
    let other: BoxConsolidation.Method = method == .dawidSkene ? .majorityVote : .dawidSkene
    let beside = try BoxConsolidation.run(
      images: input.tasks, annotatorCount: input.annotators.count,
      classCount: job.labels.count, method: other)
    let persons = Dictionary(
      try open.store.persons().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let table = ConsensusTable(
      job: job, input: input, chosen: chosen, beside: beside,
      names: input.annotators.map { persons[$0] ?? "?" })
    print(table.text(method: method, beside: other))
    if dryRun { return }
    let run = try lead.publish(
      RunDraft(
        method: method.rawValue, parametersJSON: Self.parameters(method), inputs: input.inputs),
      layers: input.layers(from: chosen, labels: job.labels), in: job)
    print("\(Count.text(run.layerCount, "image")) answered by this run, entry #\(run.entry)")
  }

  private func consolidateLabels(_ job: Job, _ lead: LeadView) throws {
    let found = try LabelConsolidation(job: job, lead: lead, method: method)
    guard !found.outcomes.isEmpty else {
      throw Failure(
        "nobody has submitted an answer in job \"\(job.name)\" yet", hint: "import answers")
    }
    for line in found.report { print(PrintableText.escaping(line, limit: .max)) }
    if dryRun { return }
    let run = try lead.publish(
      RunDraft(
        method: method.rawValue, parametersJSON: Self.parameters(method), inputs: found.inputs),
      layers: found.layers, in: job)
    print("\(Count.text(run.layerCount, "image")) answered by this run, entry #\(run.entry)")
  }

  /// The run's parameters as JSON with sorted keys, enough to repeat it.
  private static func parameters(_ method: BoxConsolidation.Method) -> String {
    let options = BoxConsolidation.Options()
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("classes")
    append(options.dawidSkene, to: &writer)
    writer.key("coordinates")
    writer.string(options.coordinates.rawValue)
    writer.key("existence")
    writer.string("\(options.existence)")
    writer.key("method")
    writer.string(method.rawValue)
    writer.key("overlapThreshold")
    writer.double(options.overlapThreshold)
    writer.key("presence")
    append(options.presence, to: &writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func append(_ options: DawidSkene.Options, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("iterationLimit")
    writer.integer(options.iterationLimit)
    writer.key("prior")
    writer.string("\(options.prior)")
    writer.key("tolerance")
    writer.double(options.tolerance)
    writer.endObject()
  }
}
