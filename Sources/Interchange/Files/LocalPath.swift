/// A path in the local file system: bytes, because file names need not be UTF-8.
package struct LocalPath: Hashable, Sendable {
  /// The path as the system takes it, without a closing zero; never empty.
  package let bytes: [UInt8]

  /// Takes bytes as they are; nil when they are empty or hold a zero byte.
  package init?(bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty, !bytes.contains(0) else { return nil }
    self.bytes = Array(bytes)
  }

  /// Takes text; throws when it is empty or holds a zero byte.
  package init(_ text: String) throws(InterchangeError) {
    guard let path = LocalPath(bytes: text.utf8) else {
      throw InterchangeError(file: text, reason: .illegalPath)
    }
    self = path
  }

  private init(joining folder: LocalPath, _ name: [UInt8]) {
    bytes = folder.bytes + (folder.bytes.last == 0x2F ? [] : [0x2F]) + name
  }

  /// The path of an entry of this folder; nil when the name is empty or holds a zero byte.
  package func appending(_ name: some Collection<UInt8>) -> LocalPath? {
    guard !name.isEmpty, !name.contains(0) else { return nil }
    return LocalPath(joining: self, Array(name))
  }

  /// The part after the last slash; empty for `/`.
  package var name: [UInt8] {
    let trimmed = bytes.reversed().drop { $0 == 0x2F }
    return trimmed.prefix { $0 != 0x2F }.reversed()
  }

  /// The folder that the path lies in; `.` for a bare name.
  package var folder: LocalPath {
    var rest = bytes[...]
    while rest.count > 1, rest.last == 0x2F { rest.removeLast() }
    guard let slash = rest.lastIndex(of: 0x2F) else { return LocalPath(unchecked: [0x2E]) }
    return LocalPath(unchecked: slash == 0 ? [0x2F] : Array(rest[..<slash]))
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

extension LocalPath: CustomStringConvertible {
  /// The path as text, for messages: bytes that are not UTF-8 become U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension LocalPath: Comparable {
  /// Orders by bytes.
  package static func < (lhs: LocalPath, rhs: LocalPath) -> Bool {
    lhs.bytes.lexicographicallyPrecedes(rhs.bytes)
  }
}
