import AnnotationModel
import Foundation
import Interchange
import Raster
import Store
import Synchronization

/// Finds the pictures below paths and reads what their headers say, several at a time.
struct ImageScan {
  /// A picture to take in.
  struct Picture: Sendable {
    /// What the store keeps of it.
    let image: NewImage
    /// Its name in manifests.
    ///
    /// The path from the folder that holds all the roots: `photos/a.jpg` for the root
    /// `/data/photos`, so that pictures below two roots never share a name.
    let reference: [UInt8]
  }

  /// Pictures to take in, ordered by path.
  private(set) var pictures: [Picture] = []
  /// What was left out.
  private(set) var rejects = Rejects()

  /// Scans files and folders; folders are walked whole, links inside them are not followed.
  init(_ roots: [LocalPath]) throws {
    let files = try Self.files(below: roots, rejects: &rejects)
    let bar = ProgressBar("reading pictures", total: files.count)
    defer { bar.finish() }
    for outcome in Self.examine(files, bar: bar) {
      switch outcome {
      case .picture(let picture): pictures.append(picture)
      case .unsupported(let kind, let path): rejects.addUnsupported(kind, path.description)
      case .broken(let path, let reason): rejects.add(path.description, reason)
      case .nothing: break
      }
    }
  }

  private enum Outcome: Sendable {
    case picture(Picture)
    case unsupported(String, LocalPath)
    case broken(LocalPath, String)
    case nothing
  }

  /// A file that was found, before anything was read of it.
  private struct File: Sendable {
    let path: LocalPath
    /// Whether the person named this very file.
    let isNamed: Bool
    /// Bytes of the path before `Picture.reference`.
    let base: Int
  }

  /// All files below the roots, each once, ordered by bytes; hidden entries are passed over.
  private static func files(
    below roots: [LocalPath], rejects: inout Rejects
  ) throws -> [File] {
    var found: [File] = []
    let roots = try roots.map(AbsolutePath.resolving)
    let base = commonFolderLength(roots)
    for root in roots {
      switch root.entryKind() {
      case .folder: found += walk(root, base: base, rejects: &rejects)
      case .file: found.append(File(path: root, isNamed: true, base: base))
      case .other: throw Failure("\(root) is neither a file nor a folder")
      }
    }
    var seen = Set<LocalPath>()
    return found.filter { seen.insert($0.path).inserted }.sorted { $0.path < $1.path }
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

  private static func walk(_ root: LocalPath, base: Int, rejects: inout Rejects) -> [File] {
    var found: [File] = []
    var folders = [root]
    while let folder = folders.popLast() {
      do {
        for name in try folder.entryNames() where name.first != UInt8(ascii: ".") {
          guard let path = folder.appending(name) else { continue }
          switch path.entryKind() {
          case .folder: folders.append(path)
          case .file: found.append(File(path: path, isNamed: false, base: base))
          case .other: break
          }
        }
      } catch {
        rejects.add(error)
      }
    }
    return found
  }

  private static func examine(_ files: [File], bar: ProgressBar) -> [Outcome] {
    let outcomes = Mutex([Outcome](repeating: .nothing, count: files.count))
    // Chunks keep the lock out of the way; reading headers waits for the disk, not for the CPU.
    let chunk = 32
    DispatchQueue.concurrentPerform(iterations: (files.count + chunk - 1) / chunk) { index in
      let range = (index * chunk)..<min(files.count, (index + 1) * chunk)
      let results = files[range].map(examine)
      outcomes.withLock { $0.replaceSubrange(range, with: results) }
      bar.advance(by: range.count)
    }
    return outcomes.withLock { $0 }
  }

  private static func examine(_ found: File) -> Outcome {
    let path = found.path
    do {
      let file = try PictureFile(path)
      let probe = try file.probe()
      if probe.possiblyTruncated { try file.decodeWhole() }
      return .picture(
        Picture(
          image: try newImage(path, probe: probe, file: file),
          reference: Array(path.bytes.dropFirst(found.base))))
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
