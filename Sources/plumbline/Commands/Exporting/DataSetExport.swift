import AnnotationModel
import Interchange
import Raster
import Store

/// Writes the answers of a job as a folder of pictures with one annotation file each, as the
/// built-in training algorithms read them.
struct DataSetExport {
  /// Which algorithm reads it.
  enum Kind {
    /// One JSON with boxes per picture.
    case boxes
    /// One palette PNG per picture; the values of the background and of what counts as nothing.
    case masks(background: UInt8, ignored: String?)
  }

  private let job: Job
  private let lead: LeadView
  private let kind: Kind
  private let pictures: PictureExport
  private let split: SplitOptions
  private var written: [String: Int] = [:]
  private var mostBoxes = 0
  private var unfitMasks = 0
  private var preflight: TrainingPreflight
  /// What was left out.
  private(set) var rejects = Rejects()

  /// With `raisesLabelWidth` training is told of a `label_width` that has room for every image.
  init(
    job: Job, lead: LeadView, kind: Kind, pictures: PictureExport, split: SplitOptions,
    demands: TrainingPreflight.Demands, raisesLabelWidth: Bool
  ) {
    var demands = demands
    demands.isChained = false
    if raisesLabelWidth { demands.labelWidth = .max }
    preflight = TrainingPreflight(demands)
    self.job = job
    self.lead = lead
    self.kind = kind
    self.pictures = pictures
    self.split = split
  }

  /// What was written, in sentences.
  var summary: [String] {
    let parts = written.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    var lines = [
      "\(Count.text(written.values.reduce(0, +), "image")): " + parts.joined(separator: ", ")
    ]
    if case .boxes = kind {
      lines.append(
        "train with label_width \(ObjectDetectionRecord.labelWidth(mostBoxes: mostBoxes)) or more "
          + "and num_classes \(classes.names.count)")
    } else if case .masks(let background, _) = kind {
      lines.append(
        "train with num_classes \(job.labels.count + 1)"
          + (background == 0 ? ", the background among them" : "; no pixel has the value 0"))
    }
    return lines + notes
  }

  private var classes = ConsecutiveClasses(used: [], names: [])
  private var notes: [String] = []

  /// Writes everything below a temporary folder, reads it back, and only then gives it its name.
  mutating func write(
    to target: LocalPath, replacing: Bool, isStrict: Bool
  ) throws -> PreflightReport {
    try checkMaskValues()
    let folder = try NewFolder(target)
    let (answers, names) = try namedAnswers()
    if answers.isEmpty { throw Failure.noAnswer(in: job) }
    let used = answers.flatMap { $0.layer?.shapes ?? [] }.compactMap {
      job.classIndex(of: $0.label)
    }
    classes = ConsecutiveClasses(used: Set(used), names: job.labels.map(\.name))
    var division = try split.divide(
      answers, of: job, lead: lead, defaultParts: Self.defaultParts)
    let list = try writeAll(answers, &division, names: names, to: folder.temporary)
    try writeExtras(list, parts: division.names, to: folder.temporary)
    guard !written.isEmpty else {
      try rejects.report(to: nil)
      throw Failure("nothing could be exported, so no folder was made")
    }
    let report = preflight.finished()
    if isStrict { try rejects.refuse(unfitMasks: unfitMasks) }
    if isStrict, report.hasErrors { return report }
    try folder.publish(replacing: replacing, keeping: division)
    notes = division.notes
    return report
  }

  /// Refuses a label to ignore that the job has not, and values that would stand for two things.
  private func checkMaskValues() throws {
    guard case .masks(let background, let ignored) = kind else { return }
    if let ignored, job.label(named: ignored) == nil {
      throw Failure(
        "\(job.name) has no label \"\(ignored)\" to ignore",
        hint: "its labels are " + job.choices.map(\.name).joined(separator: ", "))
    }
    if background > 0, Int(background) <= job.labels.count {
      throw Failure(
        "\(background) is the value of \"\(job.labels[Int(background) - 1].name)\", so it cannot be "
          + "the background's", hint: "take 0 or 255")
    }
    if background == 255, ignored != nil {
      throw Failure(
        "255 would be both the background and what is ignored", hint: "leave out one of the two")
    }
  }

