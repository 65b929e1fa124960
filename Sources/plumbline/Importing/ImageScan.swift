import AnnotationModel
import Foundation
import Interchange
import Raster
import Store
import Synchronization

/// Finds the pictures below paths and reads what their headers say, as they are drawn.
///
/// A batch of files is looked at by several threads at a time, and only one batch is in memory.
/// Folders are walked whole, in the order of their paths; links inside them are not followed.
final class ImageScan: Sequence, IteratorProtocol {
  /// A picture to take in.
  struct Picture: Sendable {
    /// What the store keeps of it.
    let image: NewImage
    /// Its name in manifests.
    ///
    /// The path from the folder that holds all the roots: `photos/a.jpg` for the root
    /// `/data/photos`, so that pictures below two roots never share a name.
    let reference: [UInt8]

    /// The image with the fact that says what names it in manifests, behind a prefix.
    func named(prefix: String) -> NewImage {
      var image = image
      if let reference = try? SourceReference(prefix: prefix, path: reference) {
        image.metadata.append(
          Image.Metadatum(
            key: PictureReference.key, value: reference.description, origin: .pathRule))
      }
      return image
    }
  }

  /// What was left out so far.
  private(set) var rejects = Rejects()

  /// Where to look after the folder that is being walked, the next first.
  private var roots: ArraySlice<LocalPath>
  private var walk: FolderWalk?
  /// The files that the person named.
  private let named: Set<LocalPath>
  /// Bytes of the paths before `Picture.reference`.
  private let base: Int
  /// Pictures that were examined and not drawn yet, the next one last.
  private var ready: [Picture] = []
  private let bar = ProgressBar("reading pictures")

  /// Files in one batch: enough to keep threads busy, and a few hundred kilobytes of findings.
  private static let batch = 1024

  /// A file that was found, before anything was read of it.
  private struct File: Sendable {
    let path: LocalPath
    /// Whether the person named this very file.
    let isNamed: Bool
  }

  /// Gets ready to scan files and folders; throws for one that is not there.
  init(_ paths: [LocalPath]) throws {
    let paths = try paths.map(AbsolutePath.resolving)
    base = Self.commonFolderLength(paths)
    named = Set(paths)
    roots = try Self.roots(paths)[...]
    fill()
  }

  /// Whether no picture is left.
  var isEmpty: Bool { ready.isEmpty }

  /// The next picture; nil when there is none left.
  func next() -> Picture? {
    guard let picture = ready.popLast() else { return nil }
    if ready.isEmpty { fill() }
    return picture
  }

  /// The roots in the order of their paths, each place once: a path that another root's walk
  /// reaches by itself is left out.
  private static func roots(_ paths: [LocalPath]) throws -> [LocalPath] {
    let sorted = Set(paths).sorted()
    for path in sorted where path.entryKind() == .other {
      throw Failure("\(path) is neither a file nor a folder")
    }
    return sorted.filter { path in !sorted.contains { reaches(path, from: $0) } }
  }

  /// Whether a walk from `root` comes by `path`: it is below, and no part between is hidden.
  private static func reaches(_ path: LocalPath, from root: LocalPath) -> Bool {
    let start = root.bytes == [0x2F] ? root.bytes : root.bytes + [0x2F]
    guard path.bytes.count > start.count, path.bytes.starts(with: start) else { return false }
    return !path.bytes.dropFirst(start.count).split(separator: 0x2F).contains {
      $0.first == UInt8(ascii: ".")
    }
  }

  /// Bytes of the longest folder path, with its slash, that holds every root.
  private static func commonFolderLength(_ roots: [LocalPath]) -> Int {
    let folders = roots.map { root in
      let folder = root.folder.bytes
      return folder == [0x2F] ? folder : folder + [0x2F]
    }
    guard var common = folders.first?[...] else { return 0 }
    for folder in folders {
      let shared = zip(common, folder).prefix { $0 == $1 }.count
      common = common.prefix(shared)
      // Half a name in common is nothing in common.
      common = common.prefix((common.lastIndex(of: 0x2F) ?? -1) + 1)
    }
    return common.count
  }

