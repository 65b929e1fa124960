/// What a JSON file below a job's folder is, told by its first line or its keys.
enum FileKind {
  case manifest, categories, humanLoop, videoFrames, other
  case unreadable(InterchangeError)

  /// The longest document that is looked at as a whole.
  private static let longestDocument = 16 << 20

  init(sniffing file: LocalPath, named name: String) {
    do throws(InterchangeError) {
      self = try Self.kind(of: file, named: name)
    } catch {
      // A file that is no JSON is none of ours; one that cannot be opened may be.
      if case .system = error.reason { self = .unreadable(error) } else { self = .other }
    }
  }

  private static func kind(of file: LocalPath, named name: String) throws(InterchangeError)
    -> FileKind
  {
    var lines = try LineReader(file, limit: longestDocument)
    var looked = 0
    while looked < 20, let line = try lines.next() {
      guard case .bytes(let bytes) = line.content, !bytes.isEmpty else { continue }
      looked += 1
      let origin = RecordOrigin(file: file.description, line: line.number)
      guard let object = try? ManifestObject(parsing: bytes, origin: origin) else { continue }
      let names = Set(object.members.map(\.name))
      if names.contains("source-ref") || names.contains("source") { return .manifest }
      if let kind = kind(ofKeys: names) { return kind }
    }
    // A file that is called a manifest is reported line by line rather than passed over.
    if name.lowercased().hasSuffix(".manifest") { return .manifest }
    guard name.lowercased().hasSuffix(".json") else { return .other }
    let bytes = try file.contents(limit: longestDocument)
    let value = try JSONValue(parsing: bytes, origin: RecordOrigin(file: file.description))
    return kind(ofKeys: Set((value.members ?? []).map(\.key))) ?? .other
  }

  private static func kind(ofKeys keys: Set<String>) -> FileKind? {
    if keys.contains("humanAnswers") { return .humanLoop }
    if keys.isSuperset(of: ["document-version", "labels"]) { return .categories }
    if keys.isSuperset(of: ["seq-no", "frames"]) { return .videoFrames }
    return nil
  }

  /// Whether a manifest carries answers: an attribute with metadata in one of its first lines.
  static func isOutput(_ manifest: LocalPath) -> Bool {
    guard var reader = try? ManifestReader(manifest) else { return false }
    var looked = 0
    while looked < 200, let record = try? reader.next() {
      looked += 1
      if case .line(let line) = record, !line.attributes.isEmpty { return true }
    }
    return false
  }
}
