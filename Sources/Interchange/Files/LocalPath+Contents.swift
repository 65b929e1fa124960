import Glibc

extension LocalPath {
  /// The largest document that is read as a whole: 128 MB, an answer with a huge base64 mask.
  package static let largestDocument = 128 << 20

  /// Reads a whole file; throws when it is larger than `limit` bytes.
  package func contents(limit: Int = largestDocument) throws(InterchangeError) -> [UInt8] {
    let file = try FileDescriptor(self, O_RDONLY, to: "open the file")
    var bytes: [UInt8] = []
    let expected = Int(try file.status().st_size)
    guard expected <= limit else {
      throw InterchangeError(file: description, reason: .fileTooLarge(limit: limit))
    }
    bytes.reserveCapacity(expected + 1)
    // The room asked for at the end is one byte: more would move a large file to twice its memory. A
    // file may grow while it is read, and /proc files claim size 0.
    while try file.read(
      bytes.count <= expected ? expected + 1 - bytes.count : 1 << 14, onto: &bytes) > 0
    {
      guard bytes.count <= limit else {
        throw InterchangeError(file: description, reason: .fileTooLarge(limit: limit))
      }
    }
    return bytes
  }

  /// The path that symbolic links lead to; the path itself where there is none or it leads nowhere.
  func followingLinks() -> LocalPath {
    // Unsafe: realpath answers with memory that is ours to free.
    let resolved = unsafe withCString { unsafe realpath($0, nil) }
    guard let resolved = unsafe resolved else { return self }
    defer { unsafe free(resolved) }
    let bytes = unsafe UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map {
      UInt8(bitPattern: $0)
    }
    return LocalPath(bytes: bytes) ?? self
  }

  /// What an entry of a folder is, without following links.
  package enum EntryKind: Sendable {
    case folder, file, other
  }

  /// The kind of what lies at this path.
  package func entryKind() -> EntryKind {
    var status = stat()
    guard unsafe withCString({ unsafe lstat($0, &status) }) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return .other
    }
  }

  /// The names in this folder without `.` and `..`, ordered by bytes.
  package func entryNames() throws(InterchangeError) -> [[UInt8]] {
    guard let folder = unsafe withCString({ unsafe opendir($0) }) else {
      throw systemError("read the folder")
    }
    defer { unsafe closedir(folder) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { field in
        unsafe Array(field.prefix { $0 != 0 })
      }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw systemError("read the folder") }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
