/// A label category configuration: the labels of a job, whose places are the class indexes.
package struct LabelCategories: Hashable, Sendable {
  /// The names in their order.
  package let names: [String]

  /// Reads a file such as `{"document-version":"2018-11-28","labels":[{"label":"cat"}]}`.
  package init(_ path: LocalPath) throws(InterchangeError) {
    try self.init(parsing: try path.contents(limit: 16 << 20), file: path.description)
  }

  /// Reads the bytes of a file; `file` names it in messages.
  package init(parsing bytes: [UInt8], file: String) throws(InterchangeError) {
    let origin = RecordOrigin(file: file)
    let document = try JSONValue(parsing: bytes, origin: origin)
    let list = try document["labels"].required("labels", origin)
    guard let entries = list.array else { throw list.mismatch("labels", "an array", origin) }
    var names: [String] = []
    var seen = Set<String>()
    for entry in entries {
      let name = try entry.text(of: "label", origin).required("label", origin)
      guard !name.isEmpty, PrintableText.isClean(name) else {
        throw origin.error(.illegalName(key: "label", text: name))
      }
      guard seen.insert(name).inserted else { throw origin.error(.duplicateLabel(name)) }
      names.append(name)
    }
    guard !names.isEmpty else {
      throw origin.error(.outOfRange(key: "labels", value: "empty", expected: "at least one label"))
    }
    self.names = names
  }
}
