import Interchange

/// What checking an export found, for a person and for programs.
enum PreflightText {
  /// Prints the broken rules under the consumer's names, with how often and where.
  static func print(_ report: PreflightReport, consumer: String) {
    for line in lines(report, consumer: consumer) {
      Swift.print(PrintableText.escaping(line, limit: .max))
    }
  }

  static func lines(_ report: PreflightReport, consumer: String) -> [String] {
    let count = Count.text(report.lines, report.unit)
    if report.isClean {
      return ["\(consumer): nothing to object to in \(count)"] + files(report)
    }
    var lines = ["\(consumer): \(count), \(report.invalidLines) would be refused"]
    if report.ignoredLines > 0 { lines[0] += ", \(report.ignoredLines) passed over" }
    for finding in report.terminal {
      let kind = finding.isWarning ? "a warning" : "refuses the whole"
      lines.append("  \(finding.rule) (\(kind)): \(finding.detail)")
      lines += repair(finding)
    }
    for finding in report.findings { lines += text(of: finding, unit: report.unit) }
    return lines + files(report)
  }

  private static func text(of finding: PreflightReport.Finding, unit: String) -> [String] {
    let kind = finding.isWarning ? " (a warning)" : ""
    var lines = [
      "  \(finding.rule)\(kind) in \(Count.text(finding.count, unit)): \(finding.detail)"
    ]
    lines += repair(finding)
    for place in finding.places.prefix(5) {
      let number = place.line > 0 ? "line \(place.line)  " : ""
      let detail = place.detail == finding.detail ? "" : "  \(place.detail)"
      lines.append("    \(number)\(place.image)\(detail)")
    }
    if finding.count > 5 { lines.append("    and \(finding.count - 5) more") }
    return lines
  }

  private static func repair(_ finding: PreflightReport.Finding) -> [String] {
    finding.repair.isEmpty ? [] : ["    repair: \(finding.repair)"]
  }

  /// What was checked, one sentence each.
  static func standing(_ found: ProjectPreflight.Found, consumer: String) -> [String] {
    let report = found.report
    var lines = [
      "\(Count.text(report.lines, report.unit)) checked for \(consumer), \(report.invalidLines) "
        + "would be refused" + (files(report).isEmpty ? "" : "; ")
        + files(report).joined(separator: "; ")
    ]
    if !found.leftOut.isEmpty { lines.append("not in the export: \(found.leftOut)") }
    if let first = found.rejects.entries.first {
      lines.append(
        "\(Count.text(found.rejects.entries.count, "image")) cannot be exported at all, the first: "
          + "\(first.place): \(first.reason)")
    }
    return lines
  }

  /// Which files were looked at, and which are not here.
  private static func files(_ report: PreflightReport) -> [String] {
    [("picture", report.pictures), ("mask", report.masks)].compactMap { noun, tally in
      guard tally.checked + tally.missing > 0 else { return nil }
      var text = "\(Count.text(tally.checked, noun)) looked at"
      if tally.missing > 0 {
        text +=
          ", \(tally.missing) not here and not checked, the first is \(tally.firstMissing)"
      }
      return text
    }
  }

  /// Prints the same as one JSON object.
  static func printJSON(_ report: PreflightReport, consumer: String) {
    var json = JSONWriter()
    json.beginObject()
    json.member("consumer", consumer)
    json.member("unit", report.unit)
    json.member("checked", report.lines)
    json.member("refused", report.invalidLines)
    json.member("passed-over", report.ignoredLines)
    for (key, tally) in [("pictures", report.pictures), ("masks", report.masks)] {
      json.key(key)
      json.beginObject()
      json.member("checked", tally.checked)
      json.member("not-here", tally.missing)
      json.endObject()
    }
    json.key("whole")
    append(report.terminal, to: &json)
    json.key("findings")
    append(report.findings, to: &json)
    json.endObject()
    Swift.print(String(decoding: json.bytes, as: UTF8.self))
  }

  private static func append(_ findings: [PreflightReport.Finding], to json: inout JSONWriter) {
    json.beginArray()
    for finding in findings {
      json.beginObject()
      json.member("rule", finding.rule)
      json.key("warning")
      json.bool(finding.isWarning)
      json.member("count", finding.count)
      json.member("detail", finding.detail)
      json.member("repair", finding.repair.isEmpty ? nil : finding.repair)
      json.key("places")
      json.beginArray()
      for place in finding.places {
        json.beginObject()
        if place.line > 0 { json.member("line", place.line) }
        json.member("image", place.image)
        json.member("detail", place.detail)
        json.endObject()
      }
      json.endArray()
      json.endObject()
    }
    json.endArray()
  }
}
