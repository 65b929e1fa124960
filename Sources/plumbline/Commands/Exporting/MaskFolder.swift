import AnnotationModel
import Glibc
import Interchange

/// The folder of a manifest's masks: made under a temporary name, and renamed when it is complete.
final class MaskFolder {
  /// The name of the folder.
  let name: String
  private let target: LocalPath
  private let temporary: LocalPath
  private let replacesExisting: Bool
  /// Tells other exports that the folder is being written.
  private var lock: WriterLock?

  /// Prepares the folder of a manifest, called like it with `.masks` at the end; nothing is made
  /// before the first mask.
  init(beside manifest: LocalPath, replacing: Bool) throws {
    let name = manifest.name + Array(".masks".utf8)
    guard let target = manifest.folder.appending(name),
      let temporary = manifest.folder.appending(Leftover.folderName(for: name))
    else { throw Failure("\(manifest) is no name of a file") }
    self.name = String(decoding: name, as: UTF8.self)
    self.target = target
    self.temporary = temporary
    replacesExisting = replacing
  }

  deinit {
    DirectoryTree.remove(temporary)
  }

  /// Writes the mask of a line.
  func write(_ mask: ClassMaskPicture, for made: ManifestLineMaker.Made) throws {
    guard let path = file(for: made) else { return }
    if temporary.entryKind() != .folder {
      if target.entryKind() == .folder, !replacesExisting {
        throw Failure("\(target) exists already", hint: "replace it with --force")
      }
      try DirectoryTree.make(temporary)
      lock = WriterLock(temporary)
    }
    var file = try AtomicFile(path, replacingExisting: false)
    try file.append(try mask.png(origin: RecordOrigin(file: path.description)))
    try file.commit()
  }

  /// Reads the mask of a line back and compares its pixels.
  func check(_ mask: ClassMaskPicture, for made: ManifestLineMaker.Made) throws {
    guard let path = file(for: made), case .mask(let answer) = made.meaning else { return }
    let origin = RecordOrigin(file: path.description)
    let read = try ClassMaskReader(classes: answer.classes).read(
      try path.contents(), origin: origin)
    var values = [UInt8](repeating: 0, count: mask.values.count)
    for found in read.masks {
      for run in found.mask.runs {
        for index in run { values[index] = UInt8(truncatingIfNeeded: found.class.index ?? 0) }
      }
    }
    guard read.size == mask.size, values == mask.values else {
      throw Failure("reading \(path) back, its pixels are not as they were meant")
    }
  }

  /// Gives the folder its name; an older one goes when everything is in place.
  func commit() throws {
    guard temporary.entryKind() == .folder else { return }
    try DirectoryTree.publish(temporary, as: target, replacing: replacesExisting)
  }

  private func file(for made: ManifestLineMaker.Made) -> LocalPath? {
    guard case .mask(let answer) = made.meaning,
      let last = answer.reference.split(separator: "/").last
    else { return nil }
    return temporary.appending(Array(last.utf8))
  }
}
