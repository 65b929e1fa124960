import Glibc

/// The stream of a command's answer, for bytes that are not text.
enum StandardOutput {
  /// Writes everything; throws when the reader is gone or the disk is full.
  static func write(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      // Unsafe: reads the bytes from `start` on, which lie inside the array.
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          STDOUT_FILENO, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written > 0 {
        start += written
      } else if errno != EINTR {
        throw Failure("the picture cannot be written: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }
}
