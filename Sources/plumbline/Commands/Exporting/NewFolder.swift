import Interchange

/// A folder that is written under a temporary name, gets its own when everything in it is right, and
/// is removed when it does not come to that.
struct NewFolder: ~Copyable {
  /// Where to write.
  let temporary: LocalPath
  private let target: LocalPath
  /// Tells other exports that the folder is being written.
  private let lock: WriterLock?

  /// Makes the folder under its temporary name.
  init(_ target: LocalPath) throws {
    guard let temporary = target.folder.appending(Leftover.folderName(for: target.name)) else {
      throw Failure("\(target) is no name of a folder")
    }
    DirectoryTree.remove(temporary)
    try DirectoryTree.make(temporary)
    self.target = target
    self.temporary = temporary
    lock = WriterLock(temporary)
  }

  deinit { DirectoryTree.remove(temporary) }

  /// Gives it its name and keeps the parts of its images; when either fails there is no sign of it.
  consuming func publish(replacing: Bool, keeping division: Division) throws {
    try DirectoryTree.publish(temporary, as: target, replacing: replacing) { try division.keep() }
  }
}
