import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Writes the answers of a job to a file that a trainer reads.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the answers of a job as a Ground Truth augmented manifest.",
    discussion: """
      The answer of an image is gold, else a reviewer's, else the published consolidation, else an \
      import, else the only annotator's. Images without one are written with --unlabelled only. \
      The file appears whole or not at all.

        plumbline export breads --format ground-truth --out breads.manifest
        plumbline export breads --prefix s3://my-bucket/breads/ --out breads.manifest
      """)

  /// The formats that can be written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case groundTruth = "ground-truth"
  }

  /// The frame of the coordinates.
  enum Frame: String, ExpressibleByArgument, CaseIterable {
    /// The image as people see it.
    case upright
    /// The stored pixels, for consumers that ignore EXIF.
    case stored
  }

  @OptionGroup var project: ProjectOptions

  @Option(help: "The format.")
  var format: Format = .groundTruth

  @Option(help: "The file to write.", completion: .file())
  var out: String

  @Option(help: "Write each source-ref as this and the picture's key, not as it came.")
  var prefix: String?

  @Option(help: "The frame of the coordinates; stored is for consumers that ignore EXIF.")
  var frame: Frame = .upright

  @Flag(help: "Write images without an answer too, as they came.")
  var unlabelled = false

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @Option(help: "Where to write everything that was left out.", completion: .file())
  var rejects: String?

  func run() throws {
    try Rejects.check(rejects)
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    guard job.task == .boundingBox else {
      throw Failure("job \"\(job.name)\" is not about boxes; only box jobs are exported yet")
    }
    var export = try ManifestExport(
      job: job, lead: try open.store.lead(open.person), prefix: prefix, frame: frame,
      includesUnlabelled: unlabelled)
    try export.write(to: LocalPath(out), replacing: force)
    print(export.summary)
    try export.rejects.report(to: rejects)
    if !export.rejects.isEmpty { throw RejectedInputs() }
  }
}
