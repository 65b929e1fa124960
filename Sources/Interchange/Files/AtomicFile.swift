import Glibc

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a temporary file in the target's folder; `commit` writes it to disk, gives it the
/// name and writes the folder to disk. Without `commit`, or when anything fails, the temporary file
/// is removed and the target is as it was. A process killed in between leaves the old target and a
/// hidden file, a `Leftover`, without the lock that the file has while it is written. A symbolic link is followed, so that the file it names is replaced
/// and not the link; a device, a pipe or a folder is refused.
package struct AtomicFile: ~Copyable {
  /// The name that the file will have.
  package let target: LocalPath
  /// Whether a file of that name may be replaced.
  package let replacesExisting: Bool
  /// Bytes given so far.
  package private(set) var count = 0
  private let temporary: LocalPath
  private let file: FileDescriptor
  private var buffer: [UInt8] = []
  private var isCommitted = false
  private var failure: InterchangeError?

  /// Bytes gathered before they are handed to the system.
  private static let bufferSize = 1 << 18

  /// Starts a file; throws when it exists and `replacingExisting` is false.
  package init(_ name: LocalPath, replacingExisting: Bool) throws(InterchangeError) {
    let target = name.followingLinks()
    var status = stat()
    let exists = unsafe target.withCString { unsafe lstat($0, &status) } == 0
    if exists, !replacingExisting {
      throw InterchangeError(file: name.description, reason: .alreadyExists)
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      throw InterchangeError(file: name.description, reason: .notARegularFile)
    }
    let temporary = try Self.temporaryPath(for: target)
    let file = try FileDescriptor(
      temporary, O_WRONLY | O_CREAT | O_EXCL, permissions: 0o666,
      to: "make a file in its folder", reportedPath: target)
    // Where locks cannot be had, the process number in the name still tells.
    _ = file.lock()
    if exists {
      do throws(InterchangeError) {
        try file.setPermissions(status.st_mode & 0o7777)
      } catch {
        temporary.removeFile()
        throw error
      }
    }
    self.target = target
    replacesExisting = replacingExisting
    self.temporary = temporary
    self.file = file
  }

  deinit {
    if !isCommitted { temporary.removeFile() }
  }

  /// Adds bytes at the end.
  package mutating func append(_ bytes: some Collection<UInt8>) throws(InterchangeError) {
    buffer.append(contentsOf: bytes)
    count += bytes.count
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Adds a line and its end.
  package mutating func append(line: [UInt8]) throws(InterchangeError) {
    buffer += line
    buffer.append(0x0A)
    count += line.count + 1
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Where the bytes given so far can be read back before `commit`.
  package mutating func readableBytes() throws(InterchangeError) -> LocalPath {
    try flush()
    return temporary
  }

  /// Makes the file appear under its name, safely on disk.
  package consuming func commit() throws(InterchangeError) {
    try flush()
    try file.synchronize()
    try publish()
    isCommitted = true
    let folder = try FileDescriptor(
      target.folder, O_RDONLY | O_DIRECTORY, to: "open the folder")
    try folder.synchronize()
  }

  /// A buffer that was written in part must not be written again: the file is given up.
  private mutating func flush() throws(InterchangeError) {
    if let failure { throw failure }
    do throws(InterchangeError) {
      try file.write(buffer)
    } catch {
      failure = error
      throw error
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func publish() throws(InterchangeError) {
    guard replacesExisting else { return try publishNew() }
    if rename(to: target) != 0 { throw publishError() }
  }

  /// A second hard link is refused when the name is taken; renaming would replace the file.
  private func publishNew() throws(InterchangeError) {
    let result = unsafe temporary.withCString { from in
      unsafe target.withCString { to in unsafe link(from, to) }
    }
    if result == 0 { return temporary.removeFile() }
    guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { throw publishError() }
    // No hard links here (FAT, some network mounts): claim the name, then replace the claim.
    _ = try FileDescriptor(
      target, O_WRONLY | O_CREAT | O_EXCL, permissions: 0o666, to: "give the file its name")
    if rename(to: target) != 0 { throw publishError() }
  }

  private func rename(to target: LocalPath) -> Int32 {
    unsafe temporary.withCString { from in
      unsafe target.withCString { to in unsafe Glibc.rename(from, to) }
    }
  }

  private func publishError() -> InterchangeError {
    if errno == EEXIST { return InterchangeError(file: target.description, reason: .alreadyExists) }
    return target.systemError("give the file its name")
  }

  private static func temporaryPath(for target: LocalPath) throws(InterchangeError) -> LocalPath {
    guard let path = target.folder.appending(Leftover.fileName(for: target.name)) else {
      throw InterchangeError(file: target.description, reason: .illegalPath)
    }
    return path
  }
}
