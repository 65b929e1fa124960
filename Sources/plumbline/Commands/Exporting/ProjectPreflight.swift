import AnnotationModel
import Interchange
import Store

/// Checks what the export of a job would be, and the pictures behind it, without writing anything.
///
/// Lines are made and checked one after the other, and of one picture at a time the header is read.
struct ProjectPreflight {
  let job: Job
  let parent: Job?
  let lead: LeadView
  /// The frame of the coordinates that are exported.
  let frame: Export.Frame
  let demands: TrainingPreflight.Demands
  /// Whether pictures and masks are looked at.
  let readsFiles: Bool
  /// Where masks are looked for that lines name as they came.
  let maskRoots: [LocalPath]
  /// Where it is shown how far the check is; nil on a screen.
  let progress: ProgressBar?

  /// What was found, and the images that could not be exported at all.
  struct Found {
    let report: PreflightReport
    let rejects: Rejects
    /// What an export leaves out because there is nothing to write, in words; empty when nothing.
    let leftOut: String
  }

  /// Checks the answers as a consumer would read them.
  ///
  /// Throws `CancellationError` once `isWanted` says no.
  func check(
    for consumer: Preflight.Consumer, while isWanted: () -> Bool = { true }
  ) throws -> Found {
    defer { progress?.finish() }
    switch consumer {
    case .training: return try checkTraining(isWanted)
    case .rekognition: return try checkRekognition(isWanted)
    }
  }

  private func checkTraining(_ isWanted: () -> Bool) throws -> Found {
    var options = ManifestOptions()
    options.frame = frame
    var export = ManifestExport(job: job, parent: parent, lead: lead, options: options)
    var demands = demands
    demands.attribute = demands.attribute ?? job.attribute.description
    var preflight = TrainingPreflight(
      demands, files: readsFiles ? ManifestFiles(below: maskRoots) : nil)
    try export.forEachMade { line, made in
      preflight.check(
        made.bytes, picture: try picture(of: line), mask: made.mask.map { MaskFacts($0) },
        subject: line.imageID)
      try goOn(isWanted)
    }
    return Found(
      report: preflight.finished(), rejects: export.rejects, leftOut: export.leftOut)
  }

  private func checkRekognition(_ isWanted: () -> Bool) throws -> Found {
    var export = try RekognitionExport(
      job: job, lead: lead, options: ManifestOptions(), repairs: false)
    var preflight = RekognitionPreflight(
      fileName: "\(job.name).manifest", placeLimit: demands.placeLimit)
    try export.forEachMade { _, answer, line in
      preflight.check(line, picture: picture(of: answer.image), subject: answer.image.id)
      try goOn(isWanted)
    }
    return Found(
      report: preflight.finished(), rejects: export.rejects, leftOut: export.leftOut)
  }

  private func goOn(_ isWanted: () -> Bool) throws {
    guard isWanted() else { throw CancellationError() }
    progress?.advance()
  }

  private func picture(of line: ExportLine) throws -> PictureSource {
    switch line {
    case .untouched(_, _, let id): picture(of: try lead.image(id))
    case .image(let answer, _): picture(of: answer.image)
    case .unread: .address
    }
  }

  private func picture(of image: Image) -> PictureSource {
    guard readsFiles else { return .known(ImageFacts(knownOf: image)) }
    guard let path = try? PictureExport.file(of: image) else { return .notHere }
    return .file(ImageFacts(file: path))
  }
}

extension ImageFacts {
  /// What a project knows of an image without opening it; a size that a manifest claimed is not
  /// known.
  init(knownOf image: Image) {
    let isTurned = image.orientation >= 5
    let size = image.measuredSize.map { isTurned ? $0.transposed : $0 }
    self.init(
      width: size?.width, height: size?.height,
      orientation: image.measuredSize == nil ? nil : image.orientation)
  }
}
