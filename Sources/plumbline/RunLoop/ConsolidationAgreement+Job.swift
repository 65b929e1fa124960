import Consolidation
import Workbench

extension Workbench.ConsolidationAgreement {
  /// How far the annotators of a consolidation agree.
  init(of found: JobConsolidation) throws {
    let report = try AgreementReport(
      of: found.answers, job: found.job, annotators: found.shortNames, bootstrap: Bootstrap())
    let sections = report.sections.map { section in
      Section(
        title: section.title, counted: section.counted,
        figures: section.lines.first?.figures.map { Self.title($0.key) } ?? [],
        lines: section.lines.map { line in
          Line(
            name: line.name, count: line.count,
            figures: line.figures.map {
              Figure($0.estimate.value, interval: $0.estimate.interval)
            })
        })
    }
    // The first figure of an annotator is the one that the list of annotators shows.
    let rows = report.sections.first { $0.title == "annotators" }?.lines ?? []
    self.init(
      sections: sections,
      notes: report.notes.filter { $0.count > 0 && !$0.text.isEmpty }.map(\.text),
      annotators: rows.map { $0.figures.first?.estimate.value })
  }

  private static func title(_ key: String) -> String {
    switch key {
    case "f1": "F1"
    case "meanOverlap": "mean IoU"
    default: key
    }
  }
}
