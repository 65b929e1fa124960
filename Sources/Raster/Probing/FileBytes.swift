import Glibc

/// The bytes of a file, read where they are asked for, through a window.
struct FileBytes {
  private enum Source {
    case memory
    case descriptor(Int32)
  }

  private let source: Source
  /// The length of the whole file.
  let count: Int
  private var window: [UInt8]
  private var windowStart = 0

  /// Bytes that are in memory already.
  init(_ bytes: [UInt8]) {
    source = .memory
    count = bytes.count
    window = bytes
  }

  /// The file behind a descriptor, which stays open and keeps its position.
  init(fileDescriptor: Int32) throws(ImageError) {
    var status = stat()
    guard unsafe fstat(fileDescriptor, &status) == 0 else { throw .unreadable(errno: errno) }
    source = .descriptor(fileDescriptor)
    count = Int(status.st_size)
    window = []
  }

  /// The bytes from an offset on: as many as asked for, fewer only where the file ends.
  mutating func bytes(at offset: Int, count wanted: Int) throws(ImageError) -> [UInt8] {
    guard offset >= 0, offset < count, wanted > 0 else { return [] }
    let end = min(count, offset + wanted)
    if offset < windowStart || end > windowStart + window.count {
      try moveWindow(to: offset, count: max(end - offset, 4096))
    }
    let last = min(end, windowStart + window.count)
    guard last > offset else { return [] }
    return Array(window[offset - windowStart..<last - windowStart])
  }

  private mutating func moveWindow(to offset: Int, count wanted: Int) throws(ImageError) {
    guard case .descriptor(let descriptor) = source else { return }
    var failure: Int32 = 0
    window = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let place = unsafe buffer.baseAddress?.advanced(by: filled)
        let got = unsafe pread(descriptor, place, wanted - filled, off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    windowStart = offset
    if failure != 0 { throw .unreadable(errno: failure) }
  }
}