  private static let defaultParts = [
    SplitPlan.Part(name: "train", share: 80), SplitPlan.Part(name: "validation", share: 20),
  ]

  /// The answers, with a name for each picture that does not depend on which others have an answer,
  /// nor on where the pictures are on this disk.
  private func namedAnswers() throws -> (answers: [Answer], names: [String]) {
    var answers: [Answer] = []
    var paths: [String] = []
    var places: [Int] = []
    var last = -1
    while case let page = try lead.answers(of: job, after: last), let end = page.last {
      for answer in page {
        if answer.layer != nil {
          answers.append(answer)
          places.append(paths.count)
        }
        let facts = try lead.metadata(of: answer.image.id)
        // The path from the folder that holds all that `init` was given.
        let reference = facts.first { $0.key == PictureReference.key }?.value
        paths.append(reference ?? Self.path(of: answer))
      }
      last = end.index
    }
    let names = UniqueNames.stems(of: paths)
    return (answers, places.map { names[$0] })
  }

  private static func path(of answer: Answer) -> String {
    answer.image.locations.first?.place.text ?? "image-\(answer.index)"
  }

  /// Writes every picture with its annotation; gives the list of names.
  private mutating func writeAll(
    _ answers: [Answer], _ division: inout Division, names: [String], to root: LocalPath
  ) throws -> [[String]] {
    for part in division.names {
      for folder in [part, part + "_annotation"] {
        if let path = root.appending(Array(folder.utf8)) { try DirectoryTree.make(path) }
      }
    }
    var list: [[String]] = []
    let bar = ProgressBar("writing pictures", total: answers.count)
    defer { bar.finish() }
    for (answer, name) in zip(answers, names) {
      bar.advance()
      guard let part = division.parts[answer.image.id] else { continue }
      do {
        let file = try write(answer, as: name, part: part, to: root)
        written[part, default: 0] += 1
        list.append([part, file, Self.path(of: answer)])
      } catch let error where Self.isAboutOneImage(error) {
        let reason = (error as? Failure)?.message ?? KnownFailure(error)?.description ?? "\(error)"
        if error is MaskSizeMismatch { unfitMasks += 1 }
        rejects.add("image \(answer.index + 1) (\(Self.path(of: answer)))", reason)
        division.remove(answer.image.id)
      }
    }
    return list
  }

  /// A disk that takes no more ends everything; a picture that cannot be read only itself.
  private static func isAboutOneImage(_ error: any Error) -> Bool {
    if case .system? = (error as? InterchangeError)?.reason { return false }
    return true
  }

  private mutating func write(
    _ answer: Answer, as name: String, part: String, to root: LocalPath
  ) throws -> String {
    guard let layer = answer.layer, let folder = root.appending(Array(part.utf8)),
      let notes = root.appending(Array((part + "_annotation").utf8)), let full = answer.image.size
    else { throw Failure("the size of its image is not known") }
    // First, so that a picture whose mask cannot be painted is not there without one.
    var painted: ClassMaskPicture?
    if case .masks(let background, let ignored) = kind {
      painted = try paint(layer, size: full, background: background, ignored: ignored)
    }
    let placed = try pictures.place(answer.image, as: name, in: folder)
    if let painted {
      try writeMask(painted, placed, as: name, to: notes)
    } else {
      try writeBoxes(layer, placed, full: full, as: name, to: notes)
    }
    return placed.fileName
  }

  // MARK: Boxes

