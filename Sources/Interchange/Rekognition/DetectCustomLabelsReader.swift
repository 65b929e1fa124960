/// The records of a JSON Lines file of `DetectCustomLabels` responses, one after the other.
///
/// A bad line is reported and the next ones still come; blank lines are passed over.
package struct DetectCustomLabelsReader: ~Copyable {
  /// What one line of the file held.
  package enum Record: Equatable, Sendable {
    /// A response and its image.
    case response(CustomLabelsRecord, line: Int)
    /// A line that cannot go in.
    case rejected(InterchangeError)
  }

  /// How a file of responses is laid out.
  package enum Layout: Sendable {
    /// One response; the name of the file says for which image.
    case single
    /// JSON Lines of image, model, version, min_confidence and response.
    case lines
  }

  private var lines: LineReader

  /// Opens a JSON Lines file.
  package init(_ path: LocalPath) throws(InterchangeError) {
    lines = try LineReader(path)
  }

  /// The next record; nil after the last.
  ///
  /// Throws only when the file itself cannot be read.
  package mutating func next() throws(InterchangeError) -> Record? {
    while let line = try lines.next() {
      let origin = RecordOrigin(file: lines.path.description, line: line.number)
      guard case .bytes(let bytes) = line.content else {
        return .rejected(origin.error(.lineTooLong(limit: lines.limit)))
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      do throws(InterchangeError) {
        return .response(
          try CustomLabelsRecord(parsing: bytes, origin: origin), line: line.number)
      } catch {
        return .rejected(error)
      }
    }
    return nil
  }

  /// Tells the layouts apart: JSON Lines have a name ending in `.jsonl`, or a first line that is an
  /// object with `image`.
  package static func layout(of path: LocalPath) throws(InterchangeError) -> Layout {
    if path.name.suffix(6).elementsEqual(".jsonl".utf8) { return .lines }
    var lines = try LineReader(path)
    while let line = try lines.next() {
      guard case .bytes(let bytes) = line.content else { return .single }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      let origin = RecordOrigin(file: path.description, line: line.number)
      let object = try? ManifestObject(parsing: bytes, origin: origin)
      return object?.member(named: "image") == nil ? .single : .lines
    }
    return .single
  }
}
