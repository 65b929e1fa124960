import Foundation
import Glibc
import Interchange

/// Folders that appear under their name only when they are complete.
enum DirectoryTree {
  /// Makes a folder and the ones above it.
  static func make(_ path: LocalPath) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path.description, withIntermediateDirectories: true)
    } catch {
      throw Failure("\(path) cannot be made: \(error.localizedDescription)")
    }
  }

  /// Removes a folder with everything in it; nothing happens when there is none.
  static func remove(_ path: LocalPath) {
    try? FileManager.default.removeItem(atPath: path.description)
  }

  /// Lists the files of a complete folder and gives it its name, after everything is on the disk.
  ///
  /// Where an earlier export of that name is to be replaced, it is first put aside under a hidden
  /// name, so that a complete one has the name at all times but one moment. When the renaming fails,
  /// or `settle`, which is called after it, everything is as it was before.
  static func publish(
    _ temporary: LocalPath, as target: LocalPath, replacing: Bool, settle: () throws -> Void = {}
  ) throws {
    try ExportList.write(in: temporary)
    try synchronize(temporary)
    let aside = target.folder.appending(Leftover.replacedName(for: target.name))
    let exists = target.entryKind() != .other || isThere(target)
    if exists {
      guard replacing, let aside else {
        throw Failure("\(target) exists already", hint: "choose another name, or use --force")
      }
      try checkIsExport(target)
      try move(target, to: aside)
    }
    do {
      try move(temporary, to: target)
      do { try settle() } catch {
        try? move(target, to: temporary)
        throw error
      }
    } catch {
      if exists, let aside { try? move(aside, to: target) }
      throw error
    }
    if exists, let aside { remove(aside) }
  }

  /// Throws unless a folder holds nothing but what an earlier export listed.
  static func checkIsExport(_ folder: LocalPath) throws {
    guard folder.entryKind() == .folder else {
      throw Failure(
        "\(folder) is no folder, so it is not replaced", hint: "choose another name")
    }
    guard let foreign = try ExportList.foreignFile(in: folder) else { return }
    throw Failure(
      "\(folder) holds \(foreign), which no export wrote, so it is not replaced",
      hint: "choose another name, or move the folder away")
  }

  private static func isThere(_ path: LocalPath) -> Bool {
    FileManager.default.fileExists(atPath: path.description)
  }

  private static func move(_ source: LocalPath, to target: LocalPath) throws {
    guard unsafe rename(source.description, target.description) == 0 else {
      let code = errno
      throw Failure(
        "\(target) cannot get its name: \(unsafe String(cString: strerror(code)))")
    }
  }

  /// Waits until the folder's names are on the disk; the files in it saw to themselves.
  private static func synchronize(_ folder: LocalPath) throws {
    let descriptor = unsafe open(folder.description, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("\(folder) cannot be opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure("\(folder) cannot be written to disk") }
  }
}
