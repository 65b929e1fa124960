import CImageCodecs

/// libpng behind safe types: the only place that gives it pointers.
enum PNGCodec {
  /// Decodes any PNG over a background, as stored: no orientation.
  static func decode(
    _ bytes: [UInt8], background: RGB8, limits: ImageLimits
  ) throws(ImageError) -> Bitmap {
    var header = cic_header()
    let found = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe cic_png_header(input.baseAddress, input.count, &header)
    }
    try ImageError.check(found, size: header.storedSize)
    try limits.check(stored: header.storedSize)
    try limits.check(decoded: header.outputSize)
    let under = [background.r, background.g, background.b]
    let (pixels, result) = unsafe [RGB8].filled(by: header.outputSize) { output, capacity in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe cic_png_decode(input.baseAddress, input.count, under, output, capacity)
      }
    }
    try ImageError.check(result, size: header.storedSize)
    return Bitmap(size: header.outputSize, pixels: pixels)
  }

  /// Encodes in true colour, at zlib's `level` (1...9).
  static func encode(_ bitmap: Bitmap, level: Int) throws(ImageError) -> [UInt8] {
    var output = unsafe cic_buffer()
    let result = unsafe bitmap.pixels.withUnsafeBytes { pixels in
      unsafe encode(pixels, size: bitmap.size, palette: [], level: level, into: &output)
    }
    try ImageError.check(result, size: bitmap.size)
    return unsafe [UInt8](taking: output)
  }

  /// Encodes one byte per pixel with its palette.
  static func encode(_ indexed: IndexedBitmap) throws(ImageError) -> [UInt8] {
    var output = unsafe cic_buffer()
    let triples = indexed.palette.colors.flatMap { [$0.r, $0.g, $0.b] }
    let result = unsafe indexed.indices.withUnsafeBytes { pixels in
      unsafe encode(pixels, size: indexed.size, palette: triples, level: 6, into: &output)
    }
    try ImageError.check(result, size: indexed.size)
    return unsafe [UInt8](taking: output)
  }

  private static func encode(
    _ pixels: UnsafeRawBufferPointer, size: PixelSize, palette: [UInt8], level: Int,
    into output: inout cic_buffer
  ) -> cic_result {
    unsafe cic_png_encode(
      pixels.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(size.width),
      UInt32(size.height), palette, palette.count / 3, Int32(level), &output)
  }
}
