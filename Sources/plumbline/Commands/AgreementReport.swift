import Consolidation
import Interchange
import Screen

/// How far annotators agree, as tables for people and as JSON for programs.
struct AgreementReport {
  /// One line of a table: what it is about, how many comparisons, and figures with intervals.
  struct Line {
    let name: String
    let count: Int
    let figures: [(key: String, estimate: Estimate)]
  }

  /// A table: what its lines are about, and what is counted.
  struct Section {
    let title: String
    let counted: String
    let lines: [Line]
  }

  let sections: [Section]
  /// What has to be said besides the figures.
  let notes: [(key: String, count: Int, text: String)]

  /// Tables with one line per label, annotator and pair.
  func text() -> String {
    var lines: [String] = []
    for section in sections where !section.lines.isEmpty {
      let head = section.lines[0].figures.map(\.key)
      lines.append(Self.row(section.title, [section.counted] + head))
      // Pairs grow with the square of the annotators; JSON has them all.
      for line in section.lines.prefix(50) {
        lines.append(Self.row(line.name, ["\(line.count)"] + line.figures.map { Self.cell($0.1) }))
      }
      if section.lines.count > 50 {
        lines.append("and \(section.lines.count - 50) more; --json lists them all")
      }
      lines.append("")
    }
    lines += notes.filter { $0.count > 0 && !$0.text.isEmpty }.map(\.text)
    return lines.joined(separator: "\n")
  }

  private static func cell(_ estimate: Estimate) -> String {
    guard let value = estimate.value else { return "-" }
    guard let interval = estimate.interval else { return decimal(value) }
    return "\(decimal(value)) (\(decimal(interval.lowerBound))..\(decimal(interval.upperBound)))"
  }

  /// Three decimals.
  private static func decimal(_ value: Double) -> String {
    let thousandths = Int((abs(value) * 1000).rounded())
    let digits = "\(thousandths % 1000)"
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count)
      + digits
  }

  private static func row(_ name: String, _ columns: [String]) -> String {
    let shown = TextWidth.truncated(TextWidth.printable(name), to: 28)
    let padding = String(repeating: " ", count: 28 - TextWidth.of(shown))
    let cells = columns.enumerated().map { index, text in
      String(repeating: " ", count: max(1, (index == 0 ? 12 : 24) - text.count)) + text
    }
    return shown + padding + cells.joined()
  }

  /// One JSON object with a list per table.
  func json() -> String {
    var writer = JSONWriter()
    writer.beginObject()
    for section in sections {
      writer.key(section.title)
      writer.beginArray()
      for line in section.lines { append(line, counted: section.counted, to: &writer) }
      writer.endArray()
    }
    for note in notes { writer.member(note.key, note.count) }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func append(_ line: Line, counted: String, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", line.name)
    writer.member(counted, line.count)
    for (key, estimate) in line.figures {
      writer.key(key)
      if let value = estimate.value { writer.double(value) } else { writer.null() }
      guard let interval = estimate.interval else { continue }
      writer.key(key + "Interval")
      writer.beginArray()
      writer.double(interval.lowerBound)
      writer.double(interval.upperBound)
      writer.endArray()
    }
    writer.endObject()
  }
}
