import AnnotationModel
import Crypto
import Glibc
import Interchange
import Raster

/// A picture's file, open for reading only.
struct PictureFile: ~Copyable {
  private let descriptor: Int32
  private let path: LocalPath
  /// The length of the file in bytes.
  let byteCount: Int
  /// When it was last changed.
  let modifiedAt: Timestamp

  /// Opens a file; never for writing.
  init(_ path: LocalPath) throws {
    self.path = path
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    // Unsafe: the path is lent to the system for the duration of the call.
    let opened = unsafe name.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe open($0, O_RDONLY | O_CLOEXEC) } ?? -1
    }
    guard opened >= 0 else {
      throw Failure("\(path) cannot be opened: \(unsafe String(cString: strerror(errno)))")
    }
    descriptor = opened
    var status = stat()
    // Unsafe: fstat fills the local.
    let isKnown = unsafe fstat(opened, &status) == 0
    byteCount = isKnown ? Int(status.st_size) : 0
    modifiedAt = Timestamp(
      microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000
        + Int64(status.st_mtim.tv_nsec) / 1000)
  }

  deinit { close(descriptor) }

  /// Reads what the header says, without decoding.
  func probe() throws(ImageError) -> ImageProbe {
    try ImageProbe.probe(fileDescriptor: descriptor)
  }

  /// Reads all bytes, a piece at a time; answers their SHA-256.
  func contentHash() throws -> [UInt8] {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 17)
    var offset = 0
    while true {
      // Unsafe: the system fills the array during the call.
      let count = unsafe pread(descriptor, &piece, piece.count, offset)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure("\(path) cannot be read: \(unsafe String(cString: strerror(errno)))")
      }
      if count == 0 { return Array(hash.finalize()) }
      hash.update(data: piece[..<count])
      offset += count
    }
  }

  /// Decodes the picture at its smallest scale, to learn whether all of it is there.
  func decodeWhole() throws {
    _ = try ImageDecoder.decode(
      bytes: try path.contents(limit: 1 << 30), fitting: PixelSize(width: 64, height: 64))
  }

  /// Whether a name ends as picture files do.
  static func looksLikePicture(_ path: LocalPath) -> Bool {
    let name = path.description.lowercased()
    return [".jpg", ".jpeg", ".png"].contains { name.hasSuffix($0) }
  }

  /// The moment of an EXIF date `2026:11:21 09:30:00`, taken as UTC because EXIF names no zone.
  static func moment(fromExif text: String) -> Timestamp? {
    var characters = Array(text)
    guard characters.count >= 19, characters[4] == ":", characters[7] == ":" else { return nil }
    characters[4] = "-"
    characters[7] = "-"
    return Timestamp(String(characters.prefix(19)))
  }
}

/// Paths that stay valid when the working directory changes.
enum AbsolutePath {
  /// The path from the root as it is written, links left alone: for what may be gone by now.
  static func written(_ path: [UInt8]) throws -> [UInt8] {
    let start = path.first == 0x2F ? [] : try resolving(LocalPath(".")).bytes
    var parts: [[UInt8]] = []
    for part in (start + [0x2F] + path).split(separator: 0x2F).map(Array.init) {
      switch part {
      case [0x2E]: continue
      case [0x2E, 0x2E]: _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return parts.flatMap { [0x2F] + $0 } + (parts.isEmpty ? [0x2F] : [])
  }

  /// Resolves links and dots; throws when there is nothing.
  static func resolving(_ path: LocalPath) throws -> LocalPath {
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    // Unsafe: realpath answers with memory that is ours to free.
    let resolved = unsafe name.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe realpath($0, nil) }
    }
    guard let resolved = unsafe resolved else {
      throw Failure(
        "\(path) cannot be found: \(unsafe String(cString: strerror(errno)))",
        hint: "check the spelling, and that the disk is there")
    }
    defer { unsafe free(resolved) }
    let length = unsafe strlen(resolved)
    let bytes = unsafe UnsafeBufferPointer(start: resolved, count: length).map {
      UInt8(bitPattern: $0)
    }
    guard let absolute = LocalPath(bytes: bytes) else { throw Failure("\(path) is empty") }
    return absolute
  }
}
