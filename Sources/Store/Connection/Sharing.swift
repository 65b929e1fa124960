import FoundationEssentials
import Glibc

/// Who may open a project, by the permissions of its directory and files.
package enum Sharing: Hashable, Sendable {
  /// As the umask of whoever makes it says.
  case byUmask
  /// The members of a group, whatever the umask: directory 2770, files 0660.
  ///
  /// Nil is the group that new files get by themselves.
  case group(UInt32?)

  /// The mode of a shared directory; the leading 2 hands the group on to new files (inode(7)).
  static let directoryMode: mode_t = 0o2770
  /// The mode of a shared file.
  static let fileMode: mode_t = 0o660

  /// Gives a directory the permissions; throws `cannotOpen`.
  func apply(toDirectory path: String) throws(StoreError) {
    guard case .group(let group) = self else { return }
    // The owner comes first, because a change of group may clear the leading 2.
    if let group {
      try Self.check(unsafe chown(path, uid_t.max, group), path, "giving it to group \(group)")
    }
    try Self.check(unsafe chmod(path, Self.directoryMode), path, "sharing it with its group")
  }

  /// Gives an open file the permissions; SQLite gives its companions the same (`-wal`, `-shm`).
  func apply(toFile descriptor: Int32, _ path: String) throws(StoreError) {
    guard case .group(let group) = self else { return }
    if let group {
      try Self.check(fchown(descriptor, uid_t.max, group), path, "giving it to group \(group)")
    }
    try Self.check(fchmod(descriptor, Self.fileMode), path, "sharing it with its group")
  }

  /// Gives the files of a project that is there, and their directory, to the directory's group.
  static func share(_ files: [String], in directory: String) throws(StoreError) {
    var status = stat()
    try check(unsafe stat(directory, &status), directory, "looking at it")
    for file in files {
      var own = stat()
      if unsafe stat(file, &own) == 0, own.st_gid != status.st_gid {
        try check(
          unsafe chown(file, uid_t.max, status.st_gid), file,
          "giving it to group \(status.st_gid)")
      }
      try check(unsafe chmod(file, fileMode), file, "sharing it with its group")
    }
    try Sharing.group(nil).apply(toDirectory: directory)
  }

  private static func check(
    _ result: Int32, _ path: String, _ action: String
  ) throws(StoreError) {
    guard result != 0 else { return }
    let reason = unsafe String(cString: strerror(errno))
    throw .cannotOpen(
      path: path, reason: "\(action) failed: \(reason); are you its owner and in the group?")
  }
}

/// What a project's directory and files allow, for `doctor`.
package struct Permissions: Hashable, Sendable {
  /// The directory first, then the database and its companions, as far as they exist.
  package let entries: [Entry]

  /// A directory or file.
  package struct Entry: Hashable, Sendable {
    /// The path.
    package let path: String
    /// The permission bits, set-group-id included.
    package let mode: UInt32
    /// The user who owns it.
    package let user: UInt32
    /// The group that it belongs to.
    package let group: UInt32
    let isDirectory: Bool
  }

  /// Whether the directory is meant for a group: its members may write in it.
  package var isShared: Bool { (entries.first?.mode ?? 0) & 0o020 != 0 }

  /// What keeps members of the group from working, or lets others in.
  ///
  /// One sentence each, with the command that repairs it. Empty when all is well, and for
  /// projects of one user.
  package var problems: [String] {
    guard isShared, let directory = entries.first else { return [] }
    return entries.flatMap { entry -> [String] in
      var found: [String] = []
      let wanted = UInt32(entry.isDirectory ? Sharing.directoryMode : Sharing.fileMode)
      if entry.mode != wanted {
        let text = String(wanted, radix: 8)
        found.append(
          "\(entry.path) has mode \(String(entry.mode, radix: 8)) instead of \(text); "
            + "as user \(entry.user), run: chmod \(text) '\(entry.path)'")
      }
      if entry.group != directory.group {
        found.append(
          "\(entry.path) belongs to group \(entry.group) instead of \(directory.group); "
            + "as user \(entry.user), run: chgrp \(directory.group) '\(entry.path)'")
      }
      return found
    }
  }
}

extension Store {
  /// The database of a project and its companions, as far as they exist.
  package static func files(at directory: String) -> [String] {
    ["", "-wal", "-shm"].map { directory + "/" + fileName + $0 }
      .filter { unsafe access($0, F_OK) == 0 }
  }

  /// Shares a project that is there with the group of its directory: 2770 and 0660.
  ///
  /// Answers whether there was anything to change, which only the owner can; throws `noProject`,
  /// and `cannotOpen` for everybody else.
  package static func share(_ directory: String) throws(StoreError) -> Bool {
    let permissions = try permissions(at: directory)
    if permissions.isShared, permissions.problems.isEmpty { return false }
    try Sharing.share(files(at: directory), in: directory)
    return true
  }

  /// Looks at the permissions of a project, which need not be one that can be opened.
  ///
  /// Throws `noProject` when the directory or its database does not exist or cannot be looked at.
  package static func permissions(at directory: String) throws(StoreError) -> Permissions {
    let entries = ([directory] + files(at: directory)).compactMap { path -> Permissions.Entry? in
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      return Permissions.Entry(
        path: path, mode: status.st_mode & 0o7777, user: status.st_uid, group: status.st_gid,
        isDirectory: status.st_mode & S_IFMT == S_IFDIR)
    }
    guard entries.count >= 2 else { throw .noProject(directory: directory) }
    return Permissions(entries: entries)
  }
}
