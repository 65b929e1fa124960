import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Says how far the jobs of a project are.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how far each job is, and who did what.",
    discussion: """
        plumbline status breads
        plumbline status breads --json
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Print JSON for programs.")
  var json = false

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let jobs = try project.jobName.map { [try open.store.job(named: $0)] } ?? open.store.jobs()
    var writer = JSONWriter()
    if json { writer.beginArray() }
    for job in jobs {
      let status = try lead.status(of: job)
      let answered = status.answered(byAtLeast: job.annotatorsPerImage)
      if json {
        Self.append(job.name, status, answered: answered, to: &writer)
        continue
      }
      print(
        "\(PrintableText.escaping(job.name)): \(answered)/\(status.dataObjects) images answered by "
          + "\(job.annotatorsPerImage) or more")
      for entry in status.persons {
        let states = Self.shownStates.map { "\(entry.progress.byState[$0] ?? 0) \($0.rawValue)" }
        print("  \(PrintableText.escaping(entry.person.name)): \(states.joined(separator: ", "))")
      }
    }
    if json {
      writer.endArray()
      print(String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  private static let shownStates: [AssignmentState] = [.submitted, .draft, .skipped, .returned]

  private static func append(
    _ name: String, _ status: JobStatus, answered: Int, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("job")
    writer.string(name)
    writer.key("dataObjects")
    writer.integer(status.dataObjects)
    writer.key("answered")
    writer.integer(answered)
    writer.key("persons")
    writer.beginArray()
    for entry in status.persons {
      writer.beginObject()
      writer.key("name")
      writer.string(entry.person.name)
      for state in shownStates {
        writer.key(state.rawValue)
        writer.integer(entry.progress.byState[state] ?? 0)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
