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
  }

  mutating func attribute(
    label: ManifestObject.Member?, metadata member: ManifestObject.Member
  ) throws(InterchangeError) -> ManifestAttribute {
    let metadata = try readMetadata(member.valueRange)
    var kind = ManifestKind(typeName: metadata.typeName ?? "")
    var content = ManifestAttribute.Content.failed
    if let label {
      if metadata.typeName == nil, hasAnnotations(label.valueRange) { kind = .boundingBox }
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
    guard kind == .boundingBox else { return .undecoded }
    return .boxes(try readBoxes(range, metadata: metadata))
  }

  private func hasAnnotations(_ range: Range<Int>) -> Bool {
    guard let value = try? JSONValue(parsing: Array(reader.bytes[range]), origin: reader.origin)
    else { return false }
    return value["annotations"]?.array != nil
  }

  private mutating func readMetadata(_ range: Range<Int>) throws(InterchangeError) -> Metadata {
    var value = reader.reader(of: range)
    var metadata = Metadata()
    var keys = Set<String>()
    try value.beginObject(name)
    while let key = try value.nextKey() {
      guard keys.insert(key).inserted else { throw value.failure(.duplicateKey(key)) }
      switch key {
      case "objects": metadata.objects = try value.skipValue()
      case "class-map": metadata.classMap = try value.skipValue()
      case "human-annotated": metadata.shared.isHumanAnnotated = try readFlag(&value)
      case "type", "job-name", "creation-date", "adjustment-status", "failure-reason":
        if try value.peek() == .string {
          record(try value.readString(for: key), for: key, in: &metadata)
        } else {
          try value.skipValue()
        }
      default: try value.skipValue()
      }
    }
    return metadata
  }

  private mutating func record(_ text: String, for key: String, in metadata: inout Metadata) {
    switch key {
    case "type": metadata.typeName = text
    case "job-name":
      let prefix = "labeling-job/"
      metadata.shared.jobName = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
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
