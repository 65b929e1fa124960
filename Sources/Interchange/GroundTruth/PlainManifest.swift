import AnnotationModel

/// Reads the lines of box manifests as Ground Truth and most programs write them, in one pass and
/// without making text of what was there in the line before.
///
/// It reads what it knows and nothing else: for an unusual key, an escape, a doubtful box or a
/// mistake it gives nil, and `ManifestLine` reads the line, warns or refuses. What it does read is
/// exactly what `ManifestLine` would make of the line.
package struct PlainManifest: Sendable {
  /// A label that was read before its metadata.
  struct Label: Sendable {
    let name: String
    var size: ImageSize
    var depth: Int
    /// Its place among the annotations of the line.
    var annotations: Range<Int>
  }

  /// One entry of `annotations` before it has a name and a confidence.
  struct Annotation: Sendable {
    let classID: Int
    let box: Box
  }

  var text = PlainText(bytes: [])
  var labels: [Label] = []
  var annotations: [Annotation] = []
  var confidences: [(value: Double, isPlaceholder: Bool)] = []
  var classes = PlainClasses()
  var dates = PlainDates()
  var jobName = RememberedText()
  /// The keys of the line before, which are nearly always those of the next.
  private var keys: [RememberedText] = []

  /// Remembers nothing yet.
  package init() {}

  /// The line, if it is plain.
  package mutating func line(
    _ bytes: [UInt8], objectID: Int, origin: RecordOrigin
  ) -> ManifestLine? {
    guard (try? UTF8Span(validating: bytes.span)) != nil else { return nil }
    text = PlainText(bytes: bytes)
    labels.removeAll(keepingCapacity: true)
    annotations.removeAll(keepingCapacity: true)
    defer { text = PlainText(bytes: []) }
    var members: [ManifestObject.Member] = []
    var attributes: [ManifestAttribute] = []
    var source: SourceReference?
    members.reserveCapacity(keys.count)
    guard text.take(0x7B) else { return nil }
    repeat {
      guard let member = takeKey(number: members.count), !repeats(member.name, members) else {
        return nil
      }
      let start = text.index
      if text.matches("source-ref", member.key) {
        source = takeReference()
        guard source != nil else { return nil }
      } else if text.matches("source", member.key) {
        return nil
      } else {
        guard takeValue(of: member.name, into: &attributes) else { return nil }
      }
      members.append(
        .init(
          name: member.name, keyRange: member.key.lowerBound - 1..<member.key.upperBound + 1,
          valueRange: start..<text.index))
    } while text.takeSeparator(0x2C)
    guard text.take(0x7D), text.index == bytes.count, let source else { return nil }
    return ManifestLine(
      plain: ManifestObject(bytes: bytes, members: members), objectID: objectID, source: source,
      attributes: attributes, origin: origin)
  }

  /// The key of the next member, up to its value.
  private mutating func takeKey(number: Int) -> (name: String, key: Range<Int>)? {
    guard let range = text.takeString(), text.takeSeparator(0x3A) else { return nil }
    if number == keys.count { keys.append(RememberedText()) }
    return (keys[number].text(range, of: text), range)
  }

  /// Whether a name is there already; equal as text, as `ManifestObject` compares names.
  private func repeats(_ name: String, _ members: [ManifestObject.Member]) -> Bool {
    // Lines with many keys are not plain, so that this stays short.
    members.count >= 16 || members.contains { $0.name == name }
  }

  private mutating func takeReference() -> SourceReference? {
    guard let range = text.takeString() else { return nil }
    return SourceReference(plain: range, of: text)
  }

  /// Takes a label, a label's metadata, or a value that belongs to neither.
  private mutating func takeValue(
    of name: String, into attributes: inout [ManifestAttribute]
  ) -> Bool {
    let suffix = "-metadata"
    let isMetadata = name.hasSuffix(suffix)
    switch text.next {
    case 0x7B where isMetadata:
      let base = name.utf8.dropLast(suffix.utf8.count)
      guard let label = labels.first(where: { $0.name.utf8.elementsEqual(base) }),
        let attribute = takeAttribute(label, metadataKey: name)
      else { return false }
      attributes.append(attribute)
      return true
    case 0x7B: return takeLabel(name)
    // Strings and numbers that are only passed on.
    case 0x22: return !isMetadata && text.takeString() != nil
    case 0x2D, 0x30...0x39: return !isMetadata && text.takeNumber() != nil
    default: return false
    }
  }
}

extension ManifestLine {
  /// Puts a line together from parts that were read without anything to warn of.
  fileprivate init(
    plain object: ManifestObject, objectID: Int, source: SourceReference,
    attributes: [ManifestAttribute], origin: RecordOrigin
  ) {
    self.objectID = objectID
    lineNumber = origin.line ?? objectID + 1
    self.object = object
    self.source = .reference(source)
    self.attributes = attributes
    warnings = Self.lengthWarnings(object, origin: origin)
  }
}