  private mutating func writeBoxes(
    _ layer: Layer, _ placed: PictureExport.Placed, full: ImageSize, as name: String,
    to folder: LocalPath
  ) throws {
    let across = Double(placed.size.width) / Double(full.width)
    let down = Double(placed.size.height) / Double(full.height)
    let boxes = layer.shapes.compactMap { shape -> ObjectDetectionRecord.NumberedBox? in
      let box = shape.geometry.bounds
      guard let index = job.classIndex(of: shape.label), let number = classes.number(of: index),
        let scaled = Box(
          left: box.left * across, top: box.top * down, right: box.right * across,
          bottom: box.bottom * down)
      else { return nil }
      return .init(classNumber: number, box: PixelBox(rounding: scaled, in: placed.size))
    }
    mostBoxes = max(mostBoxes, boxes.count)
    preflight.check(
      boxCount: boxes.count, picture: placed.facts, of: placed.fileName)
    let record = ObjectDetectionRecord(
      file: placed.fileName, imageSize: placed.size, boxes: boxes)
    let path = try Self.write(
      record.json(classes: classes), as: name + ".json", to: folder)
    let read = try ObjectDetectionRecord(parsing: try path.contents(), file: path.description)
    guard read == record else {
      throw Failure("reading \(path) back, it is not as it was meant")
    }
  }

  // MARK: Masks

  private func paint(
    _ layer: Layer, size: ImageSize, background: UInt8, ignored: String?
  ) throws(MaskSizeMismatch) -> ClassMaskPicture {
    var picture = ClassMaskPicture(size: size, background: background)
    for item in MaskPalette.classes(of: job.labels.map(\.name)) {
      if let index = item.index, index > 0, let color = item.color {
        picture.setColor(color, of: UInt8(truncatingIfNeeded: index))
      }
    }
    for shape in layer.shapes {
      guard let index = job.classIndex(of: shape.label), index < 254 else { continue }
      let isIgnored = job.labels[index].name == ignored
      try picture.paint(shape.geometry, value: isIgnored ? 255 : UInt8(index + 1))
    }
    return picture
  }

  private mutating func writeMask(
    _ painted: ClassMaskPicture, _ placed: PictureExport.Placed, as name: String,
    to folder: LocalPath
  ) throws {
    let picture = placed.size == painted.size ? painted : painted.scaled(to: placed.size)
    let path = try Self.write(
      try picture.png(origin: RecordOrigin(file: name)), as: name + ".png", to: folder)
    let bytes = try path.contents()
    let facts = try MaskFacts(bytes, origin: RecordOrigin(file: path.description))
    guard case .indices(let read)? = try? PNGSamples(decoding: bytes),
      read.indices == picture.values
    else { throw Failure("reading \(path) back, its pixels are not as they were meant") }
    preflight.check(
      mask: facts, image: placed.size, classCount: job.labels.count + 1, picture: placed.facts,
      of: placed.fileName)
  }

  private static func write(
    _ bytes: [UInt8], as name: String, to folder: LocalPath
  ) throws -> LocalPath {
    guard let path = folder.appending(Array(name.utf8)) else {
      throw Failure("\"\(name)\" is no name of a file")
    }
    var file = try AtomicFile(path, replacingExisting: false)
    try file.append(bytes)
    try file.commit()
    return path
  }

  /// The list of names, and for masks the label maps.
  private mutating func writeExtras(
    _ list: [[String]], parts: [String], to root: LocalPath
  ) throws {
    let rows = [["part", "file", "source"]] + list
    let text = rows.map { $0.map(Self.quoted).joined(separator: ",") }.joined(separator: "\n")
    _ = try Self.write(Array((text + "\n").utf8), as: "names.csv", to: root)
    guard case .masks = kind, let maps = root.appending(Array("label_map".utf8)) else { return }
    try DirectoryTree.make(maps)
    for part in parts {
      _ = try Self.write(
        LabelMap.identity(classCount: job.labels.count + 1), as: "\(part)_label_map.json", to: maps)
    }
  }

  /// A field of a CSV file (RFC 4180).
  private static func quoted(_ text: String) -> String {
    let isPlain = !text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
