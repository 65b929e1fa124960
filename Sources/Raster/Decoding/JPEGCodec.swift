import CImageCodecs

/// libjpeg behind safe types: the only place that gives it pointers.
enum JPEGCodec {
  /// Decodes at `eighths`/8 of the stored size, as stored: no orientation.
  static func decode(
    _ bytes: [UInt8], eighths: Int, limits: ImageLimits
  ) throws(ImageError) -> Bitmap {
    var header = cic_header()
    let found = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe cic_jpeg_header(input.baseAddress, input.count, Int32(eighths), &header)
    }
    try ImageError.check(found, size: header.storedSize)
    try limits.check(stored: header.storedSize)
    try limits.check(decoded: header.outputSize)
    // Coefficients of three full components take six bytes per pixel; half as much again is room
    // for libjpeg's own rows.
    let memory = limits.maximumDecodedPixels * 9
    var result = cic_result()
    let pixels = unsafe [RGB8].filled(by: header.outputSize) { output, capacity in
      result = unsafe bytes.withUnsafeBufferPointer { input in
        unsafe cic_jpeg_decode(
          input.baseAddress, input.count, Int32(eighths), memory, output, capacity)
      }
    }
    try ImageError.check(result, size: header.storedSize)
    return Bitmap(size: header.outputSize, pixels: pixels)
  }

  /// Encodes a baseline JPEG with 4:2:0 chroma.
  static func encode(
    _ bitmap: Bitmap, quality: Int, exifPayload: [UInt8]
  ) throws(ImageError) -> [UInt8] {
    var output = unsafe cic_buffer()
    let result = unsafe bitmap.pixels.withUnsafeBytes { pixels in
      unsafe exifPayload.withUnsafeBufferPointer { exif in
        unsafe cic_jpeg_encode(
          pixels.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(bitmap.width),
          UInt32(bitmap.height), Int32(quality), exif.isEmpty ? nil : exif.baseAddress, exif.count,
          &output)
      }
    }
    try ImageError.check(result, size: bitmap.size)
    return unsafe [UInt8](taking: output)
  }
}
