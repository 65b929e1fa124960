import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// The labels of a job.
struct LabelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "List the labels of a job, and change them.",
    discussion: """
        plumbline label list breads
        plumbline label list breads --job boxes --json
      """,
    subcommands: [List.self, Rename.self, Merge.self, Drop.self, Map.self])

  /// `label list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the labels of a job in the order of their class indexes.")

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print JSON for programs.")
    var json = false

    func run() throws {
      let open = try project.open()
      let job = try open.job(named: project.jobName)
      var output = RecordOutput()
      for (index, label) in job.labels.enumerated() {
        if json {
          output.append { label.append(index: index, to: &$0) }
        } else {
          print(label.line(index: index))
        }
      }
      if json { output.finish() }
    }
  }
}

extension Label {
  /// The colour as `#rrggbb`.
  fileprivate var hexColor: String {
    let digits = String(color, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// A line for people: class index, code, name, names in languages, colour, line, threshold.
  fileprivate func line(index: Int) -> String {
    let local = localNames.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    var parts = ["\(index)", code, name] + local + [hexColor, line.rawValue]
    if let threshold { parts.append("doubted below \(threshold.value)") }
    return parts.map { PrintableText.escaping($0) }.joined(separator: "  ")
  }

  fileprivate func append(index: Int, to writer: inout JSONWriter) {
    writer.member("index", index)
    writer.member("id", id.description)
    writer.member("name", name)
    writer.member("code", code)
    writer.key("names")
    writer.beginObject()
    for (language, name) in localNames.sorted(by: { $0.key < $1.key }) {
      writer.member(language, name)
    }
    writer.endObject()
    writer.key("aliases")
    writer.beginArray()
    for alias in aliases { writer.string(alias) }
    writer.endArray()
    writer.member("color", hexColor)
    writer.member("line", line.rawValue)
    writer.key("threshold")
    if let threshold { writer.double(threshold.value) } else { writer.null() }
  }
}
