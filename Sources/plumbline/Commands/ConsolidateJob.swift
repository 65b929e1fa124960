import AnnotationModel
import Consolidation
import Interchange
import Store

/// Consolidates the answers of a job and publishes the result.
struct ConsolidateJob {
  let project: OpenProject
  let job: Job
  let lead: LeadView
  /// What is asked.
  let plan: ConsolidationPlan
  /// Whether gold is held out to see how often the method is right.
  let checksGold: Bool
  /// Whether the summary is printed as JSON.
  let json: Bool
  let dryRun: Bool

  /// Reads, consolidates, publishes and prints.
  func run() throws {
    let answers = try JobAnswers(
      job: job, lead: lead, models: plan.models, gold: plan.gold || checksGold)
    guard !answers.objects.isEmpty else { throw Failure.noAnswers(in: job) }
    let found = try JobConsolidation(
      answers, job: job, names: try answers.names(in: project.store), plan: plan)
    let gold = checksGold ? try found.goldReport() : nil
    if !json { print(try text(found, gold)) }
    let run =
      dryRun ? nil : try lead.publish(try found.draft(), layers: found.layers, in: job)
    if json {
      print(try JobConsolidationReport(found: found, gold: gold, run: run).json())
    } else if let run {
      print("\(Count.text(run.layerCount, "image")) answered by this run, entry #\(run.entry)")
    }
  }

  private func text(_ found: JobConsolidation, _ gold: GoldReport?) throws -> String {
    var lines: [String] = []
    switch found.body {
    case .boxes(let consensus, let input):
      lines.append(try boxes(consensus, input, of: found.job, plan: found.plan))
    case .labels(let labels):
      lines = labels.report + labels.annotatorReport(names: found.names)
    case .masks(let masks): lines = masks.report(found.job.labels)
    }
    let known = answeredGold(found)
    if known > 0, gold == nil {
      lines.append("\(Count.text(known, "image")) of known truth kept it and taught the method")
    }
    if case .labels = found.body, !found.fit.converged {
      lines.append("not settled after \(Count.text(found.fit.iterations ?? 0, "iteration"))")
    }
    lines += found.notes
    if let gold { lines.append(JobConsolidationReport.text(of: gold)) }
    return lines.map { PrintableText.escapingLines($0) }.joined(separator: "\n")
  }

  private func answeredGold(_ found: JobConsolidation) -> Int {
    if case .masks = found.body { return 0 }
    guard plan.gold else { return 0 }
    return found.answers.objects.count { $0.gold != nil }
  }

  /// The table of a job about boxes, with what the other method would have said beside it.
  private func boxes(
    _ consensus: BoxConsensus, _ input: ConsolidationInput, of job: Job,
    plan: ConsolidationPlan
  ) throws -> String {
    let method = plan.method.forBoxes ?? .dawidSkene
    let other: BoxConsolidation.Method = method == .dawidSkene ? .majorityVote : .dawidSkene
    let beside = try BoxConsolidation.run(
      images: input.tasks, annotatorCount: input.names.count, classCount: job.labels.count,
      method: other, options: plan.boxes)
    return ConsensusTable(job: job, input: input, chosen: consensus, beside: beside)
      .text(method: method, beside: other)
  }
}

extension PrintableText {
  /// Text of several lines with each made printable.
  fileprivate static func escapingLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaping(String($0), limit: .max) }.joined(separator: "\n")
  }
}
