import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Writes the answers of a job to files that a trainer reads.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the answers of a job as a trainer reads them.",
    discussion: """
      The answer of an image is gold, else a reviewer's, else the published consolidation, else an \
      import, else the only annotator's. Images without one are written with --unlabelled only. A \
      line of a manifest whose answer is still what it says leaves byte for byte as it came. \
      Everything is read back and compared before it gets its name, and appears whole or not at all.

        plumbline export breads --format ground-truth --out breads.manifest
        plumbline export breads --prefix s3://my-bucket/breads/ --out breads.manifest
        plumbline export breads --format rekognition --prefix s3://my-bucket/ --out b.manifest
        plumbline export roads --format segmentation --out roads-training
        plumbline export breads --format object-detection --split train=90,validation=10 --out od
      """)

  /// The formats that can be written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// An augmented manifest.
    case groundTruth = "ground-truth"
    /// A manifest for Rekognition Custom Labels.
    case rekognition
    /// Pictures and JSON for the built-in Object Detection algorithm.
    case objectDetection = "object-detection"
    /// Pictures and masks for the built-in Semantic Segmentation algorithm.
    case segmentation
    /// The list of labels.
    case labels
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

  @Option(help: "The file or folder to write.", completion: .file())
  var out: String

  @Option(help: "Write each source-ref as this and the picture's key, not as it came.")
  var prefix: String?

  @Option(help: "The frame of the coordinates; stored is for consumers that ignore EXIF.")
  var frame: Frame = .upright

  @Option(help: "Another label attribute name than the job's.")
  var attribute: String?

  @Option(help: "What stands before the names of masks in a manifest.")
  var maskPrefix: String?

  @OptionGroup var split: SplitOptions

  @Option(help: "Pictures of a folder format: link, copy, or scale to --max-side.")
  var images: PictureExport.Way = .link

  @Option(help: "With --images scale, the longest side in pixels.")
  var maxSide = 1024

  @Option(help: "For masks: the value of what belongs to no class, 0 or 255.")
  var background: UInt8 = 0

  @Option(help: "For masks: a label whose pixels count as nothing (value 255).")
  var ignore: String?

  @Option(help: "The hyperparameter label_width of built-in Object Detection, for its check.")
  var labelWidth = ObjectDetectionRecord.usualLabelWidth

  @Flag(help: "Write lines without an answer too, and those that cannot be read, as they came.")
  var unlabelled = false

  @Flag(help: "Write nothing but the image and this answer into a line, for strict readers.")
  var single = false

  @Flag(help: "Check the export against the rules of its consumer and say what is broken.")
  var check = false

  @Flag(help: "Refuse to write when the consumer would refuse anything.")
  var strict = false

  @Flag(help: "Repair what can be: write lines anew, leave out what the consumer would refuse.")
  var repair = false

  @Flag(help: "Replace what is there.")
  var force = false

  @Option(help: "Where to write everything that was left out.", completion: .file())
  var rejects: String?

  func run() throws {
    try Rejects.check(rejects)
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    let lead = try open.store.lead(open.person)
    let target = try LocalPath(out)
    try check(target, try ProtectedPlaces(open, lead: lead))
    UnfinishedExports.clear(beside: target)
    switch format {
    case .groundTruth: try writeManifest(job, open, lead, to: target)
    case .rekognition: try writeRekognition(job, lead, to: target)
    case .objectDetection: try writeDataSet(job, lead, .boxes, to: target)
    case .segmentation:
      try writeDataSet(job, lead, .masks(background: background, ignored: ignore), to: target)
    case .labels:
      guard split.split == nil else {
        throw Failure("a list of labels has no parts", hint: "leave out --split")
      }
      let labels = job.reduced(toUsed: []).labels
      var file = try AtomicFile(target, replacingExisting: force)
      try file.append(LabelCategories.file(labels.map(\.name)) + [0x0A])
      try file.commit()
      print(Count.text(labels.count, "label"))
    }
  }

  /// Refuses, before any work, what must not be written over.
  private func check(_ target: LocalPath, _ places: ProtectedPlaces) throws {
    guard isFolder || split.group.isEmpty else {
      throw ValidationError("--group is about parts; say with --split which there are.")
    }
    if isFolder {
      try places.checkFolder(target, replacing: force)
    } else {
      try places.checkFile(target, replacing: force)
    }
    if let rejects,
      try AbsolutePath.written(Array(rejects.utf8)) == AbsolutePath.written(target.bytes)
    {
      throw Failure("--out and --rejects name the same file", hint: "give two names")
    }
  }

  /// Whether a folder is written and not a file.
  private var isFolder: Bool {
    switch format {
    case .objectDetection, .segmentation: true
    case .groundTruth, .rekognition: split.split != nil
    case .labels: false
    }
  }

  private var demands: TrainingPreflight.Demands {
    var demands = TrainingPreflight.Demands()
    demands.labelWidth = labelWidth
    demands.isStoredFrame = frame == .stored
    return demands
  }

  private var options: ManifestOptions {
    var options = ManifestOptions()
    options.prefix = prefix
    options.frame = frame
    options.includesUnlabelled = unlabelled
    options.isSingle = single
    options.attribute = attribute
    options.maskPrefix = maskPrefix
    options.rewritesLines = repair
    return options
  }

  private func writeManifest(
    _ job: Job, _ open: OpenProject, _ lead: LeadView, to target: LocalPath
  ) throws {
    let parent = try open.store.jobs().first { $0.id == job.parent }
    var export = ManifestExport(job: job, parent: parent, lead: lead, options: options)
    if try split.parts() != nil {
      for line in try export.writeParts(to: target, split: split, replacing: force) {
        print(PrintableText.escaping(line, limit: .max))
      }
    } else {
      let report = try export.write(
        to: target, replacing: force, isChecked: check || strict, isStrict: strict,
        demands: demands)
      if let report { PreflightText.print(report, consumer: "training from a manifest") }
      try refuse(report)
    }
    print(export.summary)
    try finish(export.rejects)
  }

  private func writeRekognition(_ job: Job, _ lead: LeadView, to target: LocalPath) throws {
    var export = try RekognitionExport(job: job, lead: lead, options: options, repairs: repair)
    if try split.parts() != nil { return try writeRekognitionParts(&export, to: target) }
    let report = try export.write(to: target, replacing: force, isStrict: strict)
    PreflightText.print(report, consumer: "Rekognition Custom Labels")
    try refuse(report)
    print(export.summary)
    try finish(export.rejects)
  }

  private func writeRekognitionParts(
    _ export: inout RekognitionExport, to target: LocalPath
  ) throws {
    let found = try export.writeParts(
      to: target, split: split, replacing: force, isStrict: strict)
    for (part, report) in found.reports {
      PreflightText.print(report, consumer: "Rekognition Custom Labels, \(part)")
    }
    for (_, report) in found.reports { try refuse(report) }
    print(export.summary)
    for note in found.notes { print(PrintableText.escaping(note, limit: .max)) }
    try finish(export.rejects)
  }

  private func writeDataSet(
    _ job: Job, _ lead: LeadView, _ kind: DataSetExport.Kind, to target: LocalPath
  ) throws {
    let pictures = PictureExport(
      way: images, longestSide: maxSide, demandsJPEG: format == .segmentation,
      demandsColor: format == .objectDetection)
    var export = DataSetExport(
      job: job, lead: lead, kind: kind, pictures: pictures, split: split, demands: demands,
      raisesLabelWidth: repair)
    let report = try export.write(to: target, replacing: force, isStrict: strict)
    if !report.isClean { PreflightText.print(report, consumer: "the built-in algorithm") }
    try refuse(report)
    for line in export.summary { print(PrintableText.escaping(line, limit: .max)) }
    try finish(export.rejects)
  }

  private func refuse(_ report: PreflightReport?) throws {
    guard strict, let report, report.hasErrors else { return }
    throw Failure(
      "the consumer would refuse this export, so nothing was written",
      hint: "correct it, do what the lines \"repair\" say, or try --repair")
  }

  private func finish(_ found: Rejects) throws {
    try found.report(to: rejects)
    if !found.isEmpty { throw RejectedInputs() }
  }
}
