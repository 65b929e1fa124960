import AnnotationModel
import Interchange
import Screen

/// The boxes that `show --boxes` draws: an augmented manifest, or lines of text.
///
/// A manifest line belongs to the pictures whose file has the name that `source-ref` ends with. A
/// line of text is `left top width height` in pixels of the upright picture, then a label, and
/// belongs to every picture; `#` begins a comment.
struct BoxFile {
  /// A box and its label.
  struct LabelledBox: Equatable {
    let box: Box
    let label: String
  }

  /// Boxes for every picture.
  private(set) var common: [LabelledBox] = []
  /// Boxes by the name of a file.
  private(set) var named: [String: [LabelledBox]] = [:]
  /// Lines that could not be taken.
  private(set) var rejects = Rejects()

  /// Reads a file; throws when it cannot be read at all.
  init(_ path: LocalPath) throws {
    let bytes = try path.contents()
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      try readManifest(path)
    } else {
      readText(String(decoding: bytes, as: UTF8.self), file: path.description)
    }
  }

  /// The boxes of a picture.
  func boxes(for picture: LocalPath) -> [LabelledBox] {
    common + named[String(decoding: picture.name, as: UTF8.self), default: []]
  }

  private mutating func readManifest(_ path: LocalPath) throws {
    var reader = try ManifestReader(path)
    while let record = try reader.next() {
      switch record {
      case .line(let line): take(line)
      case .rejected(_, let error, _): rejects.add(error)
      case .blank: break
      }
    }
  }

  private mutating func take(_ line: ManifestLine) {
    guard case .reference(let reference) = line.source else { return }
    for attribute in line.attributes {
      guard case .boxes(let boxes) = attribute.content else { continue }
      named[reference.fileName, default: []] += boxes.boxes.map {
        LabelledBox(box: $0.box, label: $0.name)
      }
    }
  }

  private mutating func readText(_ text: String, file: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\r" }
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      let numbers = words.prefix(4).compactMap { Double($0) }
      guard numbers.count == 4,
        let box = Box(
          left: numbers[0], top: numbers[1], right: numbers[0] + numbers[2],
          bottom: numbers[1] + numbers[3])
      else {
        rejects.add("\(file):\(index + 1)", "a box is left, top, width and height, then its label")
        continue
      }
      common.append(
        LabelledBox(box: box, label: words.dropFirst(4).joined(separator: " ")))
    }
  }
}

extension BoxFile {
  /// Outlines of a picture's boxes; each label has the next of the colours that stay apart.
  func overlays(for picture: LocalPath) -> [Overlay] {
    let boxes = boxes(for: picture)
    let labels = Set(boxes.map(\.label)).sorted()
    return boxes.map { labelled in
      let place = labels.firstIndex(of: labelled.label) ?? 0
      let box = labelled.box
      return .outline(
        Overlay.Outline(
          rect: ImageRect(
            x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top),
          color: Label.defaultColors[place % Label.defaultColors.count], dash: .solid,
          emphasized: false))
    }
  }
}
