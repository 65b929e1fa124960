import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Lists the published runs of a job and where they differ from reviews.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List published runs, and the reviewed images for which they say something else.",
    discussion: """
      What a reviewer has decided stays the answer, whatever a later run says; here are the images \
      where they differ. A run is stale once an answer that it combined has changed.

        plumbline runs breads
        plumbline runs breads --job boxes --json
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Print JSON for programs.")
  var json = false

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let job = try open.job(named: project.jobName)
    var output = RecordOutput()
    for run in try lead.runs(of: job) {
      let differing = try Self.disagreements(of: run, lead)
      if json {
        output.append { Self.append(run, differing, to: &$0) }
      } else {
        Self.print(run, differing)
      }
    }
    if json { output.finish() }
  }

  private static func disagreements(
    of run: PublishedRun, _ lead: LeadView
  ) throws -> [RunDisagreement] {
    var all: [RunDisagreement] = []
    var last: Int? = -1
    while let after = last {
      let (found, through) = try lead.disagreements(of: run.id, after: after)
      all += found
      last = through
    }
    return all
  }

  private static func print(_ run: PublishedRun, _ differing: [RunDisagreement]) {
    let stale = run.isStale ? ", stale" : ""
    let moment = run.createdAt.description.prefix(19).map { $0 == "T" ? " " : String($0) }.joined()
    Swift.print(
      "#\(run.entry)  \(moment)  \(PrintableText.escaping(run.method))  "
        + "\(Count.text(run.layerCount, "image"))\(stale), differs from "
        + "\(Count.text(differing.count, "review"))")
    for image in differing {
      let name = ImageLibrary.name(of: image.image)
      Swift.print(
        "  \(image.index + 1)  \(PrintableText.escaping(name)): \(image.missing) missing, "
          + "\(image.extra) extra, \(image.relabelled) with another label")
    }
  }

  private static func append(
    _ run: PublishedRun, _ differing: [RunDisagreement], to writer: inout JSONWriter
  ) {
    writer.member("entry", Int(run.entry))
    writer.member("id", run.id.description)
    writer.member("method", run.method)
    writer.member("createdAt", run.createdAt.description + "Z")
    writer.member("images", run.layerCount)
    writer.key("isStale")
    writer.bool(run.isStale)
    writer.key("differs")
    writer.beginArray()
    for image in differing {
      writer.beginObject()
      writer.member("number", image.index + 1)
      writer.member("image", image.image.id.description)
      writer.member("missing", image.missing)
      writer.member("extra", image.extra)
      writer.member("relabelled", image.relabelled)
      writer.endObject()
    }
    writer.endArray()
  }
}
