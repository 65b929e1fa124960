import Glibc

/// A temporary file or folder of an export that was killed before it could remove it.
///
/// Exports call them `.NAME.PROCESS-NUMBER.part` (files) and `.NAME.PROCESS.part` (folders); an
/// older folder that is being replaced is `.NAME.PROCESS.old` for a moment.
package struct Leftover: Hashable, Sendable {
  /// Where it is.
  package let path: LocalPath
  /// The name that it would have got, or had.
  package let target: [UInt8]
  /// What it is.
  package let kind: Kind
  /// The process that made it.
  package let process: Int32

  /// What is left.
  package enum Kind: Hashable, Sendable {
    /// Part of a file.
    case file
    /// Part of a folder.
    case folder
    /// A complete folder that was to be replaced.
    case replaced
  }

  /// What lies in a folder under such names, ordered by name; only of `targets` where given.
  ///
  /// Links and what belongs to other users are left out.
  package static func all(
    in folder: LocalPath, of targets: [[UInt8]]? = nil
  ) throws(InterchangeError) -> [Leftover] {
    var found: [Leftover] = []
    for name in try folder.entryNames() {
      guard let path = folder.appending(name), let leftover = Leftover(path, named: name),
        targets?.contains(where: { $0.prefix(nameLimit).elementsEqual(leftover.target) }) != false
      else { continue }
      found.append(leftover)
    }
    return found
  }

  /// The bytes of a target's name that its temporary name keeps, of the 255 that file systems take.
  static let nameLimit = 200

  /// The name of a temporary file for a name.
  static func fileName(for target: [UInt8]) -> [UInt8] {
    name(target, "\(getpid())-\(UInt32.random(in: 0 ... .max)).part")
  }

  /// The name of a temporary folder for a name.
  package static func folderName(for target: [UInt8]) -> [UInt8] {
    name(target, "\(getpid()).part")
  }

  /// The name under which a folder is put aside while another gets its own.
  package static func replacedName(for target: [UInt8]) -> [UInt8] {
    name(target, "\(getpid()).old")
  }

  private static func name(_ target: [UInt8], _ end: String) -> [UInt8] {
    [0x2E] + target.prefix(nameLimit) + Array(".\(end)".utf8)
  }

  /// Reads a name; nil for one that no export gives, and for what is no file or folder of this user.
  private init?(_ path: LocalPath, named name: [UInt8]) {
    let parts = name.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty, let end = parts.last else { return nil }
    let numbers = parts[parts.count - 2].split(
      separator: 0x2D, omittingEmptySubsequences: false
    ).map { UInt32(String(decoding: $0, as: UTF8.self)) }
    guard let first = numbers.first, let first, let process = Int32(exactly: first), process > 0
    else { return nil }
    switch (String(decoding: end, as: UTF8.self), numbers.count, path.entryKind()) {
    case ("part", 2, .file) where numbers[1] != nil: kind = .file
    case ("part", 1, .folder): kind = .folder
    case ("old", 1, .folder): kind = .replaced
    default: return nil
    }
    guard path.isOwnedByThisUser() else { return nil }
    self.path = path
    self.process = process
    target = Array(parts[1..<(parts.count - 2)].joined(separator: [0x2E]))
  }

  /// Whether a process may still be writing it: the one that its name tells lives, or one holds its
  /// lock.
  package var isInUse: Bool {
    // Signal 0 only asks; anything but "no such process" means that there is one.
    if kill(process, 0) == 0 || errno != ESRCH { return true }
    return WriterLock(path) == nil
  }
}

extension LocalPath {
  /// Whether what lies here, not behind a link, belongs to this user.
  fileprivate func isOwnedByThisUser() -> Bool {
    var status = stat()
    return unsafe withCString({ unsafe lstat($0, &status) }) == 0 && status.st_uid == geteuid()
  }

  /// Removes a file; nothing happens when it is not there.
  package func removeFile() {
    _ = unsafe withCString { unsafe unlink($0) }
  }
}
