import AnnotationModel
import Consolidation
import Interchange

/// Consolidates a plain table of answers, without a project.
struct ConsolidateTable {
  let path: LocalPath
  let method: ClassConsolidation.Method
  let model: DawidSkene.Options
  let files: AnswerFileOptions
  let json: Bool
  let dryRun: Bool

  /// Reads, consolidates and writes; returns what was left out.
  func run() throws -> Rejects {
    let input = try AnswerFile(
      path, gold: files.gold.map { try LocalPath($0) }, labels: files.labelList)
    guard !input.answers.isEmpty else {
      throw Failure("\(path) has no answers", hint: "give rows of item,worker,label")
    }
    let table = try AnswerTable(
      input.answers, itemCount: input.items.count, workerCount: input.workers.count,
      classCount: input.labels.count, repeats: files.countRepeats ? .counted : .lastWins)
    let start = ContinuousClock.now
    let result = try ClassConsolidation.run(
      table, method: method, options: model, gold: input.gold)
    let seconds = start.duration(to: .now) / .seconds(1)
    let check =
      input.gold.isEmpty
      ? nil : try GoldCheck(table, method: method, options: model, gold: input.gold)
    if !dryRun { try write(result, input) }
    let report = ConsolidationReport(
      input: input, answerCount: table.codes.count, asked: method, result: result, gold: check,
      seconds: seconds)
    if json {
      print(report.json())
    } else {
      StandardError.write(report.text())
    }
    return input.rejects
  }

  private func write(_ result: ClassConsolidation.Result, _ input: AnswerFile) throws {
    // The labels go to the standard output when nothing else does.
    if files.out != nil || !json { try writeLabels(result, input) }
    if let path = files.workers { try writeWorkers(result, input, path) }
    if let path = files.posteriors { try writePosteriors(result, input, path) }
  }

  private func writeLabels(_ result: ClassConsolidation.Result, _ input: AnswerFile) throws {
    var table = try TableWriter(files.out, replacing: files.force)
    try table.append(["item", "label", "confidence", "support", "majority"])
    for (item, name) in input.items.enumerated() {
      // Without an answer there is a prior, but nothing that was measured.
      let confidence = result.consensus.confidence(of: item)?.value
      try table.append([
        name, input.labels[result.consensus.labels[item]], confidence.map(Self.text) ?? "",
        "\(result.consensus.support[item])",
        result.consensus.support[item] == 0 ? "" : input.labels[result.majority.labels[item]],
      ])
    }
    try table.finish()
  }

  private func writeWorkers(
    _ result: ClassConsolidation.Result, _ input: AnswerFile, _ path: String
  ) throws {
    var table = try TableWriter(path, replacing: files.force)
    try table.append(
      ["worker", "answers", "skill", "low", "high", "standing", "truth"] + input.labels)
    for annotator in result.annotators {
      for (truth, name) in input.labels.enumerated() {
        try table.append(
          [
            input.workers[annotator.annotator], "\(annotator.answers)",
            Self.text(annotator.skill), Self.text(annotator.interval.lowerBound),
            Self.text(annotator.interval.upperBound), annotator.standing.rawValue, name,
          ]
            + input.labels.indices.map {
              Self.text(annotator.confusion[truth: truth, answer: $0])
            })
      }
    }
    try table.finish()
  }

  private func writePosteriors(
    _ result: ClassConsolidation.Result, _ input: AnswerFile, _ path: String
  ) throws {
    var table = try TableWriter(path, replacing: files.force)
    try table.append(["item"] + input.labels)
    for (item, name) in input.items.enumerated() {
      try table.append([name] + result.consensus.posterior(of: item).map(Self.text))
    }
    try table.finish()
  }

  /// A number with six decimals.
  private static func text(_ value: Double) -> String {
    let millionths = Int((value * 1e6).rounded())
    let digits = "\(millionths % 1_000_000)"
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
