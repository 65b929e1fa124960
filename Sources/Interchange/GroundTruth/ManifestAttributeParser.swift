import AnnotationModel

/// Reads one label attribute of a line: first the metadata, which tells the kind, then the label.
struct ManifestAttributeParser {
  let name: String
  let reader: JSONReader
  var warnings: [InterchangeError]

  /// The metadata and where in it the parts lie that only boxes have.
  struct Metadata {
    var shared = ManifestMetadata()
    var typeName: String?
    var objects: Range<Int>?
    var classMap: Range<Int>?
    var className: String?
    /// Where the values lie that only the rarer kinds have, by their keys.
    var parts: [String: Range<Int>] = [:]
  }

  /// The keys of `Metadata.parts`.
  private static let partKeys: Set<String> = [
    "confidence", "confidence-map", "internal-color-map", "worker-feedback",
  ]

  mutating func attribute(
    label: ManifestObject.Member?, metadata member: ManifestObject.Member
  ) throws(InterchangeError) -> ManifestAttribute {
    let metadata = try readMetadata(member.valueRange)
    var kind = ManifestKind(typeName: metadata.typeName ?? "")
    var content = ManifestAttribute.Content.failed
    if let label {
      if metadata.typeName == nil { kind = guessedKind(of: label, metadata) ?? kind }
      content = try readContent(label.valueRange, kind: kind, metadata: metadata)
    }
    return ManifestAttribute(
      name: name, metadataKey: member.name, kind: kind, metadata: metadata.shared,
      content: content)
  }

  private mutating func readContent(
    _ range: Range<Int>, kind: ManifestKind, metadata: Metadata
  ) throws(InterchangeError) -> ManifestAttribute.Content {
    var value = reader.reader(of: range)
    if try value.peek() == .null { return .unlabelled }
    switch kind {
    case .boundingBox: return .boxes(try readBoxes(range, metadata: metadata))
    case .imageClassification: return .label(try readLabel(range, metadata: metadata))
    case .multiLabelClassification: return .labels(try readLabels(range, metadata: metadata))
    case .labelVerification:
      return .verdict(
        try readLabel(range, metadata: metadata), comments: try readComments(metadata))
    case .semanticSegmentation: return .mask(try readMask(range, metadata: metadata))
    case .other: return .undecoded
    }
  }

  /// The kind of an attribute without a `type`, by what it holds; nil when that says nothing.
  private func guessedKind(
    of label: ManifestObject.Member, _ metadata: Metadata
  ) -> ManifestKind? {
    if metadata.parts["internal-color-map"] != nil { return .semanticSegmentation }
    let value = try? JSONValue(
      parsing: Array(reader.bytes[label.valueRange]), origin: reader.origin)
    if value?["annotations"]?.array != nil { return .boundingBox }
    if value?.array != nil, metadata.classMap != nil { return .multiLabelClassification }
    return metadata.className == nil ? nil : .imageClassification
  }

  private mutating func readMetadata(_ range: Range<Int>) throws(InterchangeError) -> Metadata {
    var value = reader.reader(of: range)
    var metadata = Metadata()
    var keys = SmallKeySet()
    try value.beginObject(name)
    while let key = try value.nextKey() {
      guard keys.insert(key) else { throw value.failure(.duplicateKey(key)) }
      switch key {
      case "objects": metadata.objects = try value.skipValue()
      case "class-map": metadata.classMap = try value.skipValue()
      case "human-annotated": metadata.shared.isHumanAnnotated = try readFlag(&value)
      case "type", "job-name", "creation-date", "adjustment-status", "failure-reason",
        "class-name":
        if try value.peek() == .string {
          record(try value.readString(for: key), for: key, in: &metadata)
        } else {
          try value.skipValue()
        }
      default:
        let range = try value.skipValue()
        if Self.partKeys.contains(key) { metadata.parts[key] = range }
      }
    }
    return metadata
  }

  private mutating func record(_ text: String, for key: String, in metadata: inout Metadata) {
    switch key {
    case "type": metadata.typeName = text
    case "class-name": metadata.className = text
    case "job-name":
      metadata.shared.jobName = ManifestMetadata.jobName(from: text)
    case "adjustment-status": metadata.shared.adjustmentStatus = text
    case "failure-reason": metadata.shared.failureReason = text
    default:
      metadata.shared.createdAt = Timestamp(text)
      if metadata.shared.createdAt == nil {
        warnings.append(reader.origin.error(.unreadableDate(key: key, text: text)))
      }
    }
  }

  /// `"yes"` and `"no"`, and the true and false that files of other origin carry instead.
  private func readFlag(_ value: inout JSONReader) throws(InterchangeError) -> Bool? {
    switch try value.peek() {
    case .boolean: return try value.readBoolean(for: "human-annotated")
    case .string:
      switch try value.readString(for: "human-annotated") {
      case "yes", "true": return true
      case "no", "false": return false
      default: return nil
      }
    default:
      try value.skipValue()
      return nil
    }
  }
}
