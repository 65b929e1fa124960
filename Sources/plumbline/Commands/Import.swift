import ArgumentParser
import Interchange
import Store

/// Takes other people's and models' answers into a job.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take Ground Truth worker responses and model predictions into a job.",
    discussion: """
      Worker responses name no image: the job's manifest does, so give it with them once. Workers \
      become persons with submitted answers. DetectCustomLabels responses are matched to images by \
      file name, or come as JSON Lines of image, model, version, min_confidence, response. \
      Importing the same files again changes nothing.

        plumbline import breads --manifest input.manifest worker-response
        plumbline import breads --model bread --model-version 3 predictions
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(help: "Folders of worker responses, DetectCustomLabels files or folders of them.")
  var paths: [String] = []

  @Option(help: "The manifest whose lines the job is about.", completion: .file())
  var manifest: String?

  @Option(parsing: .upToNextOption, help: "Augmented manifests of known truth.")
  var gold: [String] = []

  @Option(help: "The model behind predictions that do not name one.")
  var model: String?

  @Option(help: "Its version.")
  var modelVersion: String?

  @Option(help: "The confidence, 0 to 100, below which it was not asked to answer.")
  var minConfidence: Double?

  @Option(help: "Where to write everything that was left out.", completion: .file())
  var rejects: String?

  func validate() throws {
    if paths.isEmpty, manifest == nil, gold.isEmpty {
      throw ValidationError("Name something to import.")
    }
  }

  func run() throws {
    try Rejects.check(rejects)
    var plan = ImportPlan()
    plan.manifest = try manifest.map { try LocalPath($0) }
    plan.gold = try gold.map { try LocalPath($0) }
    if let model { plan.model.name = model }
    if let modelVersion { plan.model.version = modelVersion }
    plan.model.floor = try minConfidence.map(ImportPlan.floor)
    for path in paths { try plan.add(LocalPath(path)) }
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    var importer = Importer(plan, into: job, lead: try open.store.lead(open.person))
    try importer.run()
    for line in importer.summary { print(PrintableText.escaping(line, limit: .max)) }
    try importer.rejects.report(to: rejects)
    if !importer.rejects.isEmpty { throw RejectedInputs() }
  }
}
