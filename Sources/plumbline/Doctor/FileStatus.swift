import Glibc

/// What the system says about a file or directory: who may do what with it, and where it lies.
struct FileStatus {
  /// The path that was asked for.
  let path: String
  /// The permission bits, with set-group-id: 0...0o7777.
  let mode: UInt32
  /// The owner's user id.
  let owner: UInt32
  /// The group's id.
  let group: UInt32
  /// The device as the mount table writes it, `major:minor`.
  let device: String

  /// Asks for a path; nil when there is nothing or it cannot be looked at.
  init?(_ path: String) {
    var status = stat()
    // Unsafe: stat fills the local.
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.path = path
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
    // makedev(3): glibc spreads both numbers over the 64 bits.
    let device = UInt64(status.st_dev)
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & ~0xFF
    self.device = "\(major):\(minor)"
  }

  /// The permission bits as `chmod` takes them.
  var octal: String { String(mode, radix: 8) }

  /// The kind of file system that the mount table gives for the device; nil when it has none.
  ///
  /// `mounts` is the text of `/proc/self/mountinfo` (proc(5)).
  func fileSystem(mounts: String) -> String? {
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 6, fields[2] == device, let dash = fields.firstIndex(of: "-"),
        dash + 1 < fields.count
      else { continue }
      return String(fields[dash + 1])
    }
    return nil
  }

  /// Bytes that this user may still write to the file system of a path; nil when nobody says.
  static func freeBytes(at path: String) -> UInt64? {
    var status = statvfs()
    // Unsafe: statvfs fills the local.
    guard unsafe statvfs(path, &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// The length of the file at a path of bytes; nil when there is no file.
  static func size(of path: [UInt8]) -> Int? {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    var status = stat()
    // Unsafe: the path is lent to the system for the duration of the call, which fills the local.
    let found = unsafe name.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe stat($0, &status) == 0 } ?? false
    }
    return found && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// Whether this user may read the file at a path of bytes.
  static func isReadable(_ path: [UInt8]) -> Bool {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    // Unsafe: the path is lent to the system for the duration of the call.
    return unsafe name.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe access($0, R_OK) == 0 } ?? false
    }
  }
}
