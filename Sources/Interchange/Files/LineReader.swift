import Glibc

/// The lines of a file of any size, one after the other, in bounded memory.
///
/// Lines end with `\n` or `\r\n`; the last may have no ending. A byte order mark at the start is
/// dropped. A line longer than the limit is passed over without being kept.
package struct LineReader: ~Copyable {
  /// One line.
  package struct Line: Equatable, Sendable {
    /// Counted from 1.
    package let number: Int
    /// What it holds.
    package let content: Content
    /// How it ended.
    package let ending: Ending
  }

  /// What a line holds.
  package enum Content: Equatable, Sendable {
    /// The bytes without the ending.
    case bytes([UInt8])
    /// More bytes than the limit; they are not kept.
    case tooLong
  }

  /// How a line ended in the file.
  package enum Ending: Sendable {
    case lineFeed, carriageReturnLineFeed, endOfFile
  }

  /// The file it reads.
  package let path: LocalPath
  /// The most bytes that a line may have.
  package let limit: Int
  private let file: FileDescriptor
  /// Whether the file begins with a byte order mark, which no line has.
  package let hasByteOrderMark: Bool
  private let chunk: Int
  private var buffer: [UInt8]
  private var start: Int
  private var number = 0
  private var reachedEnd = false

  /// Opens a file; `limit` is the most bytes a line may have, `chunk` how much is read at a time.
  package init(
    _ path: LocalPath, limit: Int = 64 << 20, chunk: Int = 256 << 10
  ) throws(InterchangeError) {
    let file = try FileDescriptor(path, O_RDONLY, to: "open the file")
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var buffer: [UInt8] = []
    while buffer.count < mark.count, try file.read(max(chunk, 1), onto: &buffer) > 0 {}
    self.path = path
    self.limit = limit
    self.chunk = max(chunk, 1)
    hasByteOrderMark = buffer.starts(with: mark)
    start = hasByteOrderMark ? mark.count : 0
    self.buffer = buffer
    self.file = file
  }

  /// What tells the file from others and from itself after a change.
  package func stamp() throws(InterchangeError) -> FileStamp { FileStamp(try file.status()) }

  /// The next line; nil after the last.
  package mutating func next() throws(InterchangeError) -> Line? {
    var isTooLong = false
    var searched = start
    while true {
      if let end = Self.lineFeed(in: buffer, from: searched) {
        defer { start = end + 1 }
        return line(upTo: end, .lineFeed, isTooLong: isTooLong)
      }
      if reachedEnd {
        guard start < buffer.count || isTooLong else { return nil }
        defer { start = buffer.count }
        return line(upTo: buffer.count, .endOfFile, isTooLong: isTooLong)
      }
      if buffer.count - start > limit + 1 {
        isTooLong = true
        start = buffer.count
      }
      buffer.removeSubrange(..<start)
      start = 0
      searched = buffer.count
      try fill()
    }
  }

  private mutating func line(upTo end: Int, _ ending: Ending, isTooLong: Bool) -> Line {
    number += 1
    var last = end
    var ending = ending
    if ending == .lineFeed, last > start, buffer[last - 1] == 0x0D {
      last -= 1
      ending = .carriageReturnLineFeed
    }
    guard !isTooLong, last - start <= limit else {
      return Line(number: number, content: .tooLong, ending: ending)
    }
    return Line(number: number, content: .bytes(Array(buffer[start..<last])), ending: ending)
  }

  private mutating func fill() throws(InterchangeError) {
    if try file.read(chunk, onto: &buffer) == 0 { reachedEnd = true }
  }

  private static func lineFeed(in buffer: [UInt8], from start: Int) -> Int? {
    unsafe buffer.withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
