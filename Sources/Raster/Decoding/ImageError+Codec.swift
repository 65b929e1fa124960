import CImageCodecs

extension ImageError {
  /// Throws what a codec reported; `size` is what the header said, as far as it got.
  static func check(_ result: cic_result, size: PixelSize) throws(ImageError) {
    let message = result.text
    switch result.status {
    case CIC_OK: return
    case CIC_TRUNCATED: throw .truncated
    case CIC_UNSUPPORTED: throw .unsupportedKind(message)
    case CIC_TOO_LARGE: throw .tooDemanding(message)
    case CIC_NO_MEMORY: throw .outOfMemory
    default: throw .damaged(message)
    }
  }
}

extension cic_result {
  /// Whether every pixel was written.
  var isWhole: Bool { status == CIC_OK || status == CIC_NO_END_MARK }

  /// The library's own words, up to their NUL.
  fileprivate var text: String {
    unsafe withUnsafeBytes(of: message) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

extension cic_header {
  /// The size in the file.
  var storedSize: PixelSize { PixelSize(width: Int(width), height: Int(height)) }
  /// The size that decoding gives.
  var outputSize: PixelSize { PixelSize(width: Int(output_width), height: Int(output_height)) }
}

extension [RGB8] {
  /// Pixels that a codec writes: it gets a place for them and the place's length in bytes.
  ///
  /// A codec that fails leaves some of the memory unwritten, and then there are no pixels: which
  /// results are none is what `isWhole` says.
  @unsafe static func filled(
    by size: PixelSize, _ write: (UnsafeMutablePointer<UInt8>?, Int) -> cic_result
  ) -> (pixels: [RGB8], result: cic_result) {
    var result = cic_result()
    let pixels = unsafe [RGB8](unsafeUninitializedCapacity: size.area) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      result = unsafe write(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
      if result.isWhole { count = size.area }
    }
    return (pixels, result)
  }
}

extension [UInt8] {
  /// Copies what an encoder allocated and gives it back.
  @unsafe init(taking buffer: cic_buffer) {
    unsafe self.init(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    unsafe cic_free(buffer)
  }
}
