import AnnotationModel
import Glibc
import Raster

/// What is known of an image's file, for rules about images.
package struct ImageFacts: Hashable, Sendable {
  /// Pixels across and down as stored; nil when not known.
  package var width: Int?
  package var height: Int?
  /// The length of the file; nil when not known.
  package var byteCount: Int?
  /// Whether it is a JPEG or PNG that can be read; nil when not known.
  package var isReadable: Bool?
  /// Whether it is a JPEG; nil when not known.
  package var isJPEG: Bool?
  /// Values per pixel as stored, 1 for grey and palettes; nil when not known.
  package var channels: Int?
  /// Bits per value as stored; nil when not known.
  package var bitDepth: Int?
  /// The EXIF orientation, 1...8; nil when not known.
  package var orientation: Int?
  /// Why it cannot be read; empty when it can be or nobody tried.
  package var problem = ""

  /// Describes an image.
  package init(
    width: Int? = nil, height: Int? = nil, byteCount: Int? = nil, isReadable: Bool? = nil,
    orientation: Int? = nil
  ) {
    self.width = width
    self.height = height
    self.byteCount = byteCount
    self.isReadable = isReadable
    self.orientation = orientation
  }

  /// The size as stored.
  var stored: ImageSize? {
    guard let width, let height else { return nil }
    return ImageSize(width: width, height: height)
  }

  /// The size as people see it.
  var upright: ImageSize? { isTurned ? stored?.transposed : stored }

  /// Whether width and height change places when it is turned upright.
  var isTurned: Bool { (orientation ?? 1) >= 5 }
}

extension ImageFacts {
  /// Looks at the header of a file, and at the rest only when its end seems to be missing.
  ///
  /// What cannot be read is a fact, too. At most one file is in memory, of `largestDocument` bytes.
  package init(file path: LocalPath) {
    self.init()
    look(at: path)
  }

  private mutating func look(at path: LocalPath) {
    do {
      // A pipe of that name must not hold everything up.
      let file = try FileDescriptor(path, O_RDONLY | O_NONBLOCK, to: "open the picture")
      let status = try file.status()
      guard status.st_mode & S_IFMT == S_IFREG else {
        return fail("it is no regular file")
      }
      byteCount = Int(status.st_size)
      let header = try file.pictureHeader()
      take(header)
      if header.possiblyTruncated { try Self.decode(path) }
      isReadable = true
    } catch let error as InterchangeError {
      fail(error.reason.description)
    } catch let error as ImageError {
      fail(error.description)
    } catch {
      fail("\(error)")
    }
  }

  private mutating func fail(_ why: String) {
    isReadable = false
    problem = why
  }

  private mutating func take(_ header: ImageProbe) {
    width = header.storedSize.width
    height = header.storedSize.height
    isJPEG = header.format == .jpeg
    channels = header.componentCount
    bitDepth = header.bitDepth
    orientation = header.orientation.rawValue
  }

  /// Decodes a picture at its smallest scale, to learn whether all of it is there.
  private static func decode(_ path: LocalPath) throws {
    _ = try ImageDecoder.decode(
      bytes: try path.contents(), fitting: PixelSize(width: 64, height: 64))
  }
}
