/// The records of a Ground Truth manifest, one after the other, in bounded memory.
///
/// Input manifests and augmented manifests are read alike. A bad line is reported and the next ones
/// still come. It counts as an object, because worker answers refer to objects by their place in
/// the manifest; a blank line does not.
package struct ManifestReader: ~Copyable {
  /// What one line of the file held.
  package enum Record: Equatable, Sendable {
    /// A data object.
    case line(ManifestLine)
    /// A line that cannot go in; it has the dataset object id all the same. Its bytes are given
    /// without the end of the line, nil when it is longer than any line may be.
    case rejected(objectID: Int, InterchangeError, bytes: [UInt8]?)
    /// A blank line, as a warning.
    case blank(InterchangeError)
  }

  /// Objects so far, good and bad.
  package private(set) var objectCount = 0
  private var lines: LineReader
  /// The file as messages name it.
  private let file: String
  /// What an earlier reading of the same file found; nil when there was none.
  private let checked: CheckedManifest?
  private var plain = PlainManifest()

  /// Opens a manifest; `lineLimit` is the most bytes of one line.
  ///
  /// `checked` is what a reading to the end has found; when the file has changed since then, it
  /// does not count.
  package init(
    _ path: LocalPath, lineLimit: Int = 64 << 20, checked: CheckedManifest? = nil
  ) throws(InterchangeError) {
    let lines = try LineReader(path, limit: lineLimit)
    let stamp = try lines.stamp()
    self.lines = lines
    file = path.description
    self.checked = checked?.stamp == stamp ? checked : nil
  }

  /// The next record; nil after the last.
  ///
  /// Throws only when the file itself cannot be read.
  package mutating func next() throws(InterchangeError) -> Record? {
    guard let line = try lines.next() else { return nil }
    let origin = RecordOrigin(file: file, line: line.number)
    guard case .bytes(let bytes) = line.content else {
      return rejected(origin.error(.lineTooLong(limit: lines.limit)), nil)
    }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      return .blank(origin.error(.blankLine))
    }
    if let line = plain.line(bytes, objectID: objectCount, origin: origin) {
      objectCount += 1
      return .line(line)
    }
    do throws(InterchangeError) {
      let isChecked = checked.map { !$0.rejectedLines.contains(line.number) } ?? false
      let reader =
        isChecked
        ? JSONReader(checked: bytes, origin: origin) : try JSONReader(bytes, origin: origin)
      let parsed = try ManifestLine(reading: reader, objectID: objectCount, origin: origin)
      objectCount += 1
      return .line(parsed)
    } catch {
      return rejected(error, bytes)
    }
  }

  /// What tells this file from others and from itself after a change.
  package func stamp() throws(InterchangeError) -> FileStamp { try lines.stamp() }

  private mutating func rejected(_ error: InterchangeError, _ bytes: [UInt8]?) -> Record {
    defer { objectCount += 1 }
    return .rejected(objectID: objectCount, error, bytes: bytes)
  }
}

/// What a reading of a whole manifest has found out, so that the next one need not check it again.
package struct CheckedManifest: Sendable {
  /// The file as it was.
  let stamp: FileStamp
  /// The lines, from 1, that cannot be read.
  let rejectedLines: Set<Int>
}