  /// Examines the next files until there is a picture among them or no file is left.
  private func fill() {
    while ready.isEmpty {
      let files = nextFiles()
      if files.isEmpty { return bar.finish() }
      for outcome in Self.examine(files, base: base) { take(outcome) }
      ready.reverse()
      bar.advance(by: files.count)
    }
  }

  private func nextFiles() -> [File] {
    var files: [File] = []
    while files.count < Self.batch, let file = nextFile() { files.append(file) }
    return files
  }

  private func nextFile() -> File? {
    while true {
      if let path = nextInFolder() { return File(path: path, isNamed: named.contains(path)) }
      guard let root = roots.popFirst() else { return nil }
      if root.entryKind() != .folder { return File(path: root, isNamed: true) }
      walk = FolderWalk(root)
    }
  }

  /// The next file of the folder that is being walked; folders that cannot be read are noted.
  private func nextInFolder() -> LocalPath? {
    while walk != nil {
      do throws(InterchangeError) {
        if let path = try walk?.next() { return path }
        walk = nil
      } catch {
        rejects.add(error)
      }
    }
    return nil
  }

  private func take(_ outcome: Outcome) {
    switch outcome {
    case .picture(let picture): ready.append(picture)
    case .unsupported(let kind, let path): rejects.addUnsupported(kind, path.description)
    case .broken(let path, let reason): rejects.add(path.description, reason)
    case .nothing: break
    }
  }

  private enum Outcome: Sendable {
    case picture(Picture)
    case unsupported(String, LocalPath)
    case broken(LocalPath, String)
    case nothing
  }

  private static func examine(_ files: [File], base: Int) -> [Outcome] {
    let outcomes = Mutex([Outcome](repeating: .nothing, count: files.count))
    // Chunks keep the lock out of the way; reading headers waits for the disk, not for the CPU.
    let chunk = 32
    DispatchQueue.concurrentPerform(iterations: (files.count + chunk - 1) / chunk) { index in
      let range = (index * chunk)..<Swift.min(files.count, (index + 1) * chunk)
      let results = files[range].map { examine($0, base: base) }
      outcomes.withLock { $0.replaceSubrange(range, with: results) }
    }
    return outcomes.withLock { $0 }
  }

  private static func examine(_ found: File, base: Int) -> Outcome {
    let path = found.path
    do {
      let file = try PictureFile(path)
      let probe = try file.probe()
      if probe.possiblyTruncated { try file.decodeWhole() }
      return .picture(
        Picture(
          image: try newImage(path, probe: probe, file: file),
          reference: Array(path.bytes.dropFirst(base))))
    } catch let error as ImageError {
      return outcome(of: error, path: path, isNamed: found.isNamed)
    } catch {
      return .broken(path, KnownFailure(error)?.description ?? "\(error)")
    }
  }

  /// A file that is no picture at all is passed over in a folder, and told when it was named.
  private static func outcome(of error: ImageError, path: LocalPath, isNamed: Bool) -> Outcome {
    switch error {
    case .unsupportedFormat(let format): .unsupported(format.name, path)
    case .notAPicture where !isNamed && !PictureFile.looksLikePicture(path): .nothing
    default: .broken(path, error.description)
    }
  }

  private static func newImage(
    _ path: LocalPath, probe: ImageProbe, file: borrowing PictureFile
  ) throws -> NewImage {
    guard let size = ImageSize(width: probe.uprightSize.width, height: probe.uprightSize.height)
    else { throw Failure("\(path) has no pixels") }
    let facts = [
      ("exif.DateTimeOriginal", probe.exif.captureTime), ("exif.Make", probe.exif.make),
      ("exif.Model", probe.exif.model),
    ]
    return NewImage(
      Image.Location(.path(path.bytes), state: .present),
      measured: NewImage.Measurement(
        size: size, orientation: probe.orientation.rawValue,
        mediaType: "image/\(probe.format == .png ? "png" : "jpeg")",
        byteCount: file.byteCount, modifiedAt: file.modifiedAt,
        capturedAt: probe.exif.captureTime.flatMap(PictureFile.moment(fromExif:))),
      metadata: facts.compactMap { key, value in
        value.map { Image.Metadatum(key: key, value: $0, origin: .exif) }
      })
  }
}
