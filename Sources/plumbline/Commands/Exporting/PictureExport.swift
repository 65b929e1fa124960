import AnnotationModel
import ArgumentParser
import Foundation
import Glibc
import Interchange
import Raster
import Store

/// How the pictures of an export get to where the consumer reads them.
struct PictureExport {
  /// What is done with a picture's file.
  enum Way: String, ExpressibleByArgument, CaseIterable {
    /// A second name of the same file, or a copy on another disk.
    case link
    /// A copy of its bytes.
    case copy
    /// A new JPEG, made smaller where a side is too long.
    case scale
  }

  /// A picture that was put in place.
  struct Placed {
    /// The name of the file.
    let fileName: String
    /// Its size in pixels, upright.
    let size: ImageSize
    /// Pixels of the new picture per pixel of the old one.
    let factor: Double
    /// What the file is, read back.
    let facts: ImageFacts
  }

  private let way: Way
  private let longestSide: Int
  private let demandsJPEG: Bool
  private let demandsColor: Bool

  /// Puts pictures in place in one way.
  ///
  /// A picture that is not upright, is no JPEG where one is demanded, or has not three channels of 8
  /// bits where colour is, is always written anew.
  init(way: Way, longestSide: Int, demandsJPEG: Bool, demandsColor: Bool) {
    self.demandsColor = demandsColor
    self.way = way
    self.longestSide = max(1, longestSide)
    self.demandsJPEG = demandsJPEG
  }

  /// Puts the picture of an image into a folder under a name without extension.
  func place(_ image: Image, as stem: String, in folder: LocalPath) throws -> Placed {
    let source = try Self.file(of: image)
    let bytes = try source.contents(limit: 1 << 30)
    let probe = try ImageProbe.probe(bytes: bytes)
    let isJPEG = probe.format == .jpeg
    let mustBeMade =
      way == .scale || probe.orientation != .upright || (demandsJPEG && !isJPEG)
      || (demandsColor && (probe.componentCount != 3 || probe.bitDepth != 8))
    guard mustBeMade else {
      let name = stem + (isJPEG ? ".jpg" : ".png")
      let target = try Self.path(folder, name)
      try put(source, bytes: bytes, at: target)
      return Placed(
        fileName: name, size: try Self.size(probe.uprightSize), factor: 1,
        facts: ImageFacts(file: target))
    }
    return try make(bytes, full: probe.uprightSize, as: stem + ".jpg", in: folder)
  }

  /// The file of an image that can be read here.
  static func file(of image: Image) throws -> LocalPath {
    for location in image.locations {
      if case .path(let bytes) = location.place, let path = LocalPath(bytes: bytes),
        path.entryKind() != .folder, FileManager.default.isReadableFile(atPath: path.description)
      {
        return path
      }
    }
    throw Failure("its picture is not here")
  }

  private func put(_ source: LocalPath, bytes: [UInt8], at target: LocalPath) throws {
    if way == .link, unsafe Glibc.link(source.description, target.description) == 0 { return }
    var file = try AtomicFile(target, replacingExisting: false)
    try file.append(bytes)
    try file.commit()
  }

  /// Decodes upright, makes smaller where needed, and writes a JPEG.
  private func make(
    _ bytes: [UInt8], full: PixelSize, as name: String, in folder: LocalPath
  ) throws -> Placed {
    let longest = max(full.width, full.height)
    let factor = way == .scale ? min(1, Double(longestSide) / Double(longest)) : 1
    let target = PixelSize(
      width: max(1, Int((Double(full.width) * factor).rounded())),
      height: max(1, Int((Double(full.height) * factor).rounded())))
    let decoded = try ImageDecoder.decode(bytes: bytes, fitting: target)
    let bitmap =
      decoded.bitmap.size == target
      ? decoded.bitmap
      : decoded.bitmap.resampled(
        region: decoded.bitmapRegion(of: PixelRegion(decoded.fullSize)), to: target)
    let path = try Self.path(folder, name)
    var file = try AtomicFile(path, replacingExisting: false)
    try file.append(try JPEGEncoder.encode(bitmap, quality: 95))
    try file.commit()
    return Placed(
      fileName: name, size: try Self.size(target), factor: factor, facts: ImageFacts(file: path))
  }

  private static func path(_ folder: LocalPath, _ name: String) throws -> LocalPath {
    guard let path = folder.appending(Array(name.utf8)) else {
      throw Failure("\"\(name)\" is no name of a file")
    }
    return path
  }

  private static func size(_ size: PixelSize) throws -> ImageSize {
    guard let known = ImageSize(width: size.width, height: size.height) else {
      throw Failure("the picture has no pixels")
    }
    return known
  }
}
