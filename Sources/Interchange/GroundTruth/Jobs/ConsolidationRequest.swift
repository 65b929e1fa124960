/// A file that Ground Truth gave to a consolidation: the raw answers about many objects.
package struct ConsolidationRequest: Equatable, Sendable {
  /// The answers about one object.
  package struct Object: Equatable, Sendable {
    /// The dataset object id: the 0-based place of the object in the manifest.
    package let id: Int
    /// The address of the image; nil for inline text.
    package let reference: SourceReference?
    /// The answers that could be read.
    package let answers: [WorkerAnswer]
  }

  /// The objects in the order of the file.
  package let objects: [Object]
  /// Objects and answers that could not be read.
  package let rejected: [InterchangeError]

  /// Reads a file.
  package init(_ path: LocalPath) throws(InterchangeError) {
    try self.init(parsing: try path.contents(), file: path.description)
  }

  /// Reads the bytes of a file; `file` names it in messages.
  package init(parsing bytes: [UInt8], file: String) throws(InterchangeError) {
    let origin = RecordOrigin(file: file)
    let document = try JSONValue(parsing: bytes, origin: origin)
    guard let entries = document.array else { throw document.mismatch("file", "an array", origin) }
    var objects: [Object] = []
    var rejected: [InterchangeError] = []
    for (index, entry) in entries.enumerated() {
      let origin = RecordOrigin(file: file, part: "object \(index + 1)")
      do throws(InterchangeError) {
        objects.append(try Self.object(entry, origin, &rejected))
      } catch {
        rejected.append(error)
      }
    }
    self.objects = objects
    self.rejected = rejected
  }

  private static func object(
    _ value: JSONValue, _ origin: RecordOrigin, _ rejected: inout [InterchangeError]
  ) throws(InterchangeError) -> Object {
    let written = try value["datasetObjectId"].required("datasetObjectId", origin)
    guard let id = written.integer ?? written.string.flatMap(Int.init), id >= 0 else {
      throw written.mismatch("datasetObjectId", "a whole number", origin)
    }
    let address = value["dataObject"]?["s3Uri"]?.string
    var answers: [WorkerAnswer] = []
    for entry in try value.elements(of: "annotations", origin) {
      do throws(InterchangeError) {
        answers.append(try answer(entry, origin))
      } catch {
        rejected.append(error)
      }
    }
    var reference: SourceReference?
    if let address { reference = try SourceReference(address, origin: origin) }
    return Object(id: id, reference: reference, answers: answers)
  }

  /// One annotation in the form of a worker response.
  private static func answer(
    _ value: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> WorkerAnswer {
    let worker = try value["workerId"].required("workerId", origin)
    let data = try value["annotationData"].required("annotationData", origin)
    guard let content = data["content"] else {
      let elsewhere = (data["s3Uri"] ?? data["s3uri"])?.string
      throw origin.error(
        elsewhere == nil ? .missingKey("content") : .answerElsewhere(elsewhere ?? ""))
    }
    return try WorkerAnswer(
      .object([.init(key: "workerId", value: worker), .init(key: "answerContent", value: content)]),
      origin: origin)
  }
}
