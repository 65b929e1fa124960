import CImageCodecs
import CPixelKernels

/// libjpeg behind safe types: the only place that gives it pointers.
enum JPEGCodec {
  /// Decodes at `eighths`/8 of the stored size, as stored: no orientation; says whether the file
  /// has its end mark.
  static func decode(
    _ bytes: [UInt8], eighths: Int, limits: ImageLimits
  ) throws(ImageError) -> (bitmap: Bitmap, hasEndMark: Bool) {
    let (header, memory) = try header(bytes, eighths: eighths, limits: limits)
    let (pixels, result) = unsafe [RGB8].filled(by: header.outputSize) { output, _ in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe cic_jpeg_decode(
          input.baseAddress, input.count, Int32(eighths), memory, header.output_width,
          header.output_height, output)
      }
    }
    let hasEndMark = try hasEndMark(result, of: header)
    return (Bitmap(size: header.outputSize, pixels: pixels), hasEndMark)
  }

  /// Decodes at `eighths`/8 and resamples to `target`, as stored, holding only the rows under way.
  static func decode(
    _ bytes: [UInt8], eighths: Int, resampledTo target: PixelSize, limits: ImageLimits
  ) throws(ImageError) -> (bitmap: Bitmap, hasEndMark: Bool) {
    let (header, memory) = try header(bytes, eighths: eighths, limits: limits)
    let scale = Double(eighths) / 8
    let across = ResampleAxis(
      length: header.outputSize.width, offset: 0, extent: Double(header.width) * scale,
      count: target.width)
    let down = ResampleAxis(
      length: header.outputSize.height, offset: 0, extent: Double(header.height) * scale,
      count: target.height)
    guard across.outputs.count == target.width, down.outputs.count == target.height else {
      throw .damaged("a side is 0 pixels long")
    }
    let (pixels, result) = unsafe [RGB8].filled(by: target) { output, _ in
      unsafe across.withKernelAxis { columns in
        unsafe down.withKernelAxis { rows in
          let made = unsafe cpk_resampler_make(
            header.output_width, header.output_height, columns, rows, output, target.width * 3)
          guard let resampler = unsafe made else {
            var failure = cic_result()
            failure.status = CIC_NO_MEMORY
            return failure
          }
          defer { unsafe cpk_resampler_free(resampler) }
          let sink = unsafe cic_row_sink(
            context: UnsafeMutableRawPointer(resampler),
            place: { unsafe cpk_resampler_row($0.map { OpaquePointer($0) }) },
            take: { unsafe cpk_resampler_advance($0.map { OpaquePointer($0) }) })
          return unsafe bytes.withUnsafeBufferPointer { input in
            unsafe cic_jpeg_decode_rows(
              input.baseAddress, input.count, Int32(eighths), memory, header.output_width,
              header.output_height, sink)
          }
        }
      }
    }
    let hasEndMark = try hasEndMark(result, of: header)
    return (Bitmap(size: target, pixels: pixels), hasEndMark)
  }

  private static func header(
    _ bytes: [UInt8], eighths: Int, limits: ImageLimits
  ) throws(ImageError) -> (header: cic_header, memory: Int) {
    var header = cic_header()
    let found = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe cic_jpeg_header(input.baseAddress, input.count, Int32(eighths), &header)
    }
    try ImageError.check(found, size: header.storedSize)
    try limits.check(stored: header.storedSize)
    try limits.check(decoded: header.outputSize)
    // Coefficients of three full components take six bytes per pixel; half as much again is room
    // for libjpeg's own rows.
    return (header, limits.maximumDecodedPixels * 9)
  }

  private static func hasEndMark(
    _ result: cic_result, of header: cic_header
  ) throws(ImageError) -> Bool {
    if result.status == CIC_NO_END_MARK { return false }
    try ImageError.check(result, size: header.storedSize)
    return true
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
