import Crypto
import Interchange

/// The SHA-256 of lines with their ends, to find again in a file what was written to it.
struct LineDigest {
  private var hash = SHA256()
  /// Lines so far.
  private(set) var lines = 0

  private static let lineFeed: [UInt8] = [0x0A]
  private static let carriageReturn: [UInt8] = [0x0D]

  /// Adds a line, given without its end.
  mutating func add(_ line: [UInt8]) {
    hash.update(data: line)
    hash.update(data: Self.lineFeed)
    lines += 1
  }

  /// The digest of the lines of a file; one that is too long to be a line counts as another.
  init(of path: LocalPath) throws {
    var reader = try LineReader(path)
    while let line = try reader.next() {
      guard case .bytes(let bytes) = line.content else { break }
      hash.update(data: bytes)
      if line.ending == .carriageReturnLineFeed { hash.update(data: Self.carriageReturn) }
      if line.ending != .endOfFile { hash.update(data: Self.lineFeed) }
      lines += 1
    }
  }

  /// Begins with no lines.
  init() {}

  /// Whether both are of the same lines.
  func isSame(as other: LineDigest) -> Bool {
    lines == other.lines && hash.finalize() == other.hash.finalize()
  }
}
