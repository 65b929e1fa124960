/// Where a manifest says that an image lies: an S3 or web address, or a relative path.
///
/// It is used to name and match, never to open a file: absolute paths, `file:` and other schemes,
/// `..` in any disguise and control characters are refused.
package struct SourceReference: Hashable, Sendable, CustomStringConvertible {
  /// As a manifest carries it.
  package let description: String
  /// Where the bucket or host begins, in bytes; nil for a relative path.
  private let containerStart: Int?
  /// Where the key begins, in bytes.
  private let keyStart: Int

  /// The bucket or host; nil for a relative path.
  package var container: String? {
    containerStart.map { part(from: $0, to: keyStart - 1) }
  }

  /// What follows the bucket or host, without a leading slash.
  package var key: String { part(from: keyStart, to: description.utf8.count) }

  /// Reads what a manifest says; the scheme may be `s3`, `http` or `https` in any case, or missing.
  package init(_ text: String, origin: RecordOrigin) throws(InterchangeError) {
    do throws(Objection) {
      self = try SourceReference(checking: text)
    } catch {
      throw origin.error(.illegalSource(key: "source-ref", text: text, why: error.why))
    }
  }

  /// Names an image below a prefix such as `s3://bucket/photos/`, by its path in a local root.
  ///
  /// Ground Truth takes an object's key as it stands, so valid UTF-8 is written raw, spaces and
  /// percent signs included. Control characters and bytes that are not UTF-8 cannot stand in a
  /// manifest: only then the path is percent-encoded (RFC 3986), its percent signs too. An empty
  /// path component, `.`, `..`, a leading slash and keys above 1024 bytes (the limit of S3) are
  /// refused.
  package init(prefix: String, path: [UInt8]) throws(InterchangeError) {
    let relative = Self.encoded(path)
    let origin = RecordOrigin(file: relative)
    let joint = prefix.isEmpty || prefix.hasSuffix("/") ? "" : "/"
    let reference = try SourceReference(prefix + joint + relative, origin: origin)
    let components = relative.split(separator: "/", omittingEmptySubsequences: false)
    var why: String?
    if components.contains(where: { $0.isEmpty || $0 == "." }) {
      why = "the path has an empty component or \".\""
    } else if reference.key.utf8.count > 1024 {
      why = "the key is longer than 1024 bytes"
    }
    if let why {
      throw origin.error(
        .illegalSource(key: "source-ref", text: reference.description, why: why))
    }
    self = reference
  }

  /// The last component of the key.
  package var fileName: String {
    String(key.split(separator: "/").last ?? "")
  }

  /// The file name without its extension; a leading point belongs to the name.
  package var stem: String {
    let name = fileName
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
    return String(name[..<point])
  }
}

extension SourceReference {
  /// Reads an address in S3 of visible ASCII with nothing in it to see through; nil for others.
  init?(plain range: Range<Int>, of text: PlainText) {
    let start = range.lowerBound + 5
    guard range.count > 5, text.matches("s3://", range.lowerBound..<start) else { return nil }
    var slash: Int?
    var previous: UInt8 = 0x2F
    for index in start..<range.upperBound {
      let byte = text.bytes[index]
      switch byte {
      case 0x2F:
        // Neither an empty bucket nor a key that begins with a slash.
        if slash.map({ $0 + 1 == index }) ?? (index == start) { return nil }
        slash = slash ?? index
      case 0x2E where previous == 0x2E: return nil
      case 0x25, 0x5C: return nil
      case 0x20...0x7E: break
      default: return nil
      }
      previous = byte
    }
    guard let slash, previous != 0x2F else { return nil }
    description = text.text(range)
    containerStart = 5
    keyStart = slash + 1 - range.lowerBound
  }

  /// Why a reference is refused.
  private struct Objection: Error {
    let why: String
  }

  private init(checking text: String) throws(Objection) {
    guard !text.isEmpty else { throw Objection(why: "it is empty") }
    guard PrintableText.isClean(text) else { throw Objection(why: "it holds control characters") }
    let (scheme, rest) = Self.splitScheme(text)
    if let scheme {
      guard scheme == "s3" || ["s3", "http", "https"].contains(scheme.lowercased()) else {
        throw Objection(why: "only s3, http and https addresses are taken")
      }
      guard let slash = rest.utf8.firstIndex(of: 0x2F), slash > rest.startIndex,
        rest.utf8.index(after: slash) < rest.endIndex
      else { throw Objection(why: "it names no bucket and key") }
      containerStart = text.utf8.distance(from: text.startIndex, to: rest.startIndex)
      keyStart = text.utf8.distance(from: text.startIndex, to: slash) + 1
    } else {
      containerStart = nil
      keyStart = 0
    }
    description = text
    if let why = Self.objection(toKey: key, isRelative: scheme == nil) { throw Objection(why: why) }
  }

  /// The text between two of its bytes.
  private func part(from start: Int, to end: Int) -> String {
    String(Substring(description.utf8.dropFirst(start).prefix(end - start)))
  }

  private static func splitScheme(_ text: String) -> (scheme: Substring?, rest: Substring) {
    guard let colon = text.utf8.firstIndex(of: 0x3A),
      text[..<colon].utf8.allSatisfy({ $0 < 0x80 && $0 != 0x2F })
    else { return (nil, text[...]) }
    let rest = text[text.utf8.index(after: colon)...]
    // `a:b.jpg` is a file name; `C:\x` and `file:x` are not.
    guard rest.hasPrefix("//") else {
      let looksLocal = text[..<colon].count == 1 || text[..<colon].lowercased() == "file"
      return looksLocal ? (text[..<colon], rest) : (nil, text[...])
    }
    return (text[..<colon], rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...])
  }

  private static func objection(toKey key: String, isRelative: Bool) -> String? {
    // Nothing to see through, as in nearly every manifest.
    if isPlain(key) { return nil }
    let decoded = decoded(key)
    if isRelative, let first = decoded.first, first == 0x2F || first == 0x5C {
      return "it is an absolute path"
    }
    let components = decoded.split(omittingEmptySubsequences: false) { $0 == 0x2F || $0 == 0x5C }
    if components.contains([0x2E, 0x2E]) { return "\"..\" would leave the folder" }
    if decoded.contains(0) { return "it holds a zero byte" }
    return components.last?.isEmpty == true ? "it names no file" : nil
  }

  /// Whether a key neither begins nor ends with a slash and has no escape, backslash, zero byte or
  /// two points in a row.
  private static func isPlain(_ key: String) -> Bool {
    var previous: UInt8 = 0x2F
    for (index, byte) in key.utf8.enumerated() {
      switch byte {
      case 0, 0x25, 0x5C: return false
      case 0x2E where previous == 0x2E: return false
      case 0x2F where index == 0: return false
      default: previous = byte
      }
    }
    return previous != 0x2F
  }

  /// The bytes of a key with `%2e` and the like undone, to see through disguises.
  private static func decoded(_ key: String) -> [UInt8] {
    let bytes = Array(key.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        result.append(value)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func encoded(_ path: [UInt8]) -> String {
    let text = String(validating: path, as: UTF8.self)
    if let text, PrintableText.isClean(text) { return text }
    var result = ""
    for byte in path {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
