import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Makes one answer out of several annotators' answers.
struct Consolidate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consolidate",
    abstract: "Make one answer per image out of several annotators' answers.",
    discussion: """
      In a project, the result becomes the answer of the job; annotators' own answers stay as they \
      are. Boxes are clustered without regard to their class, at most one box of each annotator \
      to a cluster; classes are found by Dawid-Skene, edges by a mean that knows each annotator's \
      precision and habits. Masks are voted on pixel by pixel, lightly smoothed; with ds \
      annotators weigh by their work on all images.

        plumbline consolidate breads
        plumbline consolidate breads --method mv --dry-run
        plumbline consolidate breads --check-gold --json

      A plain table of answers needs no project: a CSV file with the columns item, worker and \
      label. Written are item, label, confidence (empty where only one worker answered), support \
      and the majority's label.

        plumbline consolidate answers.csv --method ds --out labels.csv
        plumbline consolidate answers.csv --gold gold.csv --workers workers.csv --json

      Methods: mv majority vote, ds Dawid-Skene, onecoin one skill per worker, gt Ground Truth's \
      modified Dawid-Skene, glad skill and difficulty; of masks mv, ds and staple.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: "How answers are weighed: mv, ds, onecoin, gt, glad or staple; mv for masks, else ds.")
  var method: ConsolidationMethod?

  @OptionGroup(title: "Fitting")
  var fitting: FittingOptions

  @OptionGroup(title: "Tables of answers")
  var files: AnswerFileOptions

  @Flag(help: "Count each model whose predictions a job has as one more annotator.")
  var withModels = false

  @Flag(help: "Ignore the gold of the project: it neither teaches the method nor is kept.")
  var noGold = false

  @Flag(help: "Hold the gold of the project out in turn and say how often the method is right.")
  var checkGold = false

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
    if !dryRun { try Rejects.check(rejects) }
    guard !noGold, !checkGold else {
      throw ValidationError("--no-gold and --check-gold are for projects; a table has --gold.")
    }
    let method = method ?? .ds
    guard let forClasses = method.forClasses else {
      throw Failure("method \(method.rawValue) is for masks only", hint: "use ds or mv for a table")
    }
    if !dryRun { try files.checkTargets(reading: path, rejects: rejects) }
    let rejected = try ConsolidateTable(
      path: path, method: forClasses, model: fitting.model, files: files, json: json,
      dryRun: dryRun
    ).run()
    try rejected.report(to: dryRun ? nil : rejects)
    if dryRun { Rejects.sayNothingIsWritten(to: rejects) }
    if !rejected.isEmpty { throw RejectedInputs() }
  }

  private func consolidateJob() throws {
    let target = try? AbsolutePath.resolving(LocalPath(project.directory))
    guard target?.entryKind() == .folder || !json else {
      throw ValidationError("\"\(project.directory)\" is no file and no directory.")
    }
    guard files.isEmpty, rejects == nil else {
      throw ValidationError(
        "--out, --gold, --workers, --posteriors, --labels and --rejects are for a table of "
          + "answers; \"\(project.directory)\" is no file.")
    }
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    let plan = ConsolidationPlan(
      method: method ?? ConsolidationMethod.all(for: job.task)[0], model: fitting.model,
      models: withModels, gold: !noGold)
    try ConsolidateJob(
      project: open, job: job, lead: try open.store.lead(open.person), plan: plan,
      checksGold: checkGold, json: json, dryRun: dryRun
    ).run()
  }
}
