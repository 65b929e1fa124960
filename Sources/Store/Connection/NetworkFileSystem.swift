import FoundationEssentials

/// Finds out whether a path lies on a file system whose bytes belong to another host.
///
/// WAL needs memory shared by all processes that use the database, and locks that work; neither
/// holds over a network (<https://www.sqlite.org/wal.html>, "all processes using a database must
/// be on the same host computer"). The kernel's mount table is read rather than the magic number
/// of `statfs`, because that number is one and the same for every FUSE file system, local or not.
package enum NetworkFileSystem {
  /// The kind of network file system that holds `path`, or nil when it is a local one.
  ///
  /// `mounts` is the text of `/proc/self/mountinfo` (proc(5)); `path` is absolute, links resolved.
  package static func kind(of path: String, mounts: String) -> String? {
    var best: (depth: Int, kind: String)?
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
      else { continue }
      let point = unescaped(fields[4])
      guard covers(point, path) else { continue }
      // A later mount on the same point hides an earlier one.
      if point.utf8.count >= best?.depth ?? 0 {
        best = (point.utf8.count, String(fields[dash + 1]))
      }
    }
    return best.flatMap { remoteKinds.contains($0.kind) ? $0.kind : nil }
  }

  /// The mount table of this process; nil where there is none to read (no `/proc`).
  package static func mounts() -> String? {
    try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
  }

  private static let remoteKinds: Set<String> = [
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.ceph", "fuse.curlftpfs",
    "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs", "fuse.goofys", "fuse.juicefs",
    "fuse.mount-s3", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs", "gpfs",
    "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb2", "smb3", "smbfs",
  ]

  private static func covers(_ point: String, _ path: String) -> Bool {
    point == "/" || path == point || path.hasPrefix(point + "/")
  }

  /// Takes back the octal escapes that the kernel writes for space, tab, newline and backslash.
  private static func unescaped(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == 0x5C, digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
        bytes.append(digits.reduce(0) { $0 &* 8 &+ ($1 - 0x30) })
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
