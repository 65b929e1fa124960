import AnnotationModel
import ArgumentParser
import Foundation
import Interchange
import Store

/// Checks a manifest, a data set or a project's export against the rules of a consumer.
struct Preflight: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preflight",
    abstract: "Check a manifest, a data set or a project against who will read it.",
    discussion: """
      Works on any manifest, whoever wrote it; on a folder of pictures and annotations as the \
      built-in algorithms read it; and on a project, whose export is checked without being \
      written. Rules of Rekognition Custom Labels have the names that the service itself reports.

      The headers of pictures and the pixels of masks are read too. A manifest's are looked for \
      below its folder, or where --images says, by the end of their addresses; links are not \
      followed. How many are not here, so that nothing is known of them, is said at the end.

        plumbline preflight train.manifest --for rekognition --test test.manifest
        plumbline preflight train.manifest --attribute pets --images ~/photos
        plumbline preflight breads --job boxes
        plumbline preflight breads --open
        plumbline preflight roads-training --classes 4
        plumbline preflight --rules
      """)

  /// Who will read it.
  enum Consumer: String, ExpressibleByArgument, CaseIterable {
    case training, rekognition

    /// Whether it reads answers of this kind.
    func takes(_ task: TaskType) -> Bool {
      self == .training || (task != .semanticSegmentation && task != .labelVerification)
    }

    /// The name for people.
    var title: String {
      switch self {
      case .training: "training"
      case .rekognition: "Rekognition Custom Labels"
      }
    }
  }

  @Argument(
    help: "A manifest, a folder with pictures and annotations, or a project.",
    completion: .file())
  var file: String?

  @Option(name: .customLong("for"), help: "Who will read it.")
  var consumer: Consumer = .training

  @Option(help: "The manifest of the test set, for rules about both.", completion: .file())
  var test: String?

  @Option(help: "The label attribute that training names.")
  var attribute: String?

  @Option(
    help: "Where a manifest's pictures and masks are; may be given several times.",
    completion: .directory)
  var images: [String] = []

  @Flag(help: "Read nothing but the lines.")
  var withoutFiles = false

  @Option(help: "The hyperparameter label_width of built-in Object Detection.")
  var labelWidth = ObjectDetectionRecord.usualLabelWidth

  @Option(help: "The hyperparameter num_classes, for masks without a label map.")
  var classes: Int?

  @Option(help: "The frame that the consumer sees; stored is for those that ignore EXIF.")
  var frame: Export.Frame = .upright

  @Option(name: .customLong("job"), help: "Of a project: the job, where it has several.")
  var jobName: String?

  @Option(name: .customLong("as"), help: "Work as another person of the project, for tests.")
  var personName: String?

  @Flag(help: "Open a project's preflight screen, from which images open on the canvas.")
  var open = false

  @OptionGroup var screen: ScreenOptions

  @Flag(help: "Print JSON for programs.")
  var json = false

  @Flag(help: "Print every rule, and what checks it.")
  var rules = false

  func validate() throws {
    if file == nil, !rules {
      throw ValidationError("Name a manifest, a folder or a project, or ask for --rules.")
    }
    guard labelWidth > 0 else { throw ValidationError("--label-width must be above 0.") }
  }

  @MainActor
  func run() async throws {
    if rules { return PreflightRules.print() }
    guard let file else { return }
    if open {
      let project = try openProject(file)
      let job = try project.job(named: jobName)
      // Whoever may not is told before the screen changes.
      _ = try project.store.lead(project.person)
      return try await screen.run(.preflight(job), in: project, directory: file)
    }
    let report = try report(on: file)
    if json {
      PreflightText.printJSON(report, consumer: consumer.rawValue)
    } else {
      PreflightText.print(report, consumer: consumer.title)
    }
    if report.hasErrors { throw RejectedInputs() }
  }

  private func report(on file: String) throws -> PreflightReport {
    let path = try LocalPath(file)
    guard try AbsolutePath.resolving(path).entryKind() == .folder else {
      return try reportOnManifest(path)
    }
    if FileManager.default.fileExists(atPath: file + "/" + Store.fileName) {
      return try reportOnProject(file)
    }
    return try reportOnDataSet(path)
  }

  // MARK: What is checked

  private var demands: TrainingPreflight.Demands {
    var demands = TrainingPreflight.Demands()
    demands.attribute = attribute
    demands.labelWidth = labelWidth
    demands.isStoredFrame = frame == .stored
    return demands
  }

  private func reportOnManifest(_ path: LocalPath) throws -> PreflightReport {
    switch consumer {
    case .rekognition:
      // Of the test set only the labels count here; its pictures are checked with it.
      let test = try test.map { try rekognition(LocalPath($0), files: nil) }
      return try rekognition(path, files: files(of: path)).finished(test: test)
    case .training:
      var preflight = TrainingPreflight(demands, files: try files(of: path))
      try Self.forEachLine(of: path) { preflight.check($0) }
      return preflight.finished()
    }
  }

  private func rekognition(
    _ path: LocalPath, files: ManifestFiles?
  ) throws -> RekognitionPreflight {
    var preflight = RekognitionPreflight(
      fileName: String(decoding: path.name, as: UTF8.self), files: files)
    try Self.forEachLine(of: path) { preflight.check($0) }
    return preflight
  }

  /// Where the files are that a manifest names; nil when nobody shall look.
  private func files(of manifest: LocalPath) throws -> ManifestFiles? {
    if withoutFiles { return nil }
    let roots = try images.map { try AbsolutePath.resolving(LocalPath($0)) }
    return ManifestFiles(below: roots.isEmpty ? [manifest.folder] : roots)
  }

  private static func forEachLine(of path: LocalPath, _ body: ([UInt8]) -> Void) throws {
    var lines = try LineReader(path)
    let bar = ProgressBar("checking lines")
    defer { bar.finish() }
    // The reader drops a byte order mark, which a consumer may not.
    var mark: [UInt8] = lines.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    while let line = try lines.next() {
      if case .bytes(let bytes) = line.content { body(mark + bytes) } else { body(mark) }
      mark = []
      bar.advance()
    }
  }

  private func openProject(_ directory: String) throws -> OpenProject {
    let store = try Store.open(at: directory, now: Clock.now)
    return OpenProject(store: store, person: try CurrentPerson.find(in: store, as: personName))
  }

  private func reportOnProject(_ directory: String) throws -> PreflightReport {
    let project = try openProject(directory)
    let job = try project.job(named: jobName)
    let lead = try project.store.lead(project.person)
    let preflight = ProjectPreflight(
      job: job, parent: try project.store.jobs().first { $0.id == job.parent }, lead: lead,
      frame: frame, demands: demands, readsFiles: !withoutFiles,
      maskRoots: try images.map { try AbsolutePath.resolving(LocalPath($0)) },
      progress: ProgressBar("checking images"))
    let found = try preflight.check(for: consumer)
    try found.rejects.report(to: nil)
    if !found.leftOut.isEmpty { StandardError.write("not in the export: \(found.leftOut)\n") }
    return found.report
  }

  private func reportOnDataSet(_ path: LocalPath) throws -> PreflightReport {
    guard var preflight = try DataSetPreflight(path, demands, classCount: classes) else {
      throw Failure(
        "\(path) is no project, and has no folders such as train and train_annotation",
        hint: "name a manifest, a project, or what export --format segmentation wrote")
    }
    let bar = ProgressBar("checking files")
    defer { bar.finish() }
    return try preflight.checked { bar.advance() }
  }
}
