import AnnotationModel
import Consolidation
import Interchange
import Screen
import Store

/// The outcome of a consolidation as a table for people.
struct ConsensusTable {
  let job: Job
  let input: ConsolidationInput
  let chosen: BoxConsensus
  let beside: BoxConsensus

  /// The table, with what the other method would have said beside it.
  func text(method: BoxConsolidation.Method, beside other: BoxConsolidation.Method) -> String {
    let settled =
      chosen.converged ? "" : "  (not settled after \(chosen.iterations) iterations)"
    let head = """
      \(Count.text(input.images.count, "image")), \
      \(Count.text(input.names.count, "annotator")), \
      \(Count.text(input.tasks.map(\.answers.count).reduce(0, +), "answer")), \
      \(method.rawValue)\(settled)

      """
    return head + "\n" + labelRows(other) + "\n" + annotatorRows()
  }

  private func labelRows(_ other: BoxConsolidation.Method) -> String {
    var lines = [row("label", ["boxes", other.rawValue, "confidence", "doubtful"])]
    let boxes = chosen.images.flatMap { $0 }
    let others = beside.images.flatMap { $0 }
    for (index, label) in job.labels.enumerated() {
      let own = boxes.filter { $0.classIndex == index }
      let confidences = own.compactMap { $0.confidence?.value }
      let mean =
        confidences.isEmpty
        ? "-" : Self.decimal(confidences.reduce(0, +) / Double(confidences.count))
      let threshold = label.threshold?.value ?? 0.5
      lines.append(
        row(
          label.name,
          [
            "\(own.count)", "\(others.count { $0.classIndex == index })", mean,
            "\(confidences.count { $0 < threshold })",
          ]))
    }
    let differing = boxes.count { $0.classIndex != $0.majorityClass }
    lines.append(
      "\(chosen.rejected.map(\.count).reduce(0, +)) clusters were judged to be nothing; "
        + "\(differing) boxes differ from the majority's class\n")
    return lines.joined(separator: "\n")
  }

  private func annotatorRows() -> String {
    var lines = [row("annotator", ["images", "drawn", "precision", "recall", "skill"])]
    // One annotator agrees with themselves; that says nothing about how well they answer.
    let isMeasured = input.names.count > 1
    for report in chosen.annotators {
      let values = [report.precision, report.recall, report.skill].map { value in
        value.map { isMeasured ? Self.decimal($0) : "-" } ?? "-"
      }
      lines.append(
        row(input.names[report.annotator], ["\(report.images)", "\(report.drawn)"] + values))
    }
    return lines.joined(separator: "\n")
  }

  /// A name and right-aligned columns; widths are those of the terminal's cells.
  private func row(_ name: String, _ columns: [String]) -> String {
    let shown = TextWidth.truncated(TextWidth.printable(name), to: 24)
    let padding = String(repeating: " ", count: 24 - TextWidth.of(shown))
    let cells = columns.map { String(repeating: " ", count: max(1, 13 - $0.count)) + $0 }
    return shown + padding + cells.joined()
  }

  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
