/// Checks a folder as the built-in algorithms read it: pictures in `train`, one annotation of the
/// same base name for each in `train_annotation`, and so on for every part.
///
/// JSON is for Object Detection, PNG for Semantic Segmentation. One file at a time is in memory.
package struct DataSetPreflight: Sendable {
  /// One pair of folders.
  private struct Part: Sendable {
    let name: [UInt8]
    let pictures: LocalPath
    let annotations: LocalPath
  }

  private let folder: LocalPath
  private let parts: [Part]
  private let classCount: Int?
  private var preflight: TrainingPreflight

  private static let suffix = Array("_annotation".utf8)

  /// Finds the parts of a data set; nil when the folder has none.
  ///
  /// `classCount` is how many classes training is told of, with the background; nil when only a
  /// label map tells.
  package init?(
    _ folder: LocalPath, _ demands: TrainingPreflight.Demands, classCount: Int?
  ) throws(InterchangeError) {
    self.folder = folder
    self.classCount = classCount
    preflight = TrainingPreflight(demands)
    preflight.report.unit = "image"
    var parts: [Part] = []
    for name in try folder.entryNames() where name.reversed().starts(with: Self.suffix.reversed()) {
      let own = Array(name.dropLast(Self.suffix.count))
      guard let pictures = folder.appending(own), let annotations = folder.appending(name),
        pictures.entryKind() == .folder, annotations.entryKind() == .folder
      else { continue }
      parts.append(Part(name: own, pictures: pictures, annotations: annotations))
    }
    guard !parts.isEmpty else { return nil }
    self.parts = parts
  }

  /// Looks at every file and says what a trainer would refuse or misread.
  package mutating func checked(_ progress: () -> Void = {}) throws(InterchangeError)
    -> PreflightReport
  {
    for part in parts { try check(part, progress) }
    return preflight.finished()
  }

  private mutating func check(
    _ part: Part, _ progress: () -> Void
  ) throws(InterchangeError) {
    var annotations = try Self.namesByStem(part.annotations)
    let map = try labelMap(of: part)
    var values: Set<Int> = []
    for name in try part.pictures.entryNames() {
      let stem = Self.stem(of: name)
      check(name, annotations.removeValue(forKey: stem), part, map, &values)
      progress()
    }
    for (_, name) in annotations.sorted(by: { $0.value.lexicographicallyPrecedes($1.value) }) {
      lack("it has no picture of the same name", name, in: part.annotations)
    }
    if let map { preflight.check(labelMap: map, pixelValues: values) }
  }

  /// The names in a folder by what stands before their extension.
  private static func namesByStem(
    _ folder: LocalPath
  ) throws(InterchangeError) -> [[UInt8]: [UInt8]] {
    Dictionary(
      try folder.entryNames().map { (stem(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func stem(of name: [UInt8]) -> [UInt8] {
    guard let point = name.lastIndex(of: 0x2E), point > 0 else { return name }
    return Array(name[..<point])
  }

  /// The label map of a part; nil when there is none, or one that only scales.
  private func labelMap(of part: Part) throws(InterchangeError) -> [Int: Int]? {
    guard let maps = folder.appending(Array("label_map".utf8)), maps.entryKind() == .folder,
      let path = maps.appending(part.name + Array("_label_map.json".utf8)),
      path.entryKind() == .file
    else { return nil }
    let map = try LabelMap.parse(try path.contents(limit: 1 << 20), file: path.description)
    return map.isEmpty ? nil : map
  }

  // MARK: One pair

  private func place(_ name: [UInt8], in folder: LocalPath) -> PreflightReport.Place {
    let path = folder.appending(name)?.description ?? ""
    let shown = String(path.dropFirst(self.folder.description.count).drop { $0 == "/" })
    return PreflightReport.Place(line: 0, image: shown)
  }

  private mutating func lack(_ why: String, _ name: [UInt8], in folder: LocalPath) {
    preflight.report.lines += 1
    preflight.note([(.pairs, why)], at: place(name, in: folder))
  }

  private mutating func check(
    _ name: [UInt8], _ annotation: [UInt8]?, _ part: Part, _ map: [Int: Int]?,
    _ values: inout Set<Int>
  ) {
    guard let picture = part.pictures.appending(name) else { return }
    guard picture.entryKind() == .file else {
      return lack("it is no file; links are not followed", name, in: part.pictures)
    }
    guard let annotation, let notes = part.annotations.appending(annotation),
      notes.entryKind() == .file
    else { return lack("it has no annotation of the same name", name, in: part.pictures) }
    preflight.report.lines += 1
    let facts = ImageFacts(file: picture)
    preflight.report.pictures.note("", isHere: true)
    var broken: TrainingPreflight.Broken = []
    let isMask = annotation.reversed().starts(with: Array("gnp.".utf8))
    preflight.checkPicture(facts, hasBoxes: !isMask, hasMask: isMask, &broken)
    if isMask {
      checkMask(notes, facts, map, &values, &broken)
    } else {
      checkRecord(notes, facts, name, part, &broken)
    }
    preflight.note(broken, at: place(name, in: part.pictures))
  }

  private mutating func checkMask(
    _ path: LocalPath, _ facts: ImageFacts, _ map: [Int: Int]?, _ values: inout Set<Int>,
    _ broken: inout TrainingPreflight.Broken
  ) {
    preflight.report.masks.note("", isHere: true)
    let mask: MaskFacts
    do throws(InterchangeError) {
      mask = try MaskFacts(file: path)
    } catch {
      return broken.append((.maskForm, error.reason.description))
    }
    values.formUnion(mask.values)
    let allowed = map.map { Set($0.values) } ?? classCount.map { Set(0..<$0) }
    for detail in mask.objections(allowed: allowed) { broken.append((.maskForm, detail)) }
    preflight.checkFrame(of: mask, facts, &broken)
  }

  private mutating func checkRecord(
    _ path: LocalPath, _ facts: ImageFacts, _ name: [UInt8], _ part: Part,
    _ broken: inout TrainingPreflight.Broken
  ) {
    let value: JSONValue
    do throws(InterchangeError) {
      value = try JSONValue(
        parsing: try path.contents(), origin: RecordOrigin(file: path.description))
    } catch {
      return broken.append((.lineForm, error.reason.description))
    }
    // The picture is named below its channel, so only the last part must agree.
    let file = value["file"]?.string ?? ""
    let last: [UInt8]? = file.utf8.split(separator: 0x2F).last.map { Array($0) }
    if last != name {
      broken.append(
        (.pairs, "its annotation says that it is of \"\(PrintableText.escaping(file))\""))
    }
    _ = preflight.checkBoxList(value, facts, &broken)
  }
}
