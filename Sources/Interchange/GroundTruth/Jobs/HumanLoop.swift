/// The result of an Amazon A2I human loop: answers about one image.
package struct HumanLoop: Equatable, Sendable {
  /// The name of the loop.
  package let name: String
  /// The name of the flow definition that it belongs to; nil when not said.
  package let flow: String?
  /// The image; the input of a loop is free in form, so nil when no address is in it.
  package let reference: SourceReference?
  /// The answers that could be read.
  package let answers: [WorkerAnswer]
  /// Why the others could not.
  package let rejected: [InterchangeError]

  /// Reads an `output.json`.
  package init(_ path: LocalPath) throws(InterchangeError) {
    try self.init(parsing: try path.contents(), file: path.description)
  }

  /// Reads the bytes of a file; `file` names it in messages.
  package init(parsing bytes: [UInt8], file: String) throws(InterchangeError) {
    let origin = RecordOrigin(file: file)
    let document = try JSONValue(parsing: bytes, origin: origin)
    name = try document.text(of: "humanLoopName", origin) ?? file
    flow = try document.text(of: "flowDefinitionArn", origin)
      .flatMap { $0.split(separator: "/").last.map(String.init) }
    reference = document["inputContent"].flatMap { Self.reference(in: $0, origin) }
    let list = try document["humanAnswers"].required("humanAnswers", origin)
    guard let entries = list.array else { throw list.mismatch("humanAnswers", "an array", origin) }
    (answers, rejected) = WorkerAnswer.all(in: entries, file: file)
  }

  /// The image that a loop is about: `taskObject`, else the first address anywhere in its input.
  private static func reference(
    in value: JSONValue, _ origin: RecordOrigin
  ) -> SourceReference? {
    if let text = value["taskObject"]?.string { return try? SourceReference(text, origin: origin) }
    switch value {
    case .string(let text) where text.hasPrefix("s3://") || text.hasPrefix("http"):
      return try? SourceReference(text, origin: origin)
    case .array(let elements):
      return first(of: elements, origin)
    case .object(let members):
      let s3 = value["s3Object"] ?? value["S3Object"]
      if let bucket = (s3?["bucket"] ?? s3?["Bucket"])?.string,
        let key = (s3?["name"] ?? s3?["Name"])?.string
      {
        return try? SourceReference("s3://\(bucket)/\(key)", origin: origin)
      }
      return first(of: members.map(\.value), origin)
    default: return nil
    }
  }

  // Not by a lazy sequence, which looks at the one that it finds twice: on every level of nesting.
  private static func first(
    of values: [JSONValue], _ origin: RecordOrigin
  ) -> SourceReference? {
    for value in values {
      if let found = reference(in: value, origin) { return found }
    }
    return nil
  }
}
