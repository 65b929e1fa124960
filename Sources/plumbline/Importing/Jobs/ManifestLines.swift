import AnnotationModel
import Interchange
import Store

/// The lines of a manifest as a job takes them in, read as they are asked for.
final class ManifestLines: Sequence, IteratorProtocol {
  /// Lines that were read.
  private(set) var objects = 0
  /// Lines without an answer because nobody gave one.
  private(set) var unlabelled = 0
  /// Lines without an answer because the object failed.
  private(set) var failed = 0
  /// Lines of which something was repaired or is doubtful.
  private(set) var repaired = 0
  /// Masks whose pictures are not here.
  private(set) var missingMasks = 0
  /// What was repaired or is doubtful, in words: the first of it.
  private(set) var notes: [String] = []
  /// Lines and answers that could not go in.
  private(set) var rejects = Rejects()
  /// Lines that cannot be read, to be kept as they are.
  private(set) var unread: [UnreadLine] = []
  /// Lines that cannot be read and are too many or too long to be kept.
  private(set) var notKept = 0
  /// What ended the reading early; nil when nothing did.
  private(set) var failure: InterchangeError?

  /// Where the numbers of lines and objects part, which they do after each blank line: from which
  /// object on, and how far.
  private var distances: [(number: Int, distance: Int)] = []
  private var reader: ManifestReader
  private let path: LocalPath
  private let attribute: String?
  private let indexes: [String: Int]
  /// By the class index of the manifest: the last name, and its class in the job.
  private var recent: [(name: String?, index: Int?)] = []
  private var masks: MaskFiles

  /// Reads a manifest for a job; `attribute` nil takes images only.
  init(_ path: LocalPath, job: PlannedJob) throws {
    self.path = path
    reader = try ManifestReader(path, checked: job.manifest?.checked)
    attribute = job.attribute?.name
    indexes = Dictionary(
      job.labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    masks = MaskFiles(root: job.folder.root)
  }

  func next() -> ImportedLine? {
    while true {
      do throws(InterchangeError) {
        guard let record = try reader.next() else { return nil }
        switch record {
        case .blank(let error):
          repaired += 1
          rejects.add(error)
        case .rejected(let id, let error, let bytes):
          rejects.add(error)
          keep(bytes, number: id, because: error.reason.description)
        case .line(let line): if let made = imported(line) { return made }
        }
      } catch {
        failure = error
        return nil
      }
    }
  }

  /// The number in the file, from 1, of the line of an object.
  func lineNumber(of number: Int) -> Int {
    number + (distances.last { $0.number <= number }?.distance ?? 1)
  }

  /// The most bytes of unread lines that are kept: a file that is no manifest is not copied whole.
  private static let mostUnread = 16 << 20
  private var unreadBytes = 0

  private func keep(_ bytes: [UInt8]?, number: Int, because reason: String) {
    guard let bytes, unreadBytes + bytes.count <= Self.mostUnread else {
      notKept += 1
      return
    }
    unreadBytes += bytes.count
    unread.append(UnreadLine(number: number, raw: bytes, reason: reason))
  }

  private func imported(_ line: ManifestLine) -> ImportedLine? {
    guard case .reference(let reference) = line.source else {
      let reason = "the line holds text, not an image"
      rejects.add("\(path):\(line.lineNumber)", reason)
      keep(line.object.bytes, number: line.objectID, because: reason)
      return nil
    }
    let distance = line.lineNumber - line.objectID
    if distance != distances.last?.distance ?? 1 { distances.append((line.objectID, distance)) }
    objects += 1
    if !line.warnings.isEmpty { repaired += 1 }
    for warning in line.warnings { note(warning.description) }
    var made = ImportedLine(
      number: line.objectID, sourceRef: reference.description, raw: line.object.bytes,
      claimedSize: nil, answer: nil)
    for attribute in line.attributes {
      if case .boxes(let boxes) = attribute.content {
        made.claimedSize = boxes.imageSize
        break
      }
    }
    guard let name = attribute, let found = line.attribute(named: name) else {
      unlabelled += 1
      return made
    }
    answer(found, line: line, into: &made)
    return made
  }

  private func answer(
    _ attribute: ManifestAttribute, line: ManifestLine, into made: inout ImportedLine
  ) {
    var answer = LineAnswer(madeAt: attribute.metadata.createdAt)
    switch attribute.content {
    case .failed:
      failed += 1
      return
    case .unlabelled, .undecoded:
      unlabelled += 1
      return
    case .boxes(let boxes):
      answer.shapes.reserveCapacity(boxes.boxes.count)
      for box in boxes.boxes {
        guard let index = index(of: box.name, classID: box.classID) else { continue }
        let kept = box.box.clamped(to: boxes.imageSize) ?? box.box
        answer.shapes.append(
          .init(classIndex: index, geometry: .box(kept), confidence: box.confidence))
      }
    case .label(let label): answer.tags = tags([label])
    case .labels(let labels): answer.tags = tags(labels)
    case .verdict(let label, let comments):
      answer.tags = tags([label])
      answer.comment = comments.joined(separator: "\n")
    case .mask(let mask):
      guard let shapes = shapes(of: mask, line: line, into: &made) else { return }
      answer.shapes = shapes
    }
    made.answer = answer
  }

  private func note(_ text: String) {
    if notes.count < 100 { notes.append(text) }
  }

  /// The class of a name: by the name as written, else as the project keeps names.
  private func index(of name: String) -> Int? {
    indexes[name] ?? indexes[LabelName.normalized(name)]
  }

  /// The same for a box; a class nearly always has the name that it had before, and there are
  /// millions of boxes.
  private func index(of name: String, classID: Int) -> Int? {
    if recent.indices.contains(classID), recent[classID].name == name {
      return recent[classID].index
    }
    let index = index(of: name)
    if (0..<4096).contains(classID) {
      while recent.count <= classID { recent.append((nil, nil)) }
      recent[classID] = (name, index)
    }
    return index
  }

  private func tags(_ labels: [ManifestLabel]) -> [LineAnswer.Tag] {
    labels.compactMap { label in
      index(of: label.name).map { .init(classIndex: $0, confidence: label.confidence) }
    }
  }

  /// The masks of a line by class; nil when the picture is not here or cannot be used.
  private func shapes(
    of mask: ManifestMask, line: ManifestLine, into made: inout ImportedLine
  ) -> [LineAnswer.Shape]? {
    let place = "\(path):\(line.lineNumber)"
    guard let file = masks.file(for: mask.reference) else {
      missingMasks += 1
      return nil
    }
    do {
      let origin = RecordOrigin(file: file.description)
      let read = try ClassMaskReader(classes: mask.classes)
        .read(try file.contents(), origin: origin)
      made.claimedSize = made.claimedSize ?? read.size
      if !read.warnings.isEmpty {
        repaired += 1
        for warning in read.warnings { note("\(place): \(warning)") }
      }
      return read.masks.compactMap { found in
        index(of: found.class.name).map {
          .init(
            classIndex: $0, geometry: .mask(found.mask), confidence: found.class.confidence)
        }
      }
    } catch {
      rejects.add(place, KnownFailure(error)?.description ?? "\(error)")
      return nil
    }
  }
}
