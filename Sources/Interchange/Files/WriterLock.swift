import Glibc

/// Says that a process is writing a temporary file or folder, as long as it lives and holds this.
///
/// A lock of `flock(2)`: it ends with the process however that ends, and other processes see it from
/// other containers, too, where process numbers say nothing.
package struct WriterLock: ~Copyable {
  private let file: FileDescriptor

  /// Takes the lock of a file or folder; nil when it is not there or another process has it.
  package init?(_ path: LocalPath) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
    guard let file = try? FileDescriptor(path, flags, to: "open the file"), file.lock() else {
      return nil
    }
    self.file = file
  }
}
