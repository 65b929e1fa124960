import AnnotationModel

extension ManifestLine {
  /// The most characters of a line, and of one attribute, that Ground Truth takes as input
  /// (developer guide, `sms-input-data-input-manifest`).
  private static let longestLine = 100_000
  private static let longestAttribute = 20_000

  /// Reads one line; throws why it cannot go in.
  package init(
    parsing bytes: [UInt8], objectID: Int, origin: RecordOrigin
  ) throws(InterchangeError) {
    try self.init(
      reading: JSONReader(bytes, origin: origin), objectID: objectID, origin: origin)
  }

  /// Reads one line from its beginning.
  init(
    reading reader: consuming JSONReader, objectID: Int, origin: RecordOrigin
  ) throws(InterchangeError) {
    let object = try ManifestObject(reading: &reader)
    var warnings = Self.lengthWarnings(object, origin: origin)
    source = try Self.source(of: object, reader: reader, origin: origin)
    attributes = try Self.attributes(of: object, reader: reader, warnings: &warnings)
    self.objectID = objectID
    lineNumber = origin.line ?? objectID + 1
    self.object = object
    self.warnings = warnings
  }

  private static func source(
    of object: ManifestObject, reader: JSONReader, origin: RecordOrigin
  ) throws(InterchangeError) -> Source {
    switch (object.member(named: "source-ref"), object.member(named: "source")) {
    case (nil, nil): throw origin.error(.missingKey("source-ref"))
    case (.some, .some): throw origin.error(.severalSources)
    case (let reference?, nil):
      var value = reader.reader(of: reference.valueRange)
      let text = try value.readString(for: "source-ref")
      return .reference(try SourceReference(text, origin: origin))
    case (nil, let inline?):
      var value = reader.reader(of: inline.valueRange)
      return .text(try value.readString(for: "source"))
    }
  }

  private static func attributes(
    of object: ManifestObject, reader: JSONReader, warnings: inout [InterchangeError]
  ) throws(InterchangeError) -> [ManifestAttribute] {
    var attributes: [ManifestAttribute] = []
    let suffix = "-metadata"
    for metadata in object.members where metadata.name.hasSuffix(suffix) {
      guard object.bytes[metadata.valueRange.lowerBound] == 0x7B else { continue }
      let base = String(metadata.name.utf8.dropLast(suffix.utf8.count)) ?? ""
      // Some manifests name the metadata of `streets-ref` without the `-ref`.
      let label = object.member(named: base) ?? object.member(named: base + "-ref")
      var parser = ManifestAttributeParser(
        name: label?.name ?? base, reader: reader, warnings: warnings)
      attributes.append(try parser.attribute(label: label, metadata: metadata))
      warnings = parser.warnings
    }
    return attributes
  }

  static func lengthWarnings(
    _ object: ManifestObject, origin: RecordOrigin
  ) -> [InterchangeError] {
    guard object.bytes.count > longestAttribute else { return [] }
    var warnings: [InterchangeError] = []
    let characters = characterCount(object.bytes[...])
    if characters > longestLine {
      warnings.append(origin.error(.longLine(characters: characters)))
    }
    for member in object.members {
      let characters = characterCount(object.rawValue(of: member))
      if characters > longestAttribute {
        warnings.append(
          origin.error(.longAttribute(name: member.name, characters: characters)))
      }
    }
    return warnings
  }

  /// Unicode scalars of valid UTF-8: all bytes but the continuation bytes.
  private static func characterCount(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }
}
