import Glibc
import Raster

/// An open file, closed when it goes out of use; the only place that talks to the system.
struct FileDescriptor: ~Copyable {
  private let number: Int32
  /// The path that messages name.
  let path: LocalPath

  /// Opens with `open(2)` flags and the permissions for a file that is made; messages name
  /// `reportedPath`, where the path itself is a temporary one.
  init(
    _ path: LocalPath, _ flags: Int32, permissions: mode_t = 0, to operation: String,
    reportedPath: LocalPath? = nil
  ) throws(InterchangeError) {
    self.path = reportedPath ?? path
    number = unsafe path.withCString { name in
      var result: Int32
      repeat {
        result = unsafe open(name, flags | O_CLOEXEC, permissions)
      } while result < 0 && errno == EINTR
      return result
    }
    if number < 0 { throw self.path.systemError(operation) }
  }

  deinit { _ = close(number) }

  /// Reads up to `count` bytes onto the end of a buffer; 0 at the end of the file.
  func read(_ count: Int, onto buffer: inout [UInt8]) throws(InterchangeError) -> Int {
    var length = 0
    buffer.append(addingCapacity: count) { output in
      // Unsafe: reads into room that is there, and claims as many bytes as came.
      unsafe output.withUnsafeMutableBufferPointer { bytes, filled in
        repeat {
          length = unsafe Glibc.read(number, bytes.baseAddress.map { unsafe $0 + filled }, count)
        } while length < 0 && errno == EINTR
        filled += max(0, length)
      }
    }
    let failure = length < 0 ? path.systemError("read the file") : nil
    if let failure { throw failure }
    return length
  }

  /// Writes all bytes, however many calls it takes.
  func write(_ bytes: [UInt8]) throws(InterchangeError) {
    var written = 0
    while written < bytes.count {
      let length = unsafe bytes.withUnsafeBytes { source in
        unsafe Glibc.write(
          number, source.baseAddress.map { unsafe $0 + written }, source.count - written)
      }
      if length >= 0 {
        written += length
      } else if errno != EINTR {
        throw path.systemError("write the file")
      }
    }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(InterchangeError) {
    if fsync(number) != 0 { throw path.systemError("write the file to disk") }
  }

  /// What `fstat(2)` says.
  func status() throws(InterchangeError) -> stat {
    var status = stat()
    if unsafe fstat(number, &status) != 0 { throw path.systemError("examine the file") }
    return status
  }

  /// Takes the lock of the file, without waiting for it; false when another process has it.
  func lock() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }

  /// What the header of a picture says.
  func pictureHeader() throws(ImageError) -> ImageProbe {
    try ImageProbe.probe(fileDescriptor: number)
  }

  /// Gives the file other permissions.
  func setPermissions(_ permissions: mode_t) throws(InterchangeError) {
    if fchmod(number, permissions) != 0 { throw path.systemError("set the permissions") }
  }
}

extension LocalPath {
  /// Calls the system with the path as a C string.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      // The array holds at least the closing zero, so it has an address.
      guard let start = buffer.baseAddress else { return unsafe body("") }
      return unsafe body(start)
    }
  }

  /// The error for what the system just refused, with its text for `errno`.
  func systemError(_ operation: String) -> InterchangeError {
    let code = errno
    return InterchangeError(
      file: description,
      reason: .system(
        operation: operation, code: code, message: unsafe String(cString: strerror(code))))
  }
}
