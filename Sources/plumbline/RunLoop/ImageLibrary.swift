import AnnotationModel
import Interchange
import Raster
import Screen
import Synchronization
import Workbench

/// Where the bytes of the images are that the screen may ask for.
final class ImageLibrary: Sendable {
  private let paths = Mutex<[Picture.ImageKey: LocalPath]>([:])

  /// Whether an image can be shown as the project knows it.
  enum Standing: Equatable {
    case present
    case missing
    /// The file shows another picture than the one that was added; `now` says which size it has.
    case changed(now: String)
  }

  /// Notes where an image's bytes are; says whether they are here and still of the same size.
  @discardableResult
  func remember(_ image: Image) -> Standing {
    for location in image.locations {
      guard case .path(let bytes) = location.place, let path = LocalPath(bytes: bytes),
        path.entryKind() == .file || isLinkToFile(path)
      else { continue }
      if let known = image.measuredSize, let now = size(of: path), now != known.description {
        return .changed(now: now)
      }
      paths.withLock { $0[Picture.ImageKey(high: image.id.high, low: image.id.low)] = path }
      return .present
    }
    return .missing
  }

  /// What to say when an image's file is not the one that was added; nil when it is.
  func notice(of image: Image) -> Notice? {
    guard case .changed(let now) = remember(image), let size = image.size else { return nil }
    return Notice(
      "the file has changed since it was added: it was \(size) and is \(now) now; put the old one "
        + "back", .error)
  }

  /// The upright size that a file's header tells; nil when it cannot be read, which the painting
  /// then says.
  private func size(of path: LocalPath) -> String? {
    (try? PictureFile(path).probe()).map { "\($0.uprightSize)" }
  }

  private func isLinkToFile(_ path: LocalPath) -> Bool {
    (try? AbsolutePath.resolving(path))?.entryKind() == .file
  }

  /// The bytes of an image; throws when they cannot be read.
  func bytes(of key: Picture.ImageKey) throws -> [UInt8] {
    guard let path = paths.withLock({ $0[key] }) else {
      throw Failure("the bytes of this image are not here")
    }
    return try path.contents(limit: 1 << 30)
  }

  /// What to call an image on the screen: the name of its file, or its address.
  static func name(of image: Image) -> String {
    for location in image.locations {
      switch location.place {
      case .path(let bytes):
        let name = bytes.split(separator: 0x2F).last.map(Array.init) ?? bytes
        return String(decoding: name, as: UTF8.self)
      case .uri(let text): return text
      }
    }
    return "removed image"
  }
}
