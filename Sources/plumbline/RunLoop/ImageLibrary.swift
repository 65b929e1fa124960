import AnnotationModel
import Interchange
import Screen
import Synchronization

/// Where the bytes of the images are that the screen may ask for.
final class ImageLibrary: Sendable {
  private let paths = Mutex<[Picture.ImageKey: LocalPath]>([:])

  /// Notes where an image's bytes are; says whether they are here.
  @discardableResult
  func remember(_ image: Image) -> Bool {
    for location in image.locations {
      guard case .path(let bytes) = location.place, let path = LocalPath(bytes: bytes),
        path.entryKind() == .file || isLinkToFile(path)
      else { continue }
      paths.withLock { $0[Picture.ImageKey(high: image.id.high, low: image.id.low)] = path }
      return true
    }
    return false
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
    return image.id.description
  }
}
