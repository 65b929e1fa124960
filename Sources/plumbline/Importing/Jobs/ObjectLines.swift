import Interchange

/// The objects of a manifest as bytes.
struct ObjectLines: ~Copyable {
  /// One line that counts as an object.
  struct Object {
    let number: Int
    let line: Int
    let bytes: [UInt8]
  }

  /// Objects so far.
  private(set) var count = 0
  private var lines: LineReader
  private var next: Object?

  init(_ path: LocalPath) throws {
    lines = try LineReader(path)
  }

  /// The next object; nil at the end.
  mutating func peek() throws -> Object? {
    while next == nil, let line = try lines.next() {
      guard case .bytes(let bytes) = line.content else {
        next = Object(number: count, line: line.number, bytes: [])
        count += 1
        break
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      next = Object(number: count, line: line.number, bytes: bytes)
      count += 1
    }
    return next
  }

  mutating func advance() { next = nil }
}
