import Interchange

/// What checking an export found, for a person.
enum PreflightText {
  /// Prints the broken rules under the consumer's names, with how often and where.
  static func print(_ report: PreflightReport, consumer: String) {
    for line in lines(report, consumer: consumer) {
      Swift.print(PrintableText.escaping(line, limit: .max))
    }
  }

  static func lines(_ report: PreflightReport, consumer: String) -> [String] {
    if report.isClean { return ["\(consumer): nothing to object to in \(report.lines) lines"] }
    var lines = ["\(consumer): \(report.lines) lines, \(report.invalidLines) would be refused"]
    if report.ignoredLines > 0 { lines[0] += ", \(report.ignoredLines) passed over" }
    for finding in report.terminal {
      lines.append("  \(finding.rule) (refuses the whole): \(finding.detail)")
    }
    for finding in report.findings {
      lines.append("  \(finding.rule) in \(Count.text(finding.count, "line")): \(finding.detail)")
      for place in finding.places.prefix(5) {
        lines.append("    line \(place.line)  \(place.image)")
      }
      if finding.count > 5 { lines.append("    and \(finding.count - 5) more") }
    }
    return lines
  }
}
