import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Says how far the jobs of a project are.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
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
    let jobs = try project.jobName.map { [try open.job(named: $0)] } ?? open.store.jobs()
    if jobs.isEmpty, !json { print("the project has no job yet; \(OpenProject.makeAJob)") }
    var writer = JSONWriter()
    if json { writer.beginArray() }
    for job in jobs {
      let status = try lead.status(of: job)
      let answered = status.answered(byAtLeast: job.annotatorsPerImage)
      if json {
        Self.append(job.name, status, answered: answered, to: &writer)
        continue
      }
      Self.show(job, status, answered: answered)
    }
    if json {
      writer.endArray()
      print(String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  private static func show(_ job: Job, _ status: JobStatus, answered: Int) {
    print(
      "\(PrintableText.escaping(job.name)): \(answered)/\(status.dataObjects) images answered by "
        + "\(job.annotatorsPerImage) or more")
    for entry in status.persons {
      let states = shownStates.map { "\(entry.progress.byState[$0] ?? 0) \($0.rawValue)" }
      print(
        "  \(PrintableText.escaping(entry.person.name)): \(states.joined(separator: ", "))"
          + (entry.gold.map { ", gold \($0.text)" } ?? ""))
    }
    let review = status.review
    if review != ReviewProgress(reviewed: 0, left: 0, returned: 0, gold: 0) {
      print(
        "  review: \(review.reviewed) reviewed, \(review.left) left, \(review.returned) sent back, "
          + "\(review.gold) gold")
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
    append(status.review, to: &writer)
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
      writer.member("leased", entry.progress.byState[.leased] ?? 0)
      writer.key("roles")
      writer.beginArray()
      for role in entry.person.roles.map(\.rawValue).sorted() { writer.string(role) }
      writer.endArray()
      append(entry.gold, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func append(_ review: ReviewProgress, to writer: inout JSONWriter) {
    writer.key("review")
    writer.beginObject()
    writer.member("reviewed", review.reviewed)
    writer.member("left", review.left)
    writer.member("returned", review.returned)
    writer.member("gold", review.gold)
    writer.endObject()
  }

  private static func append(_ gold: GoldScore?, to writer: inout JSONWriter) {
    writer.key("gold")
    guard let gold else { return writer.null() }
    writer.beginObject()
    writer.member("images", gold.objects)
    writer.key("f1")
    writer.double(gold.f1)
    for (key, value) in [("meanOverlap", gold.meanOverlap), ("labels", gold.labelAccuracy)] {
      writer.key(key)
      if let value { writer.double(value) } else { writer.null() }
    }
    writer.endObject()
  }
}

extension GoldScore {
  /// The score for people: `12 images, F1 0.91, overlap 0.87, labels 0.98`.
  fileprivate var text: String {
    func figure(_ value: Double?) -> String {
      value.map { String(($0 * 100).rounded() / 100) } ?? "-"
    }
    return "\(Count.text(objects, "image")), F1 \(figure(f1)), overlap \(figure(meanOverlap)), "
      + "labels \(figure(labelAccuracy))"
  }
}
