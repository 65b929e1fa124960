import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Shows the journal.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show who did what, when, and to which image.",
    discussion: """
      Newest first, in UTC. Every change is here, imports, undoing and redoing included; the \
      number is the one that the canvas shows as "saved #n". Only leads may read it.

        plumbline log breads --limit 20
        plumbline log breads --job boxes --limit 0 --json
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "How many entries; 0 for all.")
  var limit = 50

  @Flag(help: "Print JSON for programs.")
  var json = false

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit must be 0 or more.") }
  }

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let job = try project.jobName.map { try open.job(named: $0) }
    var output = RecordOutput()
    var left = limit == 0 ? Int.max : limit
    var last = EntryNumber.max
    while left > 0, case let page = try lead.log(before: last, job: job, limit: min(left, 500)),
      let oldest = page.last
    {
      for entry in page {
        if json {
          output.append { Self.append(entry, to: &$0) }
        } else {
          print(Self.line(entry))
        }
      }
      last = oldest.header.number
      left -= page.count
    }
    if json { output.finish() }
  }

  /// One line: `#12  2026-11-21 09:30:00  hanako  breads  IMG_1.jpg  added anpan`.
  private static func line(_ entry: LogEntry) -> String {
    let moment = entry.header.moment.description.prefix(19)
      .map { $0 == "T" ? " " : String($0) }.joined()
    let parts = [
      entry.personName ?? "-", entry.jobName ?? "-", entry.place?.fileName ?? "-", entry.summary,
    ]
    return (["#\(entry.header.number)", moment] + parts.map { PrintableText.escaping($0) })
      .joined(separator: "  ")
  }

  private static func append(_ entry: LogEntry, to writer: inout JSONWriter) {
    let header = entry.header
    writer.member("number", Int(header.number))
    writer.member("id", header.id.description)
    writer.member("moment", header.moment.description + "Z")
    writer.member("kind", header.kind.rawValue)
    writer.member("person", entry.personName)
    writer.member("personID", header.person?.description)
    writer.member("job", entry.jobName)
    writer.member("image", entry.place?.text)
    writer.member("imageID", header.image?.description)
    writer.member("undoes", header.undoes.map { Int($0) })
    writer.member("summary", entry.summary)
  }
}
