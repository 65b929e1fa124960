import AnnotationModel
import ArgumentParser
import Consolidation
import Interchange
import Store

/// Measures how far annotators agree.
struct Agreement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: "Measure how far annotators agree.",
    discussion: """
      Of a job about boxes: F1 at an overlap of 0.5 and the mean overlap of each pair of \
      annotators; about masks the mean overlap of each class. Of labels of whole images, and of a \
      table with the columns item, worker and label: Krippendorff's alpha, Fleiss' kappa, and \
      Cohen's kappa of each pair; of several labels per image alpha and the overlap of the sets. \
      Intervals are 95 % bootstrap intervals over the images, the same on every run. Of answers \
      that were made from others only what was changed counts.

        plumbline agreement breads
        plumbline agreement answers.csv --metric ordinal --labels bad,fair,good --json
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "What the difference of two labels is: nominal, ordinal, interval or ratio.")
  var metric: KrippendorffAlpha.Metric = .nominal

  @Option(help: "The labels in their order, with commas; without it, those that occur.")
  var labels: String?

  @Option(help: "How often the images are drawn anew for the intervals.")
  var samples = 1000

  @Option(help: "Where the random numbers of the intervals begin.")
  var seed: UInt64 = 1

  @Flag(help: "Count each model whose predictions a job has as one more annotator.")
  var withModels = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard samples >= 1 else { throw ValidationError("--samples must be at least 1.") }
  }

  func run() throws {
    let path = try LocalPath(project.directory)
    let plan = Bootstrap(samples: samples, seed: seed)
    if path.entryKind() == .file {
      let (report, rejects) = try tableReport(path, plan)
      print(json ? report.json() : report.text())
      try rejects.report(to: nil)
      if !rejects.isEmpty { throw RejectedInputs() }
    } else {
      let report = try jobReport(plan)
      print(json ? report.json() : report.text())
    }
  }

  private func tableReport(
    _ path: LocalPath, _ plan: Bootstrap
  ) throws -> (AgreementReport, Rejects) {
    let listed = labels?.split(separator: ",").map { String($0.trimmingPrefix { $0 == " " }) }
    let input = try AnswerFile(path, gold: nil, labels: listed)
    let table = try AnswerTable(
      input.answers, itemCount: input.items.count, workerCount: input.workers.count,
      classCount: max(1, input.labels.count), repeats: .lastWins)
    let values = input.labels.compactMap { Double($0) }
    if [.interval, .ratio].contains(metric), values.count < input.labels.count {
      throw Failure(
        "the \(metric.rawValue) metric needs labels that are numbers",
        hint: "use --metric nominal or ordinal")
    }
    let agreement = ClassAgreement(
      table, metric: metric, values: values.count == input.labels.count ? values : nil,
      bootstrap: plan)
    if metric == .ordinal, listed == nil, values.count < input.labels.count {
      StandardError.write(
        "the order of the labels is taken to be \(Self.order(input.labels)); "
          + "--labels gives another\n")
    }
    return (
      AgreementReport(
        labels: input.labels, annotators: input.workers, metric: metric, agreement: agreement),
      input.rejects
    )
  }

  /// `bad, fair, good`, at most ten.
  private static func order(_ labels: [String]) -> String {
    labels.prefix(10).map { PrintableText.escaping($0) }.joined(separator: ", ")
      + (labels.count > 10 ? " ..." : "")
  }

  private func jobReport(_ plan: Bootstrap) throws -> AgreementReport {
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    let answers = try JobAnswers(
      job: job, lead: try open.store.lead(open.person), models: withModels)
    return try AgreementReport(
      of: answers, job: job, annotators: try answers.names(in: open.store), metric: metric,
      bootstrap: plan)
  }
}

extension KrippendorffAlpha.Metric: ExpressibleByArgument {}
