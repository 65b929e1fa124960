import AnnotationModel

extension ManifestAttributeParser {
  /// The address of a mask and what its pixels mean.
  ///
  /// Without `internal-color-map` the picture cannot be understood: it is kept with a warning.
  mutating func readMask(
    _ range: Range<Int>, metadata: Metadata
  ) throws(InterchangeError) -> ManifestMask {
    var value = reader.reader(of: range)
    let text = try value.readString(for: name)
    let reference: SourceReference
    do throws(InterchangeError) {
      reference = try SourceReference(text, origin: reader.origin)
    } catch {
      guard case .illegalSource(_, let text, let why) = error.reason else { throw error }
      throw value.failure(.illegalSource(key: name, text: text, why: why))
    }
    guard let map = metadata.parts["internal-color-map"] else {
      warnings.append(reader.origin.error(.missingKey("internal-color-map")))
      return ManifestMask(reference: reference, classes: [])
    }
    return ManifestMask(reference: reference, classes: try readColorMap(map))
  }

  private func readColorMap(_ range: Range<Int>) throws(InterchangeError) -> [MaskClass] {
    let origin = reader.origin
    let key = "internal-color-map"
    let value = try JSONValue(parsing: Array(reader.bytes[range]), origin: origin)
    guard let members = value.members else { throw value.mismatch(key, "an object", origin) }
    var classes: [MaskClass] = []
    for member in members {
      guard let index = Int(member.key), (0...255).contains(index) else {
        throw origin.error(
          .outOfRange(key: key, value: member.key, expected: "pixel values 0 to 255 as keys"))
      }
      let className = try member.value.text(of: "class-name", origin)
        .required("class-name", origin)
      try checkName(className, key: "class-name")
      let confidence = try member.value.number(of: "confidence", within: 0...1, origin)
      classes.append(
        MaskClass(
          index: index, name: className, color: try Self.color(of: member.value, origin),
          confidence: confidence.flatMap { $0 == 0 ? nil : Confidence($0) }))
    }
    return classes.sorted { ($0.index ?? 0) < ($1.index ?? 0) }
  }

  private static func color(
    of value: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> UInt32? {
    guard let text = try value.text(of: "hex-color", origin) else { return nil }
    guard let color = HexColor.value(of: text) else {
      throw origin.error(.outOfRange(key: "hex-color", value: text, expected: "#rrggbb"))
    }
    return color
  }
}

/// Colours as manifests write them.
package enum HexColor {
  /// The number `0xRRGGBB` of `#rrggbb` in any case; nil for anything else.
  package static func value(of text: String) -> UInt32? {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == 0x23, digits.count == 6,
      digits.allSatisfy({ $0 != 0x2B && $0 != 0x2D })
    else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// `#rrggbb` in small letters.
  package static func text(of color: UInt32) -> String {
    let digits = String(color & 0xFF_FFFF, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}
