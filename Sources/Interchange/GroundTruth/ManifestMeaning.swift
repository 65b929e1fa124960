import AnnotationModel

/// What an exported line is meant to say, to be compared with what a reader finds in it.
package enum ManifestMeaning: Sendable {
  /// The line as it came, byte for byte.
  case asItCame
  /// Boxes.
  case boxes(BoxAnswer)
  /// Labels of the whole image.
  case labels(LabelAnswer)
  /// A mask.
  case mask(MaskAnswer)

  /// How the line differs from what is meant; nil when it says exactly that.
  ///
  /// Boxes are compared as pixels, confidences to the millionth that is written.
  package func difference(
    from line: ManifestLine, attribute name: String
  ) -> String? {
    if case .asItCame = self { return nil }
    guard let attribute = line.attribute(named: name) else { return "\"\(name)\" is missing" }
    switch (self, attribute.content) {
    case (.boxes(let answer), .boxes(let found)): return Self.difference(answer, found)
    case (.labels(let answer), let found): return Self.difference(answer, found)
    case (.mask(let answer), .mask(let found)):
      if found.reference.description != answer.reference { return "the mask has another address" }
      return found.classes.map(\.name) == answer.classes.map(\.name)
        && found.classes.map(\.index) == answer.classes.map(\.index)
        && found.classes.map(\.color) == answer.classes.map(\.color)
        ? nil : "the classes of the mask differ"
    default: return "the answer is of another kind"
    }
  }

  private static func difference(_ answer: BoxAnswer, _ found: ManifestBoxes) -> String? {
    if found.imageSize != answer.imageSize { return "the size of the image differs" }
    guard found.boxes.count == answer.boxes.count else { return "the number of boxes differs" }
    let isZeroKept = answer.boxes.contains { ($0.confidence?.value ?? 0) > 0 }
    for (index, (box, other)) in zip(answer.boxes, found.boxes).enumerated() {
      guard other.classID == box.classIndex, other.name == box.name,
        other.box == PixelBox(rounding: box.box, in: answer.imageSize).box,
        isSame(box.confidence, other.confidence, isZeroKept: isZeroKept)
      else { return "box \(index + 1) differs" }
    }
    return nil
  }

  private static func difference(
    _ answer: LabelAnswer, _ found: ManifestAttribute.Content
  ) -> String? {
    let labels: [ManifestLabel]
    switch (answer.kind, found) {
    case (.single, .label(let label)): labels = [label]
    case (.several, .labels(let several)): labels = several
    case (.verdict(_, let comments), .verdict(let label, let read)):
      if comments != read { return "the comments differ" }
      labels = [label]
    default: return "the answer is of another kind"
    }
    let isZeroKept = answer.labels.contains { ($0.confidence?.value ?? 0) > 0 }
    let agrees =
      labels.count == answer.labels.count
      && zip(answer.labels, labels).allSatisfy {
        $0.classID == $1.classID && $0.name == $1.name
          && isSame($0.confidence, $1.confidence, isZeroKept: isZeroKept)
      }
    return agrees ? nil : "the labels differ"
  }

  /// A measured zero stands alone as a millionth, because zeros throughout mean "not measured".
  private static func isSame(
    _ meant: Confidence?, _ found: Confidence?, isZeroKept: Bool
  ) -> Bool {
    guard let meant else { return found == nil }
    guard let found else { return meant.value == 0 && isZeroKept }
    return abs(meant.value - found.value) < 1.1e-6
  }
}

extension PixelBox {
  /// The box that covers the same pixels.
  fileprivate var box: Box? {
    Box(
      left: Double(left), top: Double(top), right: Double(left + width),
      bottom: Double(top + height))
  }
}
