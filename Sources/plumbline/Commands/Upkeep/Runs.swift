import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Lists the published runs of a job and where they differ from reviews.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List published runs, and the reviewed images for which they say something else.",
    discussion: """
      What a reviewer has decided stays the answer, whatever a later run says; here are the images \
      where they differ. A run is stale once an answer that it combined has changed.

      Every run keeps how it was asked and what it combined. --reproduce does one again and says \
      whether the same answers come of it, to the last bit; it changes nothing.

        plumbline runs breads
        plumbline runs breads --job boxes --json
        plumbline runs breads --reproduce 123
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "Do the run of this entry again and compare.")
  var reproduce: Int?

  @Flag(help: "Print JSON for programs.")
  var json = false

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let job = try open.job(named: project.jobName)
    if let reproduce { return try self.reproduce(reproduce, job, lead, open.store) }
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

  private func reproduce(_ entry: Int, _ job: Job, _ lead: LeadView, _ store: Store) throws {
    guard let run = try lead.runs(of: job).first(where: { $0.entry == EntryNumber(entry) }) else {
      throw Failure(
        "entry #\(entry) is no published run of job \"\(job.name)\"",
        hint: "plumbline runs lists them")
    }
    let done = try RunReproduction(run, of: job, lead: lead, store: store)
    if json {
      var output = RecordOutput()
      output.append { writer in
        writer.member("entry", entry)
        writer.key("isEqual")
        writer.bool(done.isEqual)
        writer.member("stored", done.stored)
        writer.member("again", done.again)
        writer.member("differing", done.differing)
      }
      output.finish()
    } else if done.isEqual {
      Swift.print("run #\(entry) comes to the same answers again, to the last bit")
      Swift.print("sha256 \(done.again)")
    }
    guard done.isEqual else {
      throw Failure(
        "run #\(entry) comes to other answers for \(Count.text(done.differing, "image"))",
        hint: "labels that were merged, dropped or renamed since change it, and so does another "
          + "version of the program; log shows what was done to labels")
    }
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
    if let outcome = RunOutcome(json: run.outcomeJSON) {
      Swift.print("  " + Self.words(for: outcome.fit) + ", sha256 \(outcome.digest.prefix(12))")
    }
    for image in differing {
      let name = ImageLibrary.name(of: image.image)
      Swift.print(
        "  \(image.index + 1)  \(PrintableText.escaping(name)): \(image.missing) missing, "
          + "\(image.extra) extra, \(image.relabelled) with another label")
    }
  }

  /// `12 iterations, settled, objective -123.45, 0.01 s`.
  private static func words(for fit: JobConsolidation.Fit) -> String {
    var parts: [String] = []
    if let iterations = fit.iterations, iterations > 0 {
      parts.append(Count.text(iterations, "iteration"))
      parts.append(fit.converged ? "settled" : "not settled")
    }
    if let objective = fit.objective {
      parts.append("objective \((objective * 1000).rounded() / 1000)")
    }
    parts.append("\((fit.seconds * 1000).rounded() / 1000) s")
    return parts.joined(separator: ", ")
  }

  private static func append(
    _ run: PublishedRun, _ differing: [RunDisagreement], to writer: inout JSONWriter
  ) {
    writer.member("entry", Int(run.entry))
    writer.member("id", run.id.description)
    writer.member("method", run.method)
    writer.member("createdAt", run.createdAt.description + "Z")
    writer.member("images", run.layerCount)
    writer.key("parameters")
    writer.raw(Array(run.parametersJSON.utf8)[...])
    writer.key("outcome")
    writer.raw(Array(run.outcomeJSON.utf8)[...])
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
