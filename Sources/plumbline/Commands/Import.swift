import ArgumentParser
import Interchange
import Store

/// Takes other people's and models' answers into a job.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take Ground Truth jobs, worker responses and model predictions into a project.",
    discussion: """
      A folder that holds manifests is searched for labelling jobs, and each becomes a job of the \
      project: its images, even where their files are not here, its answers, and every worker's \
      own answer. The project is made when there is none. All of it is one act, which "plumbline \
      undo DIR ENTRY" takes back. At the end each job is compared with its files.

        plumbline import breads ~/ground-truth --dry-run
        plumbline import breads ~/ground-truth

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

  @Flag(help: "For folders of jobs: say what would be imported, and write nothing.")
  var dryRun = false

  @Option(help: "Where to write everything that was left out.", completion: .file())
  var rejects: String?

  func validate() throws {
    if paths.isEmpty, manifest == nil, gold.isEmpty {
      throw ValidationError("Name something to import.")
    }
  }

  func run() throws {
    if !dryRun { try Rejects.check(rejects) }
    if let folder = try jobFolder() { return try importJobs(in: folder) }
    if dryRun {
      throw Failure(
        "nothing here is a folder of jobs, so there is nothing to show",
        hint: "name a folder with output manifests, or leave out --dry-run")
    }
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

extension Import {
  /// The folder of labelling jobs that is meant; nil when answers for one job are.
  private func jobFolder() throws -> LocalPath? {
    guard manifest == nil, gold.isEmpty, let first = paths.first else { return nil }
    let folder = try LocalPath(first)
    guard folder.entryKind() == .folder else { return nil }
    let holdsJobs = try JobScan(folder).jobs.contains {
      $0.manifest != nil || !$0.inputs.isEmpty || !$0.requests.isEmpty || !$0.humanLoops.isEmpty
    }
    guard holdsJobs else { return nil }
    if paths.count > 1 {
      throw Failure("give one folder of jobs at a time; the others would be another import")
    }
    return try AbsolutePath.resolving(folder)
  }

  private func importJobs(in folder: LocalPath) throws {
    let known = Project.exists(at: project.directory) ? try project.open() : nil
    let plan = try JobPlan(folder)
    tell(JobImportReport.lines(of: plan))
    if dryRun {
      try plan.rejects.report(to: nil)
      Rejects.sayNothingIsWritten(to: rejects)
      return
    }
    // Jobs bring their images, so they may be the beginning of a project.
    let open = try known ?? Project.openOrCreate(at: project.directory, sharing: .byUmask)
    var importer = JobFolderImporter(store: open.store, lead: try open.store.lead(open.person))
    let entry = try importer.run(plan)
    try importer.reconcile()
    print()
    for outcome in importer.outcomes { tell(JobImportReport.lines(of: outcome)) }
    print(entry.map { "imported, entry #\($0)" } ?? "nothing was new, so nothing was written")
    try importer.rejects.report(to: rejects)
    if !importer.rejects.isEmpty { throw RejectedInputs() }
  }

  private func tell(_ lines: [String]) {
    for line in lines { print(PrintableText.escaping(line, limit: .max)) }
  }
}
